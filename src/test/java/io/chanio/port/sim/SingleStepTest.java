package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Ccw;
import io.chanio.css.PathMask;
import io.chanio.port.AsyncRegion;
import io.chanio.port.Irq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SingleStepTest {

    private static final int LATENCY_MICROS = 500;
    private static final int CHAINED = Ccw.SUPPRESS_LENGTH_INDICATION | Ccw.CHAIN_COMMAND;
    private static final Ccw FIRST = ccw(0, 0x01, CHAINED, 1);
    private static final Ccw LAST = ccw(1, 0x03, Ccw.SUPPRESS_LENGTH_INDICATION, 1);
    private static final String ENDED = "00c04007 0c 00 1 2";

    private final ScriptedDevice device = new ScriptedDevice().takes(0x01, 1);
    private final Bench bench = Bench.of(device, wanted -> wanted.withLatencyMicros(LATENCY_MICROS));
    private final Faults faults = bench.faults;

    @BeforeEach
    void stepSingly() {
        faults.stepSingly();
        bench.start(orb(), FIRST, LAST);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void takesNoTurnByItself() {
        bench.clock.advanceMicros(10 * LATENCY_MICROS);
        bench.subsystem.runReady();

        assertThat(device.commands()).isEmpty();
        assertThat(bench.signals(Irq.IO)).isZero();
        assertThat(faults.view().singleStep()).isTrue();
    }

    @Test
    void carriesOutOneCommandThenAnotherThenTheEnding() {
        assertThat(faults.step()).isEqualTo(FaultsTurn.COMMANDS);
        assertThat(device.commands()).hasSize(1);
        assertThat(faults.step()).isEqualTo(FaultsTurn.COMMANDS);
        assertThat(device.commands()).hasSize(2);
        assertThat(bench.signals(Irq.IO)).isZero();

        assertThat(faults.step()).isEqualTo(FaultsTurn.ENDING);
        assertThat(bench.signals(Irq.IO)).isOne();
        assertThat(line(bench.irb())).isEqualTo(ENDED);
        assertThat(faults.step()).isEqualTo(FaultsTurn.NOTHING);
        assertThat(bench.signals(Irq.IO)).isZero();
    }

    @Test
    void goesOnByItselfFromWhereverItStands() {
        bench.clock.advanceMicros(LATENCY_MICROS);
        faults.goOn();
        bench.subsystem.runReady();
        assertThat(line(bench.irb())).isEqualTo(ENDED);

        faults.stepSingly();
        bench.start(orb(), FIRST, LAST);
        faults.step();
        faults.step();
        faults.goOn();
        bench.subsystem.runReady();
        assertThat(bench.signals(Irq.IO)).isEqualTo(2);
        assertThat(faults.view().singleStep()).isFalse();
    }

    @Test
    void waitsForTheDeviceWhenItGoesOnBeforeTheProgramIsDue() {
        faults.goOn();
        assertThat(bench.subsystem.runReady()).isZero();

        bench.clock.advanceMicros(LATENCY_MICROS);
        bench.subsystem.runReady();

        assertThat(line(bench.irb())).isEqualTo(ENDED);
    }

    @Test
    void carriesOutAHaltAndAClear() {
        faults.step();
        bench.async(AsyncRegion.HALT_SUBCHANNEL);
        assertThat(bench.subsystem.runReady()).isZero();
        assertThat(faults.step()).isEqualTo(FaultsTurn.HALT);
        assertThat(bench.irb().scsw().functionControl().halt()).isTrue();

        bench.async(AsyncRegion.CLEAR_SUBCHANNEL);
        assertThat(faults.step()).isEqualTo(FaultsTurn.CLEAR);
        assertThat(bench.irb().scsw().functionControl().clear()).isTrue();
    }

    @Test
    void carriesOutAFaultAndBothHalvesOfASplitEnding() {
        bench.async(AsyncRegion.CLEAR_SUBCHANNEL);
        faults.step();
        bench.irb();
        faults.arrange(new Fault.LosePaths(PathMask.NONE));
        faults.arrange(new Fault.SplitEnding());

        bench.start(orb(), LAST);
        assertThat(faults.step()).isEqualTo(FaultsTurn.FAULT);
        assertThat(faults.step()).isEqualTo(FaultsTurn.COMMANDS);
        assertThat(faults.step()).isEqualTo(FaultsTurn.ENDING);

        bench.start(orb(), LAST);
        assertThat(faults.step()).isEqualTo(FaultsTurn.COMMANDS);
        assertThat(faults.step()).isEqualTo(FaultsTurn.ENDING);
        assertThat(faults.step()).isEqualTo(FaultsTurn.DEVICE_END);
    }

    @Test
    void isRefusedToWhoDidNotAskForIt() {
        faults.goOn();

        assertThatThrownBy(faults::step).hasMessageContaining("0.0.0120");
    }
}
