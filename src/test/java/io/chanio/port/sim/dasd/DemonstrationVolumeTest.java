package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.port.sim.dasd.DemonstrationVolume.Writing;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemonstrationVolumeTest {

    private static final LocalDate DATE = LocalDate.of(2026, 11, 22);
    private static final Charset EBCDIC = Charset.forName("IBM037");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theSameDateGivesTheSameBytes() throws IOException {
        Path one = folder.resolve("one.ckd");
        Path other = folder.resolve("other.ckd");

        DemonstrationVolume.writeTo(one, DATE);
        DemonstrationVolume.writeTo(other, DATE);

        assertThat(Files.mismatch(one, other)).isEqualTo(-1);
        assertThat(Files.size(one)).isEqualTo(512 + 45 * 56_832);
    }

    @Test
    void keepsAFileThatIsThere() throws IOException {
        Path image = folder.resolve("demo.ckd");
        Files.writeString(image, "mine");

        assertThat(DemonstrationVolume.writeTo(image, DATE)).isEqualTo(Writing.KEPT);
        assertThat(image).hasContent("mine");
    }

    @Test
    void leavesNothingBehindButTheVolume() throws IOException {
        Path image = folder.resolve("demo.ckd");

        assertThat(DemonstrationVolume.writeTo(image, DATE)).isEqualTo(Writing.WRITTEN);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(image);
        }
    }

    @Test
    void opensAsA3390WithItsLabelAndText() throws IOException {
        Path image = folder.resolve("demo.ckd");
        DemonstrationVolume.writeTo(image, DATE);

        try (CkdImage opened = Volumes.image(CkdGeometry.IBM_3390, image)) {
            CkdRecord label = records(opened, 0).get(3);
            CkdRecord text = records(opened, 2).get(1);

            assertThat(opened.cylinders()).isEqualTo(3);
            assertThat(new String(label.data().first(10).toArray(), EBCDIC)).isEqualTo("VOL1DEMO01");
            assertThat(new String(text.data().first(27).toArray(), EBCDIC)).isEqualTo("CHANIO DEMONSTRATION VOLUME");
            assertThat(text.dataLength() % 80).isZero();
        }
    }

    private static List<CkdRecord> records(CkdImage image, int head) {
        return switch (image.read(new TrackAddress(0, head))) {
            case CkdImage.Reading.Intact(Track track) -> track.records();
            case CkdImage.Reading.Unreadable(UnitCheck check) -> throw new AssertionError(check);
        };
    }

    @Test
    void foreignToolsListItsDataset() throws IOException {
        Optional<String> listing = new HerculesTools(folder).answerOf("dasdls", image().toString());

        listing.ifPresent(text -> assertThat(text)
                .contains("VOLSER=" + DemonstrationVolume.VOLUME_SERIAL)
                .contains(DemonstrationVolume.DATASET_NAME));
    }

    @Test
    void foreignToolsReadItsText() throws IOException {
        Path image = image();

        if (new HerculesTools(folder)
                .answerOf("dasdseq", "-ascii", image.toString(), DemonstrationVolume.DATASET_NAME)
                .isPresent()) {
            assertThat(Files.readString(folder.resolve(DemonstrationVolume.DATASET_NAME), StandardCharsets.US_ASCII))
                    .startsWith("CHANIO DEMONSTRATION VOLUME\n")
                    .contains("A CHANNEL PROGRAM");
        }
    }

    private Path image() throws IOException {
        Path image = folder.resolve("demo.ckd");
        DemonstrationVolume.writeTo(image, DATE);
        return image;
    }
}
