package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.PathMask;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A lane whose starts are refused, at once or by a deferred condition code. */
class LaneStartRefusalsTest {

    private static final PathMask ALL_FOUR = new PathMask(0xF0);

    private final ScriptedPort port = new ScriptedPort();

    @Test
    void aStartThatIsDeferredIsMadeAgainAfterAPause() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.EAGAIN).refuseStart(Errno.EAGAIN));
        JobId id = bed.run(LaneBed.nop());
        assertThat(port.starts()).isEqualTo(1);
        assertThat(bed.job(id).state()).isEqualTo(JobState.QUEUED);

        bed.turn();
        assertThat(port.starts()).as("no spin").isEqualTo(1);
        bed.pass(Duration.ofMillis(10));
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(port.starts()).isEqualTo(3);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(bed.endedJob().attempts()).isEqualTo(1);
        assertThat(bed.refusals).containsExactly(Errno.EAGAIN, Errno.EAGAIN);
    }

    @ParameterizedTest
    @EnumSource(names = {"EAGAIN", "ENOMEM"})
    void aStartThatStaysDeferredFails(Errno errno) {
        for (int i = 0; i < 10_000; i++) {
            port.refuseStart(errno);
        }
        LaneBed bed = LaneBed.over(port);
        bed.run(LaneBed.nop());

        bed.pass(Duration.ofSeconds(3));

        assertThat(bed.outcome().kind()).isEqualTo(Kind.START_FAILED);
        assertThat(bed.outcome().errno()).hasValue(errno.number());
        assertThat(bed.endedJob().startedAt()).isEmpty();
        assertThat(bed.endedJob().state()).isEqualTo(JobState.FAILED);
        assertThat(port.starts()).isLessThan(100);
    }

    @ParameterizedTest
    @CsvSource({"ENOMEM, true", "EAGAIN, false"})
    void aKernelThatPinsNoMorePagesHasAnAdministratorRaiseTheLimit(Errno errno, boolean advised) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            port.refuseStart(errno);
        }
        LaneBed bed = LaneBed.over(port);
        bed.run(LaneBed.nop());

        bed.pass(Duration.ofSeconds(3));

        String advice = "raise RLIMIT_MEMLOCK (docs/running-on-z.md, section 5)";
        assertThat(bed.outcome().detail().contains(advice)).isEqualTo(advised);
        String guide = Files.readString(Path.of("docs", "running-on-z.md"));
        assertThat(guide.substring(guide.indexOf("\n## 5."), guide.indexOf("\n## 6.")))
                .contains("RLIMIT_MEMLOCK");
    }

    @Test
    void anArenaThatCantBeMappedEndsTheJobAndNotTheSubchannel() {
        LaneBed bed = LaneBed.over(port.refuseArena(Errno.ENOMEM));

        bed.run(LaneBed.nop());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.START_FAILED);
        assertThat(bed.outcome().errno()).hasValue(Errno.ENOMEM.number());
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
        bed.run(LaneBed.nop());
        assertThat(port.starts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EINVAL", "EOPNOTSUPP", "EPERM", "ENOENT"})
    void aProgramAtFaultIsRefused(Errno errno) {
        LaneBed bed = LaneBed.over(port.refuseStart(errno));

        bed.run(LaneBed.nop());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.PROGRAM_REFUSED);
        assertThat(bed.outcome().errno()).hasValue(errno.number());
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void anErrnoThatNobodyDocumentsIsNamed() {
        LaneBed bed = LaneBed.over(port.answerStart(-71));

        bed.run(LaneBed.nop());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.START_FAILED);
        assertThat(bed.outcome().errno()).hasValue(71);
        assertThat(bed.outcome().detail()).contains("71");
    }

    @Test
    void aBusySubchannelIsTriedAgainWhenItsInterruptionCame() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.EBUSY));
        bed.run(LaneBed.nop());
        assertThat(port.starts()).isEqualTo(1);

        bed.interrupt(IrbBuilder.unsolicited(DeviceStatus.Bit.DEVICE_END));
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(port.starts()).isEqualTo(2);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void aSubchannelThatIsBusyWithNothingIsClearedAndTheJobStarted() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.EBUSY).refuseStart(Errno.EBUSY));
        bed.run(LaneBed.nop());

        bed.pass(Duration.ofMillis(60));
        assertThat(port.calls()).containsExactly("start", "start", "clear");
        bed.interrupt(IrbBuilder.clearEnded());
        bed.pass(Duration.ofMillis(1));
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(port.calls()).containsExactly("start", "start", "clear", "start");
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void remainingPathsAreTriedOneByOne() {
        LaneBed bed = LaneBed.over(port.paths(ALL_FOUR, ALL_FOUR)
                .refuseStart(Errno.EACCES)
                .refuseStart(Errno.EACCES)
                .refuseStart(Errno.ENODEV));
        bed.run(LaneBed.nop());

        assertThat(port.lpms()).containsExactly(ALL_FOUR, PathMask.ofPath(0), PathMask.ofPath(1), PathMask.ofPath(2));
        bed.interrupt(IrbBuilder.cleanEnd());
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);

        bed.run(LaneBed.nop());
        assertThat(port.lpms().getLast())
                .as("the bad paths are not named again")
                .isEqualTo(new PathMask(0x30));
    }

    @Test
    void withoutAPathLeftTheJobSaysSo() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.EACCES));

        bed.run(LaneBed.nop());

        assertThat(port.starts()).isEqualTo(1);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.PATH_NOT_OPERATIONAL);
        assertThat(bed.outcome().errno()).hasValue(Errno.EACCES.number());
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void withoutASchibRegionTheKernelChoosesThePath() {
        LaneBed bed = LaneBed.over(port.without(Feature.SCHIB));

        bed.run(LaneBed.nop());

        assertThat(port.lpms()).containsExactly(PathMask.NONE);
    }

    @Test
    void theSchibDecidesThatTheDeviceIsGone() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.ENODEV));
        port.refuseSchib(Errno.ENODEV);

        bed.run(LaneBed.nop());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.DEVICE_NOT_OPERATIONAL);
        assertThat(bed.outcome().errno()).hasValue(Errno.ENODEV.number());
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.NOT_OPERATIONAL);
        assertThat(bed.submit(LaneBed.nop())).isInstanceOf(Submission.Unavailable.class);
    }

    @Test
    void aDeviceThatIsBackIsUsedAgain() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.ENODEV));
        port.refuseSchib(Errno.ENODEV);
        bed.run(LaneBed.nop());

        port.answerSchib().report(new io.chanio.css.Crw(0x0302_0000));
        bed.signal(io.chanio.port.Irq.CRW);

        assertThat(bed.reports).hasSize(1);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
        assertThat(bed.submit(LaneBed.nop())).isInstanceOf(Submission.Queued.class);
    }

    @Test
    void aDriverThatIsGoneIsClosedAndNeverReset() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.EIO));

        bed.run(LaneBed.nop());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.START_FAILED);
        assertThat(bed.outcome().errno()).hasValue(Errno.EIO.number());
        assertThat(port.calls()).containsExactly("start", "close");
        assertThat(bed.wasLetGo()).isTrue();
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.CLOSED);
        assertThat(bed.lane.view().reason()).isPresent();
    }

    @Test
    void aStartThatWasNeverExecutedIsMadeAgain() {
        LaneBed bed = LaneBed.over(port);
        bed.runWriting(LaneBed.nop());
        bed.interrupt(IrbBuilder.deferred(ConditionCode.STATUS_PENDING, DeviceStatus.Bit.ATTENTION));

        bed.pass(Duration.ofMillis(1));
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(port.starts()).isEqualTo(2);
        assertThat(bed.endedJob().attempts()).isEqualTo(2);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
    }

    @Test
    void aStartThatIsNeverExecutedFailsInTheEnd() {
        LaneBed bed = LaneBed.over(port);
        bed.runWriting(LaneBed.nop());

        for (int i = 0; i <= EngineLimits.DEFAULT.restarts(); i++) {
            bed.interrupt(IrbBuilder.deferred(ConditionCode.STATUS_PENDING, DeviceStatus.Bit.ATTENTION));
            bed.pass(Duration.ofMillis(50));
        }

        assertThat(bed.outcome().kind()).isEqualTo(Kind.START_FAILED);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.FAILED);
        assertThat(port.starts()).isEqualTo(EngineLimits.DEFAULT.restarts() + 1);
    }

    @Test
    void deferredConditionCode3IsAPathThatWent() {
        LaneBed bed = LaneBed.over(port);
        bed.run(LaneBed.nop());

        bed.interrupt(IrbBuilder.deferred(ConditionCode.NOT_OPERATIONAL));

        assertThat(bed.outcome().kind()).isEqualTo(Kind.PATH_NOT_OPERATIONAL);
    }

    @Test
    void deferredConditionCode3IsADeviceThatWentWhenTheSchibSaysSo() {
        LaneBed bed = LaneBed.over(port);
        bed.run(LaneBed.nop());
        port.refuseSchib(Errno.ENODEV);

        bed.interrupt(IrbBuilder.deferred(ConditionCode.NOT_OPERATIONAL));

        assertThat(bed.outcome().kind()).isEqualTo(Kind.DEVICE_NOT_OPERATIONAL);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.NOT_OPERATIONAL);
    }

    @Test
    void aJobThatWaitsToBeStartedAgainIsCancelledAtOnce() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.EAGAIN));
        JobId id = bed.run(LaneBed.nop());

        var answer = bed.lane.cancel(id).toCompletableFuture();
        bed.pass(Duration.ofSeconds(1));

        assertThat(answer.join().orElseThrow()).isInstanceOf(Cancellation.Cancelled.class);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.endedJob().cancelRequestedAt()).isPresent();
        assertThat(port.starts()).isEqualTo(1);
    }

    @Test
    void aJobThatWaitsForTheClearOfAnothersProgramIsCancelledAtOnce() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.EBUSY).refuseStart(Errno.EBUSY));
        JobId id = bed.run(LaneBed.nop());
        bed.pass(Duration.ofMillis(60));

        var answer = bed.lane.cancel(id).toCompletableFuture();
        JobId next = bed.run(LaneBed.nop());
        assertThat(answer.join().orElseThrow()).isInstanceOf(Cancellation.Cancelled.class);
        assertThat(port.calls()).as("not before the clear was answered").containsExactly("start", "start", "clear");
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.starts()).isEqualTo(3);
        assertThat(bed.lane.view().running()).contains(next);
    }

    @Test
    void aDeviceThatIsBackIsAskedAgainWhatItIs() {
        port.refuseSchib(Errno.ENODEV).refuseStart(Errno.ENODEV);
        LaneBed bed = new LaneBed(port, new SenseIdOpening(), EngineLimits.DEFAULT);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.NOT_OPERATIONAL);

        port.answerSchib().report(new io.chanio.css.Crw(0x0302_0000));
        bed.signal(io.chanio.port.Irq.CRW);
        assertThat(port.firstCcwAtStart().at(0)).isEqualTo(0xE4);
        JobId waiting = bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.lane.view().identity()).isPresent();
        assertThat(bed.lane.view().running()).contains(waiting);
    }

    @Test
    void aDeviceThatDidNotSayWhatItIsIsAskedAgainAtTheNextReport() {
        LaneBed bed = new LaneBed(port, new SenseIdOpening(), EngineLimits.DEFAULT);
        bed.interrupt(IrbBuilder.cleanEnd().with(DeviceStatus.Bit.BUSY));
        assertThat(bed.lane.view().identity()).isEmpty();
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd());

        port.report(new io.chanio.css.Crw(0x0402_0000));
        bed.signal(io.chanio.port.Irq.CRW);
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(port.starts()).isEqualTo(3);
        assertThat(bed.lane.view().identity()).isPresent();
    }

    @Test
    void whoHearsOfAnEndFindsWhyTheSubchannelIsGone() {
        LaneBed bed = LaneBed.over(port.refuseStart(Errno.EIO));

        bed.run(LaneBed.nop());

        assertThat(bed.viewsAtEnd).extracting(LaneView::state).containsExactly(LaneView.State.CLOSED);
        assertThat(bed.viewsAtEnd.getFirst().reason()).isPresent();
    }
}
