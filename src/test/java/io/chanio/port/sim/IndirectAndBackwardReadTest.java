package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the bytes of a read go: backward, and by indirect data addresses. */
class IndirectAndBackwardReadTest {

    private static final int READ = 0x02;
    private static final int READ_BACKWARD = 0x0C;
    private static final int SLI = Ccw.SUPPRESS_LENGTH_INDICATION;
    private static final Octets TEN = Octets.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    private static final String COMPLETED = "00c04007 0c 00 ";

    private final Bench bench = Bench.of(new ScriptedDevice().sends(READ, TEN).sends(READ_BACKWARD, TEN));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void readsBackwardFromTheLastByteOn() {
        Ccw backward = new Ccw(READ_BACKWARD, SLI, 4, Bench.buffer(0) + 3);

        assertThat(line(bench.run(backward))).isEqualTo(COMPLETED + "0 1");
        assertThat(bench.at(Bench.buffer(0), 4)).isEqualTo(TEN.slice(6, 10));
    }

    @Test
    void readsBackwardThroughDataChaining() {
        Ccw first = new Ccw(READ_BACKWARD, Ccw.CHAIN_DATA, 4, Bench.buffer(0) + 3);
        Ccw second = new Ccw(READ_BACKWARD, SLI, 3, Bench.buffer(1) + 2);

        assertThat(line(bench.run(first, second))).isEqualTo(COMPLETED + "0 2");
        assertThat(bench.at(Bench.buffer(0), 4)).isEqualTo(TEN.slice(6, 10));
        assertThat(bench.at(Bench.buffer(1), 3)).isEqualTo(TEN.slice(3, 6));
    }

    @Test
    void checksReadingBackwardOverAPageBoundary() {
        Ccw backward = new Ccw(READ_BACKWARD, SLI, 10, Bench.buffer(0) + 4);

        assertThat(line(bench.run(backward))).isEqualTo("00c04017 0c 20 0 1");
    }

    @Test
    void readsBackwardFromTheLastByteOfEachIndirectAddressOn() {
        int list = Bench.buffer(1);
        int firstLast = (Bench.buffer(3) & -4096) + 3;
        int secondLast = (Bench.buffer(2) & -4096) + 4095;
        bench.put(list, words(0, firstLast, 0, secondLast));
        Ccw backward = new Ccw(READ_BACKWARD, SLI | Ccw.INDIRECT_DATA_ADDRESS, 4097, list);

        Irb irb = bench.run(orb().with(Orb.Flag.FORMAT_2_IDAWS), backward);

        assertThat(line(irb)).isEqualTo(COMPLETED + "4087 1");
        assertThat(bench.at(firstLast - 3, 4)).isEqualTo(TEN.slice(6, 10));
        assertThat(bench.at(secondLast - 5, 6)).isEqualTo(TEN.first(6));
        assertThat(bench.at(list, 16)).isEqualTo(words(0, firstLast, 0, secondLast));
    }

    @Test
    void checksReadingBackwardOverMoreIndirectAddressesThanTheDriverCounts() {
        int list = Bench.buffer(1);
        bench.put(list, words(0, (Bench.buffer(3) & -4096) + 3, 0, (Bench.buffer(2) & -4096) + 4095));
        Ccw backward = new Ccw(READ_BACKWARD, SLI | Ccw.INDIRECT_DATA_ADDRESS, 10, list);

        assertThat(line(bench.run(orb().with(Orb.Flag.FORMAT_2_IDAWS), backward)))
                .isEqualTo("00c04017 0c 20 0 1");
    }

    @ParameterizedTest
    @CsvSource({"true, false, 4096", "true, true, 2048", "false, false, 2048"})
    void followsIndirectDataAddresses(boolean format2, boolean ofTwoKibibytes, int block) {
        int list = Bench.buffer(1);
        int firstPart = Bench.buffer(3) + block - 4;
        int secondPart = Bench.buffer(2) & -block;
        for (int i = 0; i < 2; i++) {
            int address = i == 0 ? firstPart : secondPart;
            bench.put(list + i * (format2 ? 8 : 4), format2 ? words(0, address) : words(address));
        }
        Orb orb = format2 ? orb().with(Orb.Flag.FORMAT_2_IDAWS) : orb();
        orb = ofTwoKibibytes ? orb.with(Orb.Flag.IDAWS_OF_2K) : orb;

        Irb irb = bench.run(orb, new Ccw(READ, SLI | Ccw.INDIRECT_DATA_ADDRESS, 10, list));

        assertThat(line(irb)).isEqualTo(COMPLETED + "0 1");
        assertThat(bench.at(firstPart & -block, block))
                .isEqualTo(Octets.zeros(block - 4).concat(TEN.slice(0, 4)));
        assertThat(bench.at(secondPart, 6)).isEqualTo(TEN.slice(4, 10));
    }

    private static Octets words(int... words) {
        Octets all = Octets.EMPTY;
        for (int word : words) {
            all = all.concat(Octets.of(word >>> 24, word >>> 16, word >>> 8, word));
        }
        return all;
    }
}
