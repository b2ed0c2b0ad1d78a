package io.chanio.port.sim.dasd;

import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.tukaani.xz.XZInputStream;

/** The test volumes, unpacked into a folder of the test. */
final class Volumes {

    static final String QUAL01 = "qual01.3390.ckd";
    static final String QUAL02 = "qual02.3380.ckd";
    static final String QUAL06 = "qual06.3390-1.cckd";
    static final String QUAL03 = "qual03.3350.ckd";

    private Volumes() {}

    static Path unpack(String name, Path folder) throws IOException {
        Path image = folder.resolve(name);
        try (InputStream packed = Files.newInputStream(Path.of("src", "test", "resources", "volumes", name + ".xz"));
                InputStream plain = new XZInputStream(packed)) {
            Files.copy(plain, image);
        }
        return image;
    }

    /** A compressed 3390 of three cylinders, of which one track is kept: the first cylinders of qual06. */
    static Path smallCompressed(Path folder) throws IOException {
        Path image = unpack(QUAL06, folder);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(image)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(512 + 4, 1).putInt(512 + 40, 3);
        return Files.write(image, bytes.array());
    }

    static Disk open(CkdGeometry geometry, DasdControlUnit controlUnit, Path image) {
        return open(geometry, controlUnit, new VolumeFiles.ReadOnly(image));
    }

    static Disk open(CkdGeometry geometry, DasdControlUnit controlUnit, VolumeFiles files) {
        return switch (Disk.open(geometry, controlUnit, DeviceNumber.parse("0.0.0121"), files)) {
            case DasdOpening.Opened(Disk device) -> device;
            case DasdOpening.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    /** The track at {@code address}, which is a good one. */
    static Track track(CkdImage image, TrackAddress address) {
        return switch (image.read(address)) {
            case CkdImage.Reading.Intact(Track track) -> track;
            case CkdImage.Reading.Unreadable(UnitCheck check) -> throw new AssertionError(address + ": " + check);
        };
    }

    /** R0 and one record of random bytes, which do not pack well. */
    static Track track(TrackAddress address, Random random, int length) {
        byte[] data = new byte[length];
        random.nextBytes(data);
        CkdRecord zero = new CkdRecord(address.cylinder(), address.head(), 0, Octets.EMPTY, Octets.zeros(8));
        CkdRecord one = new CkdRecord(address.cylinder(), address.head(), 1, Octets.of(1, 2), Octets.of(data));
        return new Track(address, List.of(zero, one), Track.Ending.MARKED);
    }

    static CkdImage image(CkdGeometry geometry, Path image) {
        return image(geometry, new VolumeFiles.ReadOnly(image));
    }

    static CkdImage image(CkdGeometry geometry, VolumeFiles files) {
        return switch (CkdImageOpening.of(files, geometry)) {
            case CkdImageOpening.Opened(CkdImage opened) -> opened;
            case CkdImageOpening.Refused(String reason) -> throw new AssertionError(reason);
        };
    }
}
