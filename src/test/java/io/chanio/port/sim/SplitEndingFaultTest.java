package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.port.Errno;
import io.chanio.port.Irq;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SplitEndingFaultTest {

    private static final Ccw NOP = ccw(0, 0x03, Ccw.SUPPRESS_LENGTH_INDICATION, 1);
    private static final String NOP_ENDED = "00c04007 0c 00 1 1";

    private final Bench bench = Bench.of(new BareDevice());
    private final Faults faults = bench.faults;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void splitsAnEnding() {
        faults.arrange(new Fault.SplitEnding());
        bench.start(orb(), NOP);

        bench.subsystem.step();
        assertThat(line(bench.irb())).isEqualTo("00c04045 08 00 1 1");
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.EBUSY.asAnswer());

        bench.subsystem.step();
        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_4003);
        assertThat(bench.irb().scsw().statusAndCount()).isEqualTo(0x0400_0000);
        assertThat(bench.signals(Irq.IO)).isEqualTo(2);
        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void letsADeviceEndComeLater() {
        faults.arrange(new Fault.SplitEnding(Duration.ofMillis(3)));
        bench.start(orb(), NOP);
        bench.subsystem.runReady();
        bench.clock.advanceMicros(2_999);
        assertThat(bench.subsystem.runReady()).isZero();
        assertThat(line(bench.irb())).isEqualTo("00c04045 08 00 1 1");

        bench.clock.advanceMicros(1);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_4003);
    }
}
