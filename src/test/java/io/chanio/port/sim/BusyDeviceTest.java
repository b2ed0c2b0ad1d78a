package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Ccw;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.css.Scsw;
import io.chanio.port.Irq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device that takes no command because another path has it reserved, and what follows when it is free. */
class BusyDeviceTest {

    private static final int SENSE_ID = 0xE4;
    private static final int BUSY = 0x10;
    private static final String DEVICE_END_UNASKED = "00c00011 04 00 0";
    private static final PathMask PATHS_1_AND_2 = new PathMask(0x60);

    private final ScriptedDevice device = new ScriptedDevice().answer(SENSE_ID, BUSY, Octets.EMPTY, 0);
    private final Bench bench = Bench.of(device, wanted -> wanted.withPaths(4));

    @AfterEach
    void close() {
        assertThat(bench.faults.violations()).isZero();
        bench.close();
    }

    @Test
    void endsTheProgramAtItsFirstCommandWithNothingTransferred() {
        Irb irb = bench.run(ccw(0, SENSE_ID, Ccw.CHAIN_COMMAND, 7), ccw(1, 0x03, 0, 1));

        assertThat(line(irb)).isEqualTo("00c04017 10 00 7 1");
        assertThat(irb.concurrentSense()).isEmpty();
        assertThat(device.commands()).hasSize(1);
    }

    @Test
    void isNoZeroInitialStatus() {
        Orb asking = orb().with(Orb.Flag.INITIAL_STATUS_INTERRUPTION);

        assertThat(Scsw.Flag.ZERO_CONDITION_CODE.isOneIn(
                        bench.run(asking, ccw(0, SENSE_ID, 0, 7)).scsw().control()))
                .isFalse();
    }

    @Test
    void tellsEachPathThatFoundItBusyOnceTheStatusBeforeWasRead() {
        device.frees(PATHS_1_AND_2);
        bench.start(orb(), ccw(0, 0x03, Ccw.SUPPRESS_LENGTH_INDICATION, 1));
        bench.subsystem.runReady();
        assertThat(bench.signals(Irq.IO)).isOne();

        assertThat(line(bench.irb())).startsWith("00c04007 0c");
        assertThat(bench.signals(Irq.IO)).isOne();

        Irb first = bench.irb();
        assertThat(line(first)).startsWith(DEVICE_END_UNASKED);
        assertThat(first.esw().lastPathUsed()).isEqualTo(PathMask.ofPath(1));
        assertThat(bench.signals(Irq.IO)).isOne();
        assertThat(bench.irb().esw().lastPathUsed()).isEqualTo(PathMask.ofPath(2));
        assertThat(bench.signals(Irq.IO)).isZero();
    }

    @Test
    void tellsNobodyWhileAProgramRuns() {
        bench.start(orb(), ccw(0, 0x03, Ccw.SUPPRESS_LENGTH_INDICATION, 1));
        device.frees(PATHS_1_AND_2);

        bench.irb();
        assertThat(bench.signals(Irq.IO)).isZero();

        bench.subsystem.runReady();
        assertThat(line(bench.irb())).startsWith("00c04007 0c");
        assertThat(line(bench.irb())).startsWith(DEVICE_END_UNASKED);
    }

    @Test
    void tellsAtOnceWhenAnotherSystemGivesItBack() {
        device.frees(PATHS_1_AND_2);

        bench.faults.releaseElsewhere();

        assertThat(bench.signals(Irq.IO)).isOne();
        assertThat(line(bench.irb())).startsWith(DEVICE_END_UNASKED);
    }

    @Test
    void aDeviceThatKnowsNoReservationsCantBeReserved() {
        assertThatThrownBy(bench.faults::reserveElsewhere).isInstanceOf(IllegalArgumentException.class);
    }
}
