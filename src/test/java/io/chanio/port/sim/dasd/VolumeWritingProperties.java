package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class VolumeWritingProperties {

    private static final int TRACKS = ImageKind.CYLINDERS * CkdGeometry.IBM_3390.heads();

    @Property(tries = 40)
    void everyTrackIsTheOneThatWasWrittenLast(
            @ForAll ImageKind kind, @ForAll("tracks") @Size(min = 1, max = 12) List<Track> tracks) throws IOException {
        Path folder = Files.createTempDirectory("volume");
        try {
            VolumeFiles files = kind.make(folder);
            Map<TrackAddress, Track> expected = new HashMap<>();
            try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, files)) {
                for (int number = 0; number < TRACKS; number++) {
                    Track track =
                            Volumes.track(image, new TrackAddress(0, 0).plus(number, CkdGeometry.IBM_3390.heads()));
                    expected.put(track.address(), track);
                }
                for (Track each : tracks) {
                    assertThat(image.write(each)).isEqualTo(new CkdImage.Writing.Written());
                    expected.put(each.address(), each);
                }
                haveAll(image, expected);
            }
            try (CkdImage image = Volumes.image(CkdGeometry.IBM_3390, files)) {
                haveAll(image, expected);
            }
            if (kind == ImageKind.COMPRESSED) {
                new HerculesTools(folder).checkCompressed(files.image());
            }
        } finally {
            delete(folder);
        }
    }

    private static void haveAll(CkdImage image, Map<TrackAddress, Track> expected) {
        expected.forEach(
                (address, track) -> assertThat(Volumes.track(image, address)).isEqualTo(track));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(each -> {
                try {
                    Files.delete(each);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Tracks of few addresses, so that some are written again; some pack well, and some not. */
    @Provide
    static Arbitrary<List<Track>> tracks() {
        Arbitrary<Integer> numbers = Arbitraries.of(0, 1, 17, 18, 44);
        Arbitrary<List<CkdRecord>> records = records().list().ofMaxSize(6);
        return Combinators.combine(numbers, records)
                .as((number, list) -> new Track(
                        new TrackAddress(0, 0).plus(number, CkdGeometry.IBM_3390.heads()),
                        numbered(list),
                        Track.Ending.MARKED))
                .list();
    }

    private static List<CkdRecord> numbered(List<CkdRecord> records) {
        List<CkdRecord> numbered = new ArrayList<>();
        for (CkdRecord each : records) {
            numbered.add(new CkdRecord(each.cylinder(), each.head(), numbered.size(), each.key(), each.data()));
        }
        return numbered;
    }

    private static Arbitrary<CkdRecord> records() {
        Arbitrary<Octets> same = Combinators.combine(
                        Arbitraries.bytes(), Arbitraries.integers().between(0, 9_000))
                .as((value, length) -> {
                    byte[] bytes = new byte[length];
                    Arrays.fill(bytes, value);
                    return Octets.of(bytes);
                });
        Arbitrary<Octets> any =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(3_000).map(Octets::of);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 0xFFFE),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(255).map(Octets::of),
                        Arbitraries.oneOf(same, any))
                .as((cylinder, key, data) -> new CkdRecord(cylinder, 3, 0, key, data));
    }
}
