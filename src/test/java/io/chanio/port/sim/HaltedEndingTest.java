package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.PathMask;
import io.chanio.port.AsyncRegion;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What ends a program whose channel end came, while its device is still at work.
 *
 * @see "SA22-7832 Principles of Operation, ch. 15, Halt Function, Clear Function"
 */
class HaltedEndingTest {

    private static final Ccw NOP = ccw(0, 0x03, Ccw.SUPPRESS_LENGTH_INDICATION, 1);
    private static final int START_AND_HALT_WITH_SECONDARY_STATUS = 0x00C0_6003;
    private static final int DEVICE_END = 0x0400_0000;

    private final Bench bench = Bench.of(new BareDevice(), wanted -> wanted.withPaths(2));

    @BeforeEach
    void endTheChannel() {
        bench.faults.arrange(new Fault.SplitEnding());
        bench.start(orb(), NOP);
        bench.subsystem.step();
        assertThat(line(bench.irb())).isEqualTo("00c04045 08 00 1 1");
        assertThat(bench.signals(Irq.IO)).isOne();
    }

    @AfterEach
    void runsOnAndCloses() {
        assertThat(bench.subsystem.runReady()).isZero();
        assertThat(bench.signals(Irq.IO)).isZero();
        assertThat(bench.schib().scsw().activityControl().isZero()).isTrue();
        bench.faults.restorePath(0);
        assertThat(line(bench.run(NOP))).isEqualTo("00c04007 0c 00 1 1");
        assertThat(bench.faults.violations()).isZero();
        bench.close();
    }

    @Test
    void aHaltBringsTheDeviceEndAlong() {
        assertThat(bench.async(AsyncRegion.HALT_SUBCHANNEL)).isEqualTo(AsyncRegion.LENGTH);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(START_AND_HALT_WITH_SECONDARY_STATUS);
        assertThat(bench.irb().scsw().statusAndCount()).isEqualTo(DEVICE_END);
        assertThat(bench.signals(Irq.IO)).isOne();
    }

    @Test
    void theDriverHaltsWhatIsOnThePathThatGoes() {
        bench.faults.losePath(0);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(START_AND_HALT_WITH_SECONDARY_STATUS);
        assertThat(bench.signals(Irq.IO)).isOne();
    }

    @Test
    void thePathThatWasNotUsedMakesNoDifference() {
        bench.faults.losePath(1);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_4003);
        assertThat(bench.signals(Irq.IO)).isOne();
    }

    @Test
    void aClearForgetsTheDeviceEnd() {
        bench.async(AsyncRegion.CLEAR_SUBCHANNEL);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(0x0000_1001);
        assertThat(bench.irb().scsw().statusAndCount()).isZero();
        assertThat(bench.signals(Irq.IO)).isOne();
    }

    @Test
    void aHaltOfWhatEndedByItselfMeanwhileIsOneOfAnIdleSubchannel() {
        bench.subsystem.runReady();
        bench.async(AsyncRegion.HALT_SUBCHANNEL);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control() & 0x0000_7FFF).isEqualTo(0x0000_2001);
        assertThat(bench.signals(Irq.IO)).isEqualTo(2);
        assertThat(bench.irb().esw().lastPathUsed()).isEqualTo(PathMask.ofPath(0));
        assertThat(bench.region().getInt(IoRegion.RETURN_CODE_OFFSET)).isZero();
    }
}
