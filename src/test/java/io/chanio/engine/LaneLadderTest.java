package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.port.Irq;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lane whose program does not end as it should: timeouts, lost status, and chanio's own failures. */
class LaneLadderTest {

    private static final Duration RUNG = EngineLimits.DEFAULT.rungTime();

    private final ScriptedPort port = new ScriptedPort();
    private final LaneBed bed = LaneBed.over(port);

    @Test
    void aTimeoutEndsInClear() {
        bed.run(LaneBed.nop());

        bed.pass(LaneBed.TIMEOUT);
        assertThat(port.calls()).containsExactly("start", "halt");
        bed.interrupt(IrbBuilder.haltEnded());
        assertThat(port.calls()).containsExactly("start", "halt", "clear");
        assertThat(bed.ended).isEmpty();
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.FAILED);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void aTimedOutJobThatMayHaveChangedTheDeviceIsIndeterminate() {
        bed.runWriting(LaneBed.write(Octets.of(1, 2)));

        bed.pass(LaneBed.TIMEOUT.plus(RUNG));
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.calls()).containsExactly("start", "halt", "clear");
        assertThat(bed.endedJob().state()).isEqualTo(JobState.INDETERMINATE);
    }

    @Test
    void nothingStartsBeforeTheClearWasAnswered() {
        bed.run(LaneBed.nop());
        bed.pass(LaneBed.TIMEOUT);
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.haltEnded());
        assertThat(port.starts()).isEqualTo(1);

        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.starts()).isEqualTo(2);
    }

    @Test
    void aFinalStatusThatBeatsTheHaltWins() {
        JobId first = bed.runWriting(LaneBed.write(Octets.of(1)));
        bed.pass(LaneBed.TIMEOUT);
        bed.run(LaneBed.nop());

        bed.interrupt(IrbBuilder.cleanEnd());
        assertThat(bed.job(first).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(port.starts()).as("the halt's own IRB comes first").isEqualTo(1);
        bed.interrupt(IrbBuilder.haltEnded());

        assertThat(port.calls()).containsExactly("start", "halt", "start");
    }

    @Test
    void aFinalStatusWithoutItsSignalIsFoundAtTheTimeout() {
        bed.run(LaneBed.nop());
        port.store(IrbBuilder.cleanEnd().build());

        bed.pass(LaneBed.TIMEOUT);

        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(port.calls()).containsExactly("start");
    }

    @Test
    void anUnansweredLadderEndsInQuarantine() {
        bed.run(LaneBed.nop());
        bed.pass(LaneBed.TIMEOUT.minusSeconds(1));
        JobId queued = bed.run(LaneBed.nop());

        bed.pass(Duration.ofSeconds(1).plus(RUNG.multipliedBy(3)));

        assertThat(port.calls()).containsExactly("start", "halt", "clear", "clear");
        assertThat(bed.ended.getFirst().outcome().orElseThrow().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(bed.job(queued).outcome().orElseThrow().kind()).isEqualTo(Kind.SUBCHANNEL_QUARANTINED);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.QUARANTINED);
        assertThat(bed.submit(LaneBed.nop())).isInstanceOf(Submission.Unavailable.class);
    }

    @Test
    void aWriteThatNobodyKnowsTheEndOfIsIndeterminate() {
        bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.pass(LaneBed.TIMEOUT.plus(RUNG.multipliedBy(3)));

        assertThat(bed.endedJob().state()).isEqualTo(JobState.INDETERMINATE);
        assertThat(bed.endedJob().program().orElseThrow().data()).isEmpty();
    }

    @Test
    void withoutHaltAndClearATimeoutQuarantines() {
        LaneBed poor = LaneBed.over(new ScriptedPort().without(Feature.HALT_CLEAR));
        poor.run(LaneBed.nop());

        poor.pass(LaneBed.TIMEOUT);

        assertThat(poor.port.calls()).containsExactly("start");
        assertThat(poor.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(poor.lane.view().state()).isEqualTo(LaneView.State.QUARANTINED);
    }

    @Test
    void aRefusedHaltIsAskedForAgain() {
        port.refuseAsync(Errno.EAGAIN);
        bed.run(LaneBed.nop());

        bed.pass(LaneBed.TIMEOUT.plusMillis(50));

        assertThat(port.calls()).containsExactly("start", "halt", "halt");
    }

    @Test
    void aHaltThatCanNotBeIsFollowedByTheClear() {
        port.refuseAsync(Errno.EINVAL);
        bed.run(LaneBed.nop());

        bed.pass(LaneBed.TIMEOUT.plusMillis(1));

        assertThat(port.calls()).containsExactly("start", "halt", "clear");
    }

    @Test
    void statusThatWasOverwrittenIsFoundThroughTheSchib() {
        bed.run(LaneBed.nop());
        port.subchannelIdle();
        bed.interrupt(IrbBuilder.unsolicited(DeviceStatus.Bit.ATTENTION));
        assertThat(port.calls()).as("its own IRB may still be on its way").containsExactly("start");

        bed.pass(EngineLimits.DEFAULT.lostStatusGrace());
        assertThat(port.calls()).containsExactly("start", "clear");
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.STATUS_LOST);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.INDETERMINATE);
        assertThat(bed.endedJob().finishedAt().orElseThrow()).isBefore(SettableClock.START.plusSeconds(1));
    }

    @Test
    void statusThatComesWithinTheGraceIsNotLost() {
        bed.run(LaneBed.nop());
        port.subchannelIdle();
        bed.interrupt(IrbBuilder.unsolicited(DeviceStatus.Bit.ATTENTION));
        bed.interrupt(IrbBuilder.cleanEnd());

        bed.pass(Duration.ofSeconds(1));

        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(port.calls()).containsExactly("start");
    }

    @Test
    void statusThatVanishedWithoutAnyInterruptionIsFoundByLooking() {
        bed.run(LaneBed.nop());
        port.subchannelIdle();

        bed.pass(EngineLimits.DEFAULT.statusCheckInterval().plus(EngineLimits.DEFAULT.lostStatusGrace()));
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(bed.outcome().kind()).isEqualTo(Kind.STATUS_LOST);
    }

    @Test
    void aJobThatAQuarantineKeptFromRunningFailedAndIsNotIndeterminate() {
        port.refuseStart(Errno.EBUSY).refuseStart(Errno.EBUSY);
        bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.pass(RUNG.multipliedBy(3));

        assertThat(port.calls()).containsExactly("start", "start", "clear", "clear");
        assertThat(bed.outcome().kind()).isEqualTo(Kind.SUBCHANNEL_QUARANTINED);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void whoHearsOfATimeoutFindsTheSubchannelFree() {
        bed.run(LaneBed.nop());
        bed.pass(LaneBed.TIMEOUT);
        bed.interrupt(IrbBuilder.haltEnded());
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(bed.viewsAtEnd).extracting(LaneView::state).containsExactly(LaneView.State.OPERATIONAL);
    }

    @Test
    void aFailureOfChanioEndsEachJobByWhatIsKnownOfIt() {
        JobId running = bed.runWriting(LaneBed.write(Octets.of(1)));
        JobId queued = bed.run(LaneBed.nop());
        port.breakReading();

        assertThatIllegalStateException().isThrownBy(() -> bed.signal(Irq.IO));
        bed.lane.failed(new IllegalStateException("the port is broken"), bed.clock.getAsLong());

        assertThat(bed.job(running).outcome().orElseThrow().kind()).isEqualTo(Kind.STATUS_LOST);
        assertThat(bed.job(running).state()).isEqualTo(JobState.INDETERMINATE);
        assertThat(bed.job(queued).outcome().orElseThrow().kind()).isEqualTo(Kind.SUBCHANNEL_QUARANTINED);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.QUARANTINED);
        assertThat(bed.lane.view().reason().orElseThrow()).contains("the port is broken");
    }

    @Test
    void aFailureOfAClosedLaneLeavesItClosed() {
        bed.signal(Irq.REQ);

        bed.lane.failed(new IllegalStateException("too late"), bed.clock.getAsLong());
        bed.lane.close();

        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.CLOSED);
        assertThat(port.calls()).containsExactly("close");
    }
}
