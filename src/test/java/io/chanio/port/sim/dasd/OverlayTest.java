package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {

    private static final TrackAddress ADDRESS = new TrackAddress(1, 3);
    private static final Track CHANGED = Volumes.track(ADDRESS, new Random(1), 5_000);
    private static final int SLOT_LENGTH = 512 + 56_832;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path image;

    @SuppressWarnings("NullAway.Init")
    private Path overlay;

    @BeforeEach
    void makeVolume() throws IOException {
        image = folder.resolve("demo.ckd");
        overlay = folder.resolve("demo.over");
        DemonstrationVolume.writeTo(image, LocalDate.of(2026, 11, 22));
    }

    @Test
    void changesStayAndTheImageStaysAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(image);
        assertThat(image.toFile().setReadOnly()).isTrue();
        write(CHANGED);

        assertThat(Files.readAllBytes(image)).isEqualTo(before);
        try (CkdImage volume = open()) {
            assertThat(Volumes.track(volume, ADDRESS)).isEqualTo(CHANGED);
            assertThat(Volumes.track(volume, new TrackAddress(0, 2)).records()).hasSize(3);
        }
    }

    @Test
    void anOverlayHoldsOnlyTheTracksThatWereChangedAndEachTwiceAtMost() throws IOException {
        write(CHANGED);
        assertThat(Files.size(overlay)).isLessThan(4096 + SLOT_LENGTH);

        for (int round = 0; round < 10; round++) {
            write(Volumes.track(ADDRESS, new Random(round), 6_000));
        }
        assertThat(Files.size(overlay)).isLessThan(4096 + 2 * SLOT_LENGTH);
    }

    @Test
    void liesOverACompressedImageToo() throws IOException {
        image = Volumes.smallCompressed(folder);
        byte[] before = Files.readAllBytes(image);
        write(CHANGED);

        assertThat(Files.readAllBytes(image)).isEqualTo(before);
        try (CkdImage volume = open()) {
            assertThat(Volumes.track(volume, ADDRESS)).isEqualTo(CHANGED);
        }
    }

    @Test
    void oneOverlayIsWrittenByOneVolumeAndTheImageIsReadByMany() throws IOException {
        try (CkdImage first = open();
                CkdImage other = Volumes.image(
                        CkdGeometry.IBM_3390, new VolumeFiles.Overlaid(image, folder.resolve("other.over")))) {
            first.write(CHANGED);

            assertThat(Volumes.track(other, ADDRESS)).isNotEqualTo(CHANGED);
            assertThat(reason()).contains("demo.over, which is being written by another");
        }
    }

    @Test
    void refusesTheOverlayOfAnotherImage() throws IOException {
        write(CHANGED);
        try (CkdImage volume = Volumes.image(CkdGeometry.IBM_3390, new VolumeFiles.Writable(image))) {
            volume.write(Volumes.track(new TrackAddress(0, 4), new Random(1), 10));
        }
        assertThat(reason()).contains("demo.ckd").contains("demo.over").contains("another first cylinder");

        image = Volumes.smallCompressed(folder);
        assertThat(reason()).contains("belongs to another image").contains("bytes, and this has");

        image = Volumes.unpack(Volumes.QUAL06, Files.createDirectory(folder.resolve("large")));
        assertThat(reason()).contains("a volume of 3 cylinders, not 1113");
    }

    @Test
    void refusesWhatIsNoOverlay() throws IOException {
        overlay = image;
        assertThat(reason()).contains("does not begin with CHANIOOV");

        overlay = folder;
        assertThat(reason()).contains("is a directory");

        overlay = folder.resolve("none").resolve("demo.over");
        assertThat(reason()).contains("does not exist");

        overlay = Files.write(folder.resolve("short.over"), new byte[100]);
        assertThat(reason()).contains("it has 100 bytes");
    }

    @Test
    void refusesADamagedOverlay() throws IOException {
        write(CHANGED);
        byte[] sound = Files.readAllBytes(overlay);

        assertThat(reasonWithout(sound, 17)).contains("header has a wrong checksum");
        assertThat(reasonWithout(sound, 11)).contains("form");
        assertThat(reasonWithout(sound, 4096 + 9)).contains("before one of its tracks has a wrong checksum");
        assertThat(reasonWithout(sound, 4096 + 512 + 700)).contains("track 18 has a wrong checksum");
        Files.write(overlay, Arrays.copyOf(sound, sound.length - 1));
        assertThat(reason()).contains("it ends within track 18");
        Files.write(overlay, sound);
        try (CkdImage volume = open()) {
            assertThat(Volumes.track(volume, ADDRESS)).isEqualTo(CHANGED);
        }
    }

    @Test
    void whatIsDamagedWhileItIsOpenIsAnEquipmentCheck() throws IOException {
        try (CkdImage volume = open()) {
            volume.write(CHANGED);
            volume.write(Volumes.track(new TrackAddress(1, 4), new Random(1), 10));
            Files.write(overlay, flipped(Files.readAllBytes(overlay), 4096 + 512 + 700));

            assertThat(volume.read(ADDRESS)).isEqualTo(new CkdImage.Reading.Unreadable(UnitCheck.EQUIPMENT_CHECK));
        }
    }

    @Test
    void headerAndSlotReadWhatTheyWrote() throws IOException {
        OverlayHeader header = new OverlayHeader(0x3390, 3, 56_832, 1L << 40, -5);
        OverlaySlot slot = new OverlaySlot(17, 56_832, 1L << 50, -7);

        header.require(header.toOctets());
        assertThat(header.toOctets().length()).isEqualTo(4096);
        assertThat(OverlaySlot.read(slot.toOctets())).contains(slot);
        assertThat(OverlaySlot.read(Octets.zeros(512))).isEmpty();
    }

    private String reasonWithout(byte[] sound, int position) throws IOException {
        Files.write(overlay, flipped(sound, position));
        return reason();
    }

    private static byte[] flipped(byte[] sound, int position) {
        ByteBuffer bytes = ByteBuffer.wrap(sound.clone());
        bytes.put(position, (byte) ~bytes.get(position));
        return bytes.array();
    }

    private void write(Track track) {
        try (CkdImage volume = open()) {
            assertThat(volume.write(track)).isEqualTo(new CkdImage.Writing.Written());
        }
    }

    private CkdImage open() {
        return Volumes.image(CkdGeometry.IBM_3390, new VolumeFiles.Overlaid(image, overlay));
    }

    private String reason() {
        return switch (CkdImageOpening.of(new VolumeFiles.Overlaid(image, overlay), CkdGeometry.IBM_3390)) {
            case CkdImageOpening.Refused(String reason) -> reason;
            case CkdImageOpening.Opened(CkdImage volume) -> {
                volume.close();
                throw new AssertionError("it was opened");
            }
        };
    }
}
