package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.ActivityControl;
import io.chanio.css.DeviceStatus;
import io.chanio.css.FunctionControl;
import io.chanio.css.PathMask;
import io.chanio.css.Pmcw;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.engine.LaneView.State;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import io.chanio.port.SubchannelPort;
import io.chanio.port.vfio.ScriptedKernel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every error number that the driver documents, from the C library through the real port to the outcome of a job.
 *
 * @see "linux Documentation/arch/s390/vfio-ccw.rst"
 */
class DriverErrnosTest {

    private static final Duration LONGER_THAN_RETRIES =
            EngineLimits.DEFAULT.startRetryTime().multipliedBy(2);
    private static final Duration RUNG = EngineLimits.DEFAULT.rungTime();
    /** More refusals than a lane that pauses between two can meet. */
    private static final int FOR_EVER = 5000;
    /** A lane that asks more often spins. */
    private static final int CALLS_MAX = 100;

    private final ScriptedKernel kernel = new ScriptedKernel();

    private Runnable release = () -> {};

    private LaneBed bed() {
        SubchannelPort port = kernel.opened();
        release = port::close;
        return LaneBed.over(port, kernel::store);
    }

    @AfterEach
    void givesAllBackAndNeverResets() {
        release.run();
        kernel.assertAllGivenBack();
        assertThat(kernel.calls()).doesNotContain("reset");
    }

    private void refuseStarts(Errno errno, int times) {
        for (int i = 0; i < times; i++) {
            kernel.answerStart(errno.number());
        }
    }

    private void paths(int mask) {
        PathMask paths = new PathMask(mask);
        kernel.schib(Schib.of(
                Pmcw.ZERO.withInstalledPaths(paths).withAvailablePaths(paths).withOperationalPaths(PathMask.ALL),
                Scsw.IDLE));
    }

    private List<Integer> lpms() {
        return kernel.orbs().stream().map(orb -> orb.logicalPaths().bits()).toList();
    }

    private long asked(String call) {
        return Collections.frequency(kernel.calls(), call);
    }

    // START

