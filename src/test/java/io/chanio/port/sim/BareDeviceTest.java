package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.port.Irq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BareDeviceTest {

    private static final int SLI = Ccw.SUPPRESS_LENGTH_INDICATION;

    private final Bench bench = Bench.of(new BareDevice());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void endsANoOperationAsTheRealDriverShowedIt() {
        Irb irb = bench.run(ccw(0, 0x03, SLI, 1));

        assertThat(Bench.line(irb)).isEqualTo("00c04007 0c 00 1 1");
        assertThat(irb.esw().logout()).isEqualTo(0x0080_0000);
        assertThat(bench.signals(Irq.IO)).isOne();
    }

    @Test
    void answersSenseIdWithItsIdentity() {
        Irb irb = bench.run(ccw(0, 0xE4, SLI, 64));

        assertThat(Bench.line(irb)).isEqualTo("00c04007 0c 00 57 1");
        assertThat(bench.at(Bench.buffer(0), 8)).isEqualTo(BareDevice.DEFAULT_IDENTITY.concat(Octets.of(0)));
    }

    @Test
    void rejectsEveryOtherCommandWithConcurrentSense() {
        Irb irb = bench.run(ccw(0, 0x64, 0, 64));

        assertThat(Bench.line(irb)).isEqualTo("00c24017 0e 00 0 1");
        assertThat(irb.esw().report()).isEqualTo(0x0120_0000);
        assertThat(irb.concurrentSense().orElseThrow().at(0)).isEqualTo(0x80);
    }

    @Test
    void forgetsSenseDataThatTheIrbBrought() {
        bench.run(ccw(0, 0x64, 0, 64));

        Irb irb = bench.run(ccw(0, 0x04, SLI, 32));

        assertThat(Bench.line(irb)).isEqualTo("00c04007 0c 00 0 1");
        assertThat(bench.at(Bench.buffer(0), 32)).isEqualTo(Octets.zeros(32));
    }

    @Test
    void keepsSenseDataUntilSenseWithoutConcurrentSense() {
        bench.faults.withholdConcurrentSense();

        Irb failed = bench.run(ccw(0, 0x64, 0, 64));
        assertThat(Bench.line(failed)).isEqualTo("00c04017 0e 00 0 1");
        assertThat(bench.schib().pmcw().concurrentSense()).isFalse();

        bench.run(ccw(0, 0x04, SLI, 32));
        assertThat(bench.at(Bench.buffer(0), 2)).isEqualTo(Octets.of(0x80, 0x00));
        bench.run(ccw(0, 0x04, SLI, 32));
        assertThat(bench.at(Bench.buffer(0), 2)).isEqualTo(Octets.of(0x00, 0x00));
    }
}
