package io.chanio.port.sim.dasd;

import io.chanio.css.DeviceNumber;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tukaani.xz.XZInputStream;

/** The test volumes, unpacked into a folder of the test. */
final class Volumes {

    static final String QUAL01 = "qual01.3390.ckd";
    static final String QUAL02 = "qual02.3380.ckd";

    private Volumes() {}

    static Path unpack(String name, Path folder) throws IOException {
        Path image = folder.resolve(name);
        try (InputStream packed = Files.newInputStream(Path.of("src", "test", "resources", "volumes", name + ".xz"));
                InputStream plain = new XZInputStream(packed)) {
            Files.copy(plain, image);
        }
        return image;
    }

    static EckdDevice open(CkdGeometry geometry, DasdControlUnit controlUnit, Path image) {
        return switch (EckdDevice.open(
                geometry, controlUnit, DeviceNumber.parse("0.0.0121"), new VolumeFiles.ReadOnly(image))) {
            case DasdOpening.Opened(EckdDevice device) -> device;
            case DasdOpening.Refused(String reason) -> throw new AssertionError(reason);
        };
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
