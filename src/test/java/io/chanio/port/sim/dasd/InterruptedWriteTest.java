package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cuts a write off at and within each of its steps, and looks at what is left. */
class InterruptedWriteTest {

    private static final TrackAddress ADDRESS = new TrackAddress(1, 2);
    private static final TrackAddress NEIGHBOUR = new TrackAddress(1, 3);
    private static final Track OLD = Volumes.track(ADDRESS, new Random(1), 3_000);
    private static final Track NEW = Volumes.track(ADDRESS, new Random(2), 7_000);
    private static final Track BESIDE = Volumes.track(NEIGHBOUR, new Random(3), 5_000);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path shelf;

    @ParameterizedTest
    @EnumSource
    void leavesTheOldOrTheNewTrackWhenItsProcessIsKilled(ImageKind kind) throws IOException {
        VolumeFiles files = volume(kind);
        Set<Track> left = Set.of();
        for (long cut : cuts(files)) {
            boolean written = writeUntil(files, new FragileFile.Fate(cut), false);
            left = seen(left, check(files, written));
        }

        assertThat(left).containsExactlyInAnyOrder(OLD, NEW);
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheOldOrTheNewTrackWhenThePowerFails(ImageKind kind) throws IOException {
        VolumeFiles files = volume(kind);
        Set<Track> left = Set.of();
        for (long cut : cuts(files)) {
            boolean written = writeUntil(files, new FragileFile.Fate(cut), true);
            left = seen(left, check(files, written));
        }

        assertThat(left).containsExactlyInAnyOrder(OLD, NEW);
    }

    @ParameterizedTest
    @EnumSource(names = "COMPRESSED")
    void leavesATrackThatForeignProgramsReadWithoutTheIntentions(ImageKind kind) throws IOException {
        VolumeFiles files = volume(kind);
        long cut = 0;
        for (int step : steps(files)) {
            cut += step;
            writeUntil(files, new FragileFile.Fate(cut), false);
            Files.deleteIfExists(Path.of(files.image() + ImageOpener.INTENTS));

            try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, files.image())) {
                assertThat(Volumes.track(image, ADDRESS)).isIn(OLD, NEW);
            }
        }
    }

    private static Set<Track> seen(Set<Track> before, Track more) {
        return before.contains(more)
                ? before
                : Set.copyOf(Stream.concat(before.stream(), Stream.of(more)).toList());
    }

    /** A volume with the old track, put on the shelf too. */
    private VolumeFiles volume(ImageKind kind) throws IOException {
        VolumeFiles files = kind.make(folder);
        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, files)) {
            image.write(Volumes.track(ADDRESS, new Random(4), 9_000));
            image.write(Volumes.track(ADDRESS, new Random(5), 4_000));
            image.write(BESIDE);
            image.write(OLD);
        }
        copyAll(folder, shelf);
        return files;
    }

    /** The bytes after which the write is cut off: at the end of each step, a byte later, and in its middle. */
    private Set<Long> cuts(VolumeFiles files) throws IOException {
        Set<Long> cuts = new TreeSet<>();
        long done = 0;
        for (int step : steps(files)) {
            cuts.addAll(List.of(done, done + 1, done + step / 2));
            done += step;
        }
        cuts.add(done);
        return cuts;
    }

    private List<Integer> steps(VolumeFiles files) throws IOException {
        FragileFile.Fate fate = new FragileFile.Fate(Long.MAX_VALUE);
        assertThat(writeUntil(files, fate, false)).isTrue();
        return fate.writes();
    }

    /** Whether the write was confirmed before the process died. */
    private boolean writeUntil(VolumeFiles files, FragileFile.Fate fate, boolean powerFails) throws IOException {
        copyAll(shelf, folder);
        boolean written = false;
        try {
            CkdImage image = open(files, fate::around);
            written = image.write(NEW) instanceof CkdImage.Writing.Written;
        } catch (FragileFile.Killed e) {
            assertThat(written).isFalse();
        }
        if (powerFails) {
            fate.losePower(new Random(fate.writes().size()));
        }
        fate.bury();
        return written;
    }

    /** The track that is left on a volume that is otherwise as it was, and can still be written. */
    private static Track check(VolumeFiles files, boolean written) throws IOException {
        try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, files)) {
            Track left = Volumes.track(image, ADDRESS);
            assertThat(left).isIn(OLD, NEW);
            assertThat(written && left.equals(OLD)).isFalse();
            assertThat(Volumes.track(image, NEIGHBOUR)).isEqualTo(BESIDE);
            Track next = Volumes.track(ADDRESS, new Random(6), 2_000);
            assertThat(image.write(next)).isEqualTo(new CkdImage.Writing.Written());
            assertThat(Volumes.track(image, ADDRESS)).isEqualTo(next);
            assertThat(Volumes.track(image, NEIGHBOUR)).isEqualTo(BESIDE);
            return left;
        }
    }

    private static CkdImage open(VolumeFiles files, UnaryOperator<ImageFile> wrapping) {
        return switch (new ImageOpener(wrapping).open(files, CkdGeometry.IBM_3390)) {
            case CkdImageOpening.Opened(CkdImage image) -> image;
            case CkdImageOpening.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> old = Files.list(to)) {
            old.forEach(InterruptedWriteTest::delete);
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path each : files.toList()) {
                Files.copy(each, to.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