    @ParameterizedTest
    @EnumSource(names = {"EAGAIN", "ENOMEM"})
    void startsAgainAfterAPauseWhatTheDriverCouldNotTakeNow(Errno errno) {
        refuseStarts(errno, 2);
        LaneBed bed = bed();
        bed.run(LaneBed.nop());
        assertThat(asked("start")).isEqualTo(1);

        bed.pass(Duration.ofMillis(100));
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(asked("start")).isEqualTo(3);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(names = {"EAGAIN", "ENOMEM"})
    void givesUpWhatTheDriverNeverTakes(Errno errno) {
        refuseStarts(errno, FOR_EVER);
        LaneBed bed = bed();
        bed.run(LaneBed.nop());

        bed.pass(LONGER_THAN_RETRIES);

        assertFailed(bed, Kind.START_FAILED, errno, State.OPERATIONAL);
        assertThat(asked("start")).isBetween(2L, (long) CALLS_MAX);
    }

    @Test
    void waitsForTheInterruptionThatABusySubchannelOwes() {
        refuseStarts(Errno.EBUSY, 1);
        LaneBed bed = bed();
        bed.run(LaneBed.nop());
        assertThat(asked("start")).isEqualTo(1);

        bed.interrupt(IrbBuilder.unsolicited(DeviceStatus.Bit.ATTENTION));
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(kernel.calls()).containsExactly("start", "start");
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void clearsASubchannelThatIsBusyWithNothing() {
        refuseStarts(Errno.EBUSY, 2);
        LaneBed bed = bed();
        bed.run(LaneBed.nop());

        bed.pass(EngineLimits.DEFAULT.lostStatusGrace().multipliedBy(2));
        bed.interrupt(IrbBuilder.clearEnded());
        bed.pass(Duration.ofMillis(1));
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(kernel.calls()).containsExactly("start", "start", "clear", "start");
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(names = {"EACCES", "ENODEV"})
    void triesThePathsThatAreLeft(Errno errno) {
        paths(0xC0);
        refuseStarts(errno, 2);
        LaneBed bed = bed();
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(lpms()).containsExactly(0xC0, 0x80, 0x40);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(names = {"EACCES", "ENODEV"})
    void reportsThatNoPathIsLeft(Errno errno) {
        paths(0x80);
        refuseStarts(errno, FOR_EVER);
        LaneBed bed = bed();

        bed.run(LaneBed.nop());

        assertFailed(bed, Kind.PATH_NOT_OPERATIONAL, errno, State.OPERATIONAL);
        assertThat(asked("start")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EACCES", "ENODEV"})
    void learnsFromTheSchibThatTheDeviceIsGone(Errno errno) {
        LaneBed bed = bed();
        kernel.refuseSchib(Errno.ENODEV);
        refuseStarts(errno, 1);

        bed.run(LaneBed.nop());

        assertFailed(bed, Kind.DEVICE_NOT_OPERATIONAL, errno, State.NOT_OPERATIONAL);
        assertThat(asked("start")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"EACCES, PATH_NOT_OPERATIONAL, OPERATIONAL", "ENODEV, DEVICE_NOT_OPERATIONAL, NOT_OPERATIONAL"})
    void believesTheDriverWhereThereIsNoSchib(Errno errno, Kind kind, State state) {
        kernel.old();
        refuseStarts(errno, FOR_EVER);
        LaneBed bed = bed();

        bed.run(LaneBed.nop());

        assertThat(lpms()).containsOnly(0);
        assertFailed(bed, kind, errno, state);
    }

    @Test
    void closesASubchannelThatTheDriverLostAndLeavesNothingOpen() {
        refuseStarts(Errno.EIO, 1);
        LaneBed bed = bed();

        bed.run(LaneBed.nop());

        assertFailed(bed, Kind.START_FAILED, Errno.EIO, State.CLOSED);
        assertThat(kernel.calls()).containsExactly("start", "close");
        kernel.assertAllGivenBack();
    }

    @Test
    void closesASubchannelWhoseDeviceWasUnplugged() {
        LaneBed bed = bed();
        refuseStarts(Errno.EIO, 1);
        kernel.refuseSchib(Errno.ENODEV);

        bed.run(LaneBed.nop());

        assertFailed(bed, Kind.DEVICE_NOT_OPERATIONAL, Errno.EIO, State.CLOSED);
        kernel.assertAllGivenBack();
    }

    @ParameterizedTest
    @EnumSource(names = {"EINVAL", "EOPNOTSUPP", "ENOENT", "EPERM"})
    void refusesAProgramThatTheDriverRefuses(Errno errno) {
        refuseStarts(errno, 1);
        LaneBed bed = bed();

        bed.run(LaneBed.nop());

        assertFailed(bed, Kind.PROGRAM_REFUSED, errno, State.OPERATIONAL);
        assertThat(asked("start")).isEqualTo(1);
    }

    @Test
    void takesABadBufferForItsOwnFault() {
        refuseStarts(Errno.EFAULT, 1);
        LaneBed bed = bed();

        bed.run(LaneBed.nop());

        assertFailed(bed, Kind.START_FAILED, Errno.EFAULT, State.OPERATIONAL);
        assertThat(bed.outcome().detail()).contains("chanio");
    }

    @Test
    void namesAnErrnoThatTheDriverDoesNotDocument() {
        kernel.answerStart(71);
        LaneBed bed = bed();

        bed.run(LaneBed.nop());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.START_FAILED);
        assertThat(bed.outcome().errno()).hasValue(71);
    }

    // HALT, and CLEAR after a HALT that was answered

    private LaneBed timedOut(Function refused, Errno errno) {
        if (refused == Function.CLEAR) {
            kernel.answerAsync(0);
        }
        kernel.answerAsync(errno.number());
        LaneBed bed = bed();
        bed.run(LaneBed.nop());
        bed.pass(LaneBed.TIMEOUT);
        if (refused == Function.CLEAR) {
            bed.interrupt(IrbBuilder.haltEnded());
        }
        return bed;
    }

    private enum Function {
        HALT,
        CLEAR;

        String call() {
            return this == HALT ? "halt" : "clear";
        }
    }

    @ParameterizedTest
    @CsvSource({"HALT, EBUSY", "HALT, EAGAIN", "HALT, ENOMEM", "CLEAR, EBUSY", "CLEAR, EAGAIN", "CLEAR, ENOMEM"})
    void asksAgainForWhatTheDriverCouldNotDoNow(Function function, Errno errno) {
        kernel.schib(active());
        LaneBed bed = timedOut(function, errno);
        assertThat(asked(function.call())).isEqualTo(1);

        bed.pass(Duration.ofMillis(100));

        assertThat(asked(function.call())).isEqualTo(2);
        assertThat(bed.ended).isEmpty();
    }

    @Test
    void readsTheResultThatIsDueWhenAHaltIsRefused() {
        kernel.schib(active());
        LaneBed bed = timedOut(Function.HALT, Errno.EBUSY);

        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource
    void learnsFromTheSchibThatTheDeviceIsGoneWhenItCanNotBeEnded(Function function) {
        kernel.schib(active());
        kernel.answerAsync(function == Function.HALT ? Errno.ENODEV.number() : 0);
        kernel.answerAsync(Errno.ENODEV.number());
        LaneBed bed = bed();
        bed.run(LaneBed.nop());
        bed.pass(LaneBed.TIMEOUT.minusSeconds(1));
        kernel.refuseSchib(Errno.ENODEV);
        bed.pass(Duration.ofSeconds(1));
        if (function == Function.CLEAR) {
            bed.interrupt(IrbBuilder.haltEnded());
        }

        assertThat(bed.outcome().kind()).isEqualTo(Kind.DEVICE_REMOVED);
        assertThat(bed.lane.view().state()).isEqualTo(State.NOT_OPERATIONAL);
    }

    @ParameterizedTest
    @CsvSource({"HALT, clear", "CLEAR, clear"})
    void climbsOnWhereTheDeviceIsStillThere(Function function, String next) {
        kernel.schib(active());
        LaneBed bed = timedOut(function, Errno.ENODEV);

        bed.pass(RUNG);

        assertThat(kernel.calls()).endsWith(function.call(), next);
        assertThat(bed.ended).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void closesASubchannelThatTheDriverLostWhileAProgramRan(Function function) {
        kernel.schib(active());
        LaneBed bed = timedOut(function, Errno.EIO);

        assertThat(bed.lane.view().state()).isEqualTo(State.CLOSED);
        assertThat(bed.ended).hasSize(1);
        assertThat(kernel.calls()).endsWith(function.call(), "close");
        kernel.assertAllGivenBack();
    }

    @ParameterizedTest
    @CsvSource({"HALT, EINVAL", "HALT, EOPNOTSUPP", "CLEAR, EINVAL", "CLEAR, EOPNOTSUPP"})
    void climbsOnAtOnceWhereTheKernelDoesNotOfferIt(Function function, Errno errno) {
        kernel.schib(active());
        LaneBed bed = timedOut(function, errno);

        bed.pass(Duration.ofMillis(1));

        assertThat(kernel.calls()).endsWith(function.call(), "clear");
        bed.interrupt(IrbBuilder.clearEnded());
        assertThat(bed.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(bed.lane.view().state()).isEqualTo(State.OPERATIONAL);
    }

    @Test
    void quarantinesWhatAnOldKernelCanNotEnd() {
        kernel.old();
        LaneBed bed = bed();
        bed.run(LaneBed.nop());

        bed.pass(LaneBed.TIMEOUT);

        assertThat(bed.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(bed.lane.view().state()).isEqualTo(State.QUARANTINED);
        assertThat(kernel.calls()).containsExactly("start");
    }

    /** A subchannel with one path and a program on it. */
    private static Schib active() {
        return Schib.of(
                Pmcw.ZERO
                        .withInstalledPaths(PathMask.ofPath(0))
                        .withAvailablePaths(PathMask.ofPath(0))
                        .withOperationalPaths(PathMask.ALL),
                Scsw.IDLE
                        .withFunctionControl(FunctionControl.of(FunctionControl.Bit.START))
                        .withActivityControl(ActivityControl.of(ActivityControl.Bit.SUBCHANNEL_ACTIVE)));
    }

    private static void assertFailed(LaneBed bed, Kind kind, Errno errno, State state) {
        assertThat(bed.outcome().kind()).isEqualTo(kind);
        assertThat(bed.outcome().errno()).hasValue(errno.number());
        assertThat(bed.lane.view().state()).isEqualTo(state);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.FAILED);
        assertThat(bed.refusals).contains(errno);
    }
}
