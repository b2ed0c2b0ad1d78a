package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.line;
import static io.chanio.port.sim.Bench.orb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Ccw;
import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.port.AsyncRegion;
import io.chanio.port.CrwRegion;
import io.chanio.port.Errno;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {

    private static final Ccw NOP = ccw(0, 0x03, Ccw.SUPPRESS_LENGTH_INDICATION, 1);
    private static final String NOP_ENDED = "00c04007 0c 00 1 1";
    private static final DeviceStatus ATTENTION = DeviceStatus.of(DeviceStatus.Bit.ATTENTION);
    private static final DeviceStatus DEVICE_END = DeviceStatus.of(DeviceStatus.Bit.DEVICE_END);

    private final Bench bench = Bench.of(new BareDevice(), wanted -> wanted.withPaths(2));
    private final Faults faults = bench.faults;

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAsManyStartsAsArranged(Errno errno) {
        faults.arrange(new Fault.RefuseStart(errno), 2);

        assertThat(bench.start(orb(), NOP)).isEqualTo(errno.asAnswer());
        assertThat(bench.start(orb(), NOP)).isEqualTo(errno.asAnswer());
        assertThat(faults.outstanding()).isZero();
        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
        assertThat(bench.signals(Irq.IO)).isOne();
    }

    @Test
    void meetsFaultsInTheirOrder() {
        faults.arrange(new Fault.None());
        faults.arrange(new Fault.RefuseStart(Errno.ENOMEM));

        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.ENOMEM.asAnswer());
    }

    @Test
    void losesAnInterruptionButNotItsStatus() {
        faults.arrange(new Fault.LoseInterruption());

        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
        assertThat(bench.signals(Irq.IO)).isZero();
    }

    @Test
    void leavesTheDriverBusyWhenItNeverLearnsOfTheEnd() {
        faults.arrange(new Fault.OverwriteInterruption(ATTENTION));

        assertThat(bench.run(NOP).scsw().control()).isEqualTo(0x00C0_0011);
        assertThat(bench.signals(Irq.IO)).isOne();
        assertThat(bench.schib().scsw().functionControl().isZero()).isTrue();
        assertThat(bench.schib().scsw().activityControl().isZero()).isTrue();
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.EBUSY.asAnswer());

        bench.async(AsyncRegion.CLEAR_SUBCHANNEL);
        bench.subsystem.runReady();
        assertThat(bench.irb().scsw().control()).isEqualTo(0x0000_1001);
        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void overwritesAFinalIrbThatNobodyRead() {
        faults.arrange(new Fault.CoalesceInterruption(DEVICE_END));

        assertThat(bench.run(NOP).scsw().control()).isEqualTo(0x00C0_0011);
        assertThat(bench.signals(Irq.IO)).isEqualTo(2);
        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void presentsTheSameEndTwice() {
        faults.arrange(new Fault.DoubleInterruption());

        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
        assertThat(bench.signals(Irq.IO)).isEqualTo(2);
    }

    @Test
    void defersAConditionCode() {
        faults.arrange(new Fault.DeferCondition(ConditionCode.STATUS_PENDING, ATTENTION));
        faults.arrange(new Fault.DeferCondition(ConditionCode.NOT_OPERATIONAL, DeviceStatus.NONE));

        assertThat(bench.run(NOP).scsw().deferredConditionCode()).contains(ConditionCode.STATUS_PENDING);
        assertThat(bench.irb().scsw().deviceStatus()).contains(ATTENTION);
        assertThat(bench.run(NOP).scsw().deferredConditionCode()).contains(ConditionCode.NOT_OPERATIONAL);
        assertThat(bench.irb().scsw().pathNotOperational()).isTrue();
        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void neverEndsUntilItIsHalted() {
        faults.arrange(new Fault.NeverEnd());
        bench.start(orb(), NOP);
        bench.subsystem.runReady();
        assertThat(bench.signals(Irq.IO)).isZero();

        bench.async(AsyncRegion.HALT_SUBCHANNEL);
        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_2001);
    }

    @Test
    void suspendsUntilItIsCleared() {
        faults.arrange(new Fault.Suspend());
        assertThat(bench.run(NOP).scsw().control()).isEqualTo(0x00C0_4029);
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.EBUSY.asAnswer());

        bench.async(AsyncRegion.CLEAR_SUBCHANNEL);
        bench.subsystem.runReady();

        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void delaysAnEnd() {
        faults.arrange(new Fault.Delay(Duration.ofMillis(3)));
        bench.start(orb(), NOP);
        bench.clock.advanceMicros(2_999);
        assertThat(bench.subsystem.runReady()).isZero();

        bench.clock.advanceMicros(1);
        bench.subsystem.runReady();

        assertThat(line(bench.irb())).isEqualTo(NOP_ENDED);
    }

    @Test
    void presentsStatusThatNobodyAskedFor() {
        faults.presentUnsolicited(ATTENTION);
        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_0011);
        assertThat(bench.irb().scsw().deviceStatus()).contains(ATTENTION);

        Octets sense = Octets.of(0x40, 0x00);
        faults.presentUnsolicited(DeviceStatus.of(DeviceStatus.Bit.UNIT_CHECK), sense);
        assertThat(bench.irb().concurrentSense()).contains(sense);
        assertThat(bench.signals(Irq.IO)).isEqualTo(2);
    }

    @Test
    void presentsUnsolicitedStatusWhileAProgramRunsWithoutEndingIt() {
        bench.start(orb(), NOP);
        faults.presentUnsolicited(ATTENTION);

        assertThat(bench.irb().scsw().statusControl().alert()).isTrue();
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.EBUSY.asAnswer());
        bench.subsystem.runReady();
        assertThat(line(bench.irb())).isEqualTo(NOP_ENDED);
    }

    @Test
    void presentsUnsolicitedStatusWhenTheProgramHasBegun() {
        faults.arrange(new Fault.PresentUnsolicited(ATTENTION, Octets.EMPTY));
        bench.start(orb(), NOP);

        bench.subsystem.step();
        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_40D1);
        assertThat(bench.irb().scsw().deviceStatus()).contains(ATTENTION);
        bench.subsystem.runReady();
        assertThat(line(bench.irb())).isEqualTo(NOP_ENDED);
    }

    @Test
    void haltsTheProgramWhosePathGoes() {
        faults.arrange(new Fault.LosePaths(PathMask.ofPath(0)));
        bench.start(orb(), NOP);

        bench.subsystem.runReady();

        assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_2001);
        assertThat(report()).isEqualTo(0x0406_0001);
        assertThat(bench.run(NOP).esw().lastPathUsed()).isEqualTo(PathMask.ofPath(1));
        assertThat(faults.violations()).isZero();
    }

    @Test
    void letsAProgramEndWhoseOwnPathStays() {
        faults.arrange(new Fault.LosePaths(PathMask.ofPath(1)));

        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
        assertThat(faults.view().pathsAvailable()).isEqualTo(PathMask.ofPath(0));
    }

    @Test
    void cancelsWithoutAWordWhatHadNotBegunWhenItsPathWent() {
        bench.start(orb(), NOP);
        faults.losePath(0);

        bench.subsystem.runReady();

        assertThat(bench.signals(Irq.IO)).isZero();
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.EBUSY.asAnswer());
        assertThat(bench.schib().scsw().functionControl().isZero()).isTrue();
    }

    @Test
    void takesTheDeviceAwayWhileTheProgramRuns() {
        faults.arrange(new Fault.RemoveDevice());
        assertThat(bench.start(orb(), NOP)).isEqualTo(IoRegion.LENGTH);

        bench.subsystem.runReady();

        assertThat(bench.signals(Irq.REQ)).isOne();
        assertThat(bench.signals(Irq.IO)).isZero();
        assertThat(faults.view().deviceRemoved()).isTrue();
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.EIO.asAnswer());
    }

    @Test
    void countsStartsAndShowsWhatIsArranged() {
        faults.arrange(new Fault.RefuseStart(Errno.EAGAIN), 2);
        faults.ignoreHalts(3);
        bench.start(orb(), NOP);

        FaultsView view = faults.view();
        assertThat(view.starts()).isOne();
        assertThat(view.outstanding()).isOne();
        assertThat(view.ignoredHalts()).isEqualTo(3);
        assertThat(view.pathsInstalled()).isEqualTo(new PathMask(0xC0));

        faults.forgetArranged();
        assertThat(faults.outstanding()).isZero();
        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void refusesToIgnoreWithoutMeasure() {
        faults.ignoreHalts(Faults.IGNORED_MAX);

        assertThatThrownBy(() -> faults.ignoreHalts(1)).hasMessageContaining("1000000");
        assertThatThrownBy(() -> faults.ignoreClears(-1)).hasMessageContaining("-1");
    }

    @Test
    void ignoresHaltsAndClears() {
        faults.ignoreHalts(1);
        faults.ignoreClears(1);

        assertThat(bench.async(AsyncRegion.HALT_SUBCHANNEL)).isEqualTo(AsyncRegion.LENGTH);
        assertThat(bench.async(AsyncRegion.CLEAR_SUBCHANNEL)).isEqualTo(AsyncRegion.LENGTH);
        bench.subsystem.runReady();
        assertThat(bench.signals(Irq.IO)).isZero();

        bench.async(AsyncRegion.CLEAR_SUBCHANNEL);
        bench.subsystem.runReady();
        assertThat(bench.signals(Irq.IO)).isOne();
    }

    @Test
    void losesAPathAndReportsIt() {
        faults.losePath(0);

        assertThat(bench.signals(Irq.CRW)).isOne();
        assertThat(report()).isEqualTo(0x0406_0001);
        assertThat(report()).isZero();
        assertThat(bench.schib().pmcw().availablePaths()).isEqualTo(PathMask.ofPath(1));
        assertThat(bench.start(orb().withLogicalPaths(PathMask.ofPath(0)), NOP)).isEqualTo(Errno.EACCES.asAnswer());
        assertThat(bench.run(NOP).esw().lastPathUsed()).isEqualTo(PathMask.ofPath(1));

        faults.restorePath(0);
        assertThat(report()).isEqualTo(0x0402_0001);
        assertThat(bench.run(orb().withLogicalPaths(PathMask.ofPath(0)), NOP)
                        .esw()
                        .lastPathUsed())
                .isEqualTo(PathMask.ofPath(0));
    }

    @Test
    void runsOutOfPathsAndGetsThemBack() {
        faults.losePath(0);
        faults.losePath(1);
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.ENODEV.asAnswer());

        faults.restorePath(1);
        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void takesTheDeviceAway() {
        faults.removeDevice();

        assertThat(bench.signals(Irq.REQ)).isOne();
        assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.EIO.asAnswer());
        assertThat(bench.async(AsyncRegion.HALT_SUBCHANNEL)).isEqualTo(Errno.EIO.asAnswer());
        assertThat(bench.port.readSchib(ByteBuffer.allocate(52))).isEqualTo(Errno.ENODEV.asAnswer());
    }

    @Test
    void asksForTheDeviceAndGoesOn() {
        faults.requestDevice();

        assertThat(bench.signals(Irq.REQ)).isOne();
        assertThat(line(bench.run(NOP))).isEqualTo(NOP_ENDED);
    }

    @Test
    void countsAStartBeforeTheIrbOfAHaltWasRead() {
        bench.async(AsyncRegion.HALT_SUBCHANNEL);
        bench.subsystem.runReady();
        assertThat(bench.start(orb(), NOP)).isEqualTo(IoRegion.LENGTH);
        bench.subsystem.runReady();
        assertThat(faults.violations()).isOne();

        bench.async(AsyncRegion.CLEAR_SUBCHANNEL);
        bench.subsystem.runReady();
        bench.irb();
        bench.run(NOP);
        assertThat(faults.violations()).isOne();
        assertThat(bench.subsystem.violations()).isOne();
    }

    @Test
    void countsAStartAfterAHaltWhenOnlyTheIrbOfAnEarlierOneWasRead() {
        bench.async(AsyncRegion.HALT_SUBCHANNEL);
        bench.subsystem.runReady();
        bench.irb();
        bench.run(NOP);
        assertThat(faults.violations()).isZero();

        bench.async(AsyncRegion.HALT_SUBCHANNEL);
        bench.subsystem.runReady();
        bench.irb();
        bench.async(AsyncRegion.HALT_SUBCHANNEL);
        bench.irb();
        bench.subsystem.runReady();
        bench.start(orb(), NOP);
        assertThat(faults.violations()).isOne();
    }

    @Test
    void countsAStartAfterAClearWhenOnlyTheIrbOfTheHaltBeforeItWasRead() {
        bench.async(AsyncRegion.HALT_SUBCHANNEL);
        bench.subsystem.runReady();
        bench.async(AsyncRegion.CLEAR_SUBCHANNEL);
        bench.irb();
        bench.subsystem.runReady();
        bench.start(orb(), NOP);
        assertThat(faults.violations()).isOne();
    }

    private int report() {
        ByteBuffer region = ByteBuffer.allocate(CrwRegion.LENGTH).order(ByteOrder.nativeOrder());
        assertThat(bench.port.readCrw(region)).isEqualTo(CrwRegion.LENGTH);
        return region.getInt(CrwRegion.CRW_OFFSET);
    }
}
