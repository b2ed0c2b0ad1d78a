package io.chanio.port.sim.dasd;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TrackFormatProperties {

    private static final int IMAGE_LENGTH = CkdGeometry.IBM_3390.imageTrackLength();

    @Property(tries = 200)
    void parsingGivesBackTheRecordsThatWereWritten(@ForAll("tracks") Track track) {
        ByteBuffer image = ByteBuffer.allocate(IMAGE_LENGTH);
        TrackFormat.write(track, image);

        assertThat(TrackFormat.parse(image, track.address())).contains(track);
    }

    @Property(tries = 200)
    void noBytesAtAllBreakTheParser(@ForAll byte[] bytes, @ForAll @IntRange(max = 60_000) int length) {
        ByteBuffer image = ByteBuffer.allocate(IMAGE_LENGTH);
        for (int i = Track.HOME_ADDRESS_LENGTH; bytes.length > 0 && i < Math.min(length, IMAGE_LENGTH); i++) {
            image.put(i, bytes[i % bytes.length]);
        }

        Track track = TrackFormat.parse(image, new TrackAddress(0, 0)).orElseThrow();

        int used = track.records().stream().mapToInt(CkdRecord::length).sum();
        assertThat(used).isLessThan(IMAGE_LENGTH);
    }

    @Provide
    static Arbitrary<Track> tracks() {
        Arbitrary<TrackAddress> addresses = Combinators.combine(
                        Arbitraries.integers().between(0, 200_000),
                        Arbitraries.integers().between(0, 14))
                .as(TrackAddress::new);
        return Combinators.combine(addresses, records().list().ofMaxSize(20))
                .as((address, records) -> new Track(address, records, Track.Ending.MARKED));
    }

    private static Arbitrary<CkdRecord> records() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 0xFFFE),
                        Arbitraries.integers().between(0, 0xFFFF),
                        Arbitraries.integers().between(0, 255),
                        octets(255),
                        octets(2000))
                .as(CkdRecord::new);
    }

    private static Arbitrary<Octets> octets(int max) {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(max).map(Octets::of);
    }
}
