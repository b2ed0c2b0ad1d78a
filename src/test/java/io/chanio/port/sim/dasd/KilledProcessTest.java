package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.XZInputStream;

/** Kills processes that write tracks, as {@code kill -9} does. */
class KilledProcessTest {

    /** How often for each kind; {@code -Dchanio.kills=N} for more. */
    private static final int KILLS = Integer.getInteger("chanio.kills", 2);

    private static final int TRACKS = 3;
    private static final int WRITES_MAX = 30;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Writes one track after the other, and says each number when its write has ended. */
    static final class Writer {

        private Writer() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            VolumeFiles files = arguments.length == 1
                    ? new VolumeFiles.Writable(Path.of(arguments[0]))
                    : new VolumeFiles.Overlaid(Path.of(arguments[0]), Path.of(arguments[1]));
            try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, files)) {
                for (int number = 0; image.write(version(number)) instanceof CkdImage.Writing.Written; number++) {
                    System.out.println(number);
                    System.out.flush();
                }
            }
        }
    }

    /** The track that is written as the {@code number}th: its bytes and its length are its own. */
    private static Track version(int number) {
        TrackAddress address = new TrackAddress(2, number % TRACKS);
        return Volumes.track(address, new Random(number), 40_000 + number);
    }

    @ParameterizedTest
    @EnumSource
    void everyTrackIsWholeAndWhatWasConfirmedIsThere(ImageKind kind) throws IOException, InterruptedException {
        VolumeFiles files = kind.make(folder);
        byte[] image = Files.readAllBytes(files.image());
        Random random = new Random(KILLS);
        for (int kill = 0; kill < KILLS; kill++) {
            int confirmed = killAfter(random.nextInt(WRITES_MAX), files);

            try (CkdImage left = Volumes.image(CkdGeometry.IBM_3390, files)) {
                for (int track = 0; track < TRACKS; track++) {
                    Track found = Volumes.track(left, new TrackAddress(2, track));
                    assertThat(found).isIn(candidates(track, confirmed));
                }
            }
            if (kind == ImageKind.COMPRESSED) {
                new HerculesTools(folder).checkCompressed(files.image());
            }
            if (files instanceof VolumeFiles.Overlaid) {
                assertThat(Files.readAllBytes(files.image())).isEqualTo(image);
            }
        }
    }

    /** The last version that was confirmed, and the one after all that were, where it is of this track. */
    private static List<Track> candidates(int track, int confirmed) {
        return Stream.iterate(confirmed + 1, number -> number > confirmed - TRACKS, number -> number - 1)
                .filter(number -> number >= 0 && number % TRACKS == track)
                .map(KilledProcessTest::version)
                .collect(Collectors.toList());
    }

    /** The number of the last write that the process confirmed. */
    private static int killAfter(int writes, VolumeFiles files) throws IOException, InterruptedException {
        Process process = start(files);
        int confirmed = -1;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = lines.readLine();
            while (line != null) {
                confirmed = Integer.parseInt(line);
                if (confirmed == writes + TRACKS) {
                    process.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        }
        assertThat(process.waitFor()).describedAs("killed").isEqualTo(128 + 9);
        assertThat(confirmed).isGreaterThanOrEqualTo(writes + TRACKS);
        return confirmed;
    }

    private static Process start(VolumeFiles files) throws IOException {
        String classes = Stream.of(CkdImage.class, KilledProcessTest.class, Octets.class, XZInputStream.class)
                .map(each -> Path.of(each.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .distinct()
                .collect(Collectors.joining(":"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classes)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.command().add(Writer.class.getName());
        builder.command().add(files.image().toString());
        if (files instanceof VolumeFiles.Overlaid(Path base, Path overlay)) {
            builder.command().add(overlay.toString());
        }
        return builder.start();
    }
}
