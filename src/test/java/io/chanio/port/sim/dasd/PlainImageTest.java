package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainImageTest {

    private static final TrackAddress ADDRESS = new TrackAddress(1, 3);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path path;

    @BeforeEach
    void makeVolume() throws IOException {
        path = folder.resolve("demo.ckd");
        DemonstrationVolume.writeTo(path, LocalDate.of(2026, 11, 22));
    }

    @Test
    void aWrittenTrackIsInTheFileWhenTheWriteEnds() {
        Track track = Volumes.track(ADDRESS, new Random(1), 100);
        try (CkdImage image = writable();
                CkdImage reader = Volumes.image(CkdGeometry.IBM_3390, path)) {
            assertThat(image.write(track)).isEqualTo(new CkdImage.Writing.Written());

            assertThat(reader.read(ADDRESS)).isEqualTo(new CkdImage.Reading.Intact(track));
            assertThat(image.read(ADDRESS)).isEqualTo(new CkdImage.Reading.Intact(track));
        }
    }

    @Test
    void aWriteChangesNoOtherTrack() throws IOException {
        byte[] before = Files.readAllBytes(path);
        try (CkdImage image = writable()) {
            image.write(Volumes.track(ADDRESS, new Random(1), 56_000));
        }

        byte[] after = Files.readAllBytes(path);
        int begin = 512 + 18 * 56_832;
        assertThat(after).hasSameSizeAs(before);
        System.arraycopy(before, begin, after, begin, 56_832);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aVolumeThatIsOpenForReadingIsProtected() {
        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, path)) {
            assertThat(image.writable()).isFalse();
            assertThat(image.write(Volumes.track(ADDRESS, new Random(1), 1)))
                    .isEqualTo(new CkdImage.Writing.Protected());
        }
    }

    @Test
    void whatDoesNotFitOnTheTrackIsAnInvalidTrackFormat() {
        try (CkdImage image = writable()) {
            assertThat(image.write(Volumes.track(ADDRESS, new Random(1), 56_832)))
                    .isEqualTo(new CkdImage.Writing.Failed(UnitCheck.INVALID_TRACK_FORMAT));
        }
    }

    @Test
    void aDamagedTrackCanNotBeWritten() {
        Track damaged = new Track(ADDRESS, List.of(), Track.Ending.DAMAGED);
        try (CkdImage image = writable()) {
            assertThat(image.write(damaged)).isEqualTo(new CkdImage.Writing.Failed(UnitCheck.EQUIPMENT_CHECK));
        }
    }

    @Test
    void onlyOneWritesToAnImage() {
        try (CkdImage first = writable()) {
            assertThat(first.writable()).isTrue();
            assertThat(CkdImageOpening.of(new VolumeFiles.Writable(path), CkdGeometry.IBM_3390))
                    .isEqualTo(new CkdImageOpening.Refused(
                            "volume image " + path + " is being written by another program or another subchannel"));
        }
        try (CkdImage next = writable()) {
            assertThat(next.writable()).isTrue();
        }
    }

    private CkdImage writable() {
        return Volumes.image(CkdGeometry.IBM_3390, new VolumeFiles.Writable(path));
    }
}
