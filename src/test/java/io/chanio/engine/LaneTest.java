package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.ActivityControl;
import io.chanio.css.Octets;
import io.chanio.engine.CcwData.Transferred;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Drives a lane one step at a time over a scripted port: the way of jobs that go well, and the queue. */
class LaneTest {

    private final LaneBed bed = LaneBed.over(new ScriptedPort());

    @Test
    void aJobEndsCompletedAtItsFinalStatus() {
        JobId id = bed.run(LaneBed.nop());
        bed.clock.advance(Duration.ofMillis(3));

        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.port.calls()).containsExactly("start");
        assertThat(bed.told)
                .extracting(Job::state)
                .containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED);
        Job job = bed.job(id);
        assertThat(job.outcome().orElseThrow().kind()).isEqualTo(Outcome.Kind.COMPLETED);
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(job.channelTime()).contains(Duration.ofMillis(3));
        assertThat(job.program().orElseThrow().irb())
                .contains(IrbBuilder.cleanEnd().build());
        assertThat(job.finishedAt()).contains(SettableClock.START.plusMillis(3));
    }

    @Test
    void theTimeOfAStartIsCountedOnce() {
        bed.port.atEachStart(() -> bed.clock.advance(Duration.ofMillis(5)));
        JobId id = bed.run(LaneBed.nop());

        bed.interrupt(IrbBuilder.cleanEnd());

        Job job = bed.job(id);
        Duration queued = Duration.between(job.submittedAt(), job.startedAt().orElseThrow());
        assertThat(queued).as("nothing waited").isZero();
        assertThat(job.channelTime()).contains(Duration.ofMillis(5));
    }

    @Test
    void aReadBringsItsData() {
        bed.run(LaneBed.read(4));
        bed.port.storeData(Octets.ofHex("c1c2c300"));

        bed.interrupt(IrbBuilder.cleanEnd().withResidual(1));

        CcwData data = bed.endedJob().program().orElseThrow().data().getFirst();
        assertThat(data.transferred()).isEqualTo(Transferred.PARTIAL);
        assertThat(data.residual()).hasValue(1);
        assertThat(data.bytes()).isEqualTo(Octets.ofHex("c1c2c3"));
    }

    @Test
    void buffersAreZeroBeforeAJob() {
        bed.run(LaneBed.read(2000));
        bed.port.storeData(Octets.of(new byte[] {1, 2, 3, 4}));
        bed.interrupt(IrbBuilder.cleanEnd());

        bed.run(LaneBed.read(1000));

        assertThat(bed.port.buffersAtStart().first(1000)).isEqualTo(Octets.zeros(1000));
    }

    @Test
    void jobsRunOneAfterTheOther() {
        JobId first = bed.run(LaneBed.nop());
        JobId second = bed.run(LaneBed.read(8));
        assertThat(bed.port.starts()).isEqualTo(1);
        assertThat(bed.lane.view().depth()).isEqualTo(1);
        assertThat(bed.lane.view().running()).contains(first);

        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.port.starts()).isEqualTo(2);
        assertThat(bed.lane.view().running()).contains(second);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.BUSY);
    }

    @Test
    void aFullQueueIsAnAnswer() {
        LaneBed small =
                new LaneBed(new ScriptedPort(), new SenseIdOpening(), EngineLimits.DEFAULT.withQueueCapacity(2));
        assertThat(small.submit(LaneBed.nop())).isInstanceOf(Submission.Queued.class);
        assertThat(small.submit(LaneBed.nop())).isInstanceOf(Submission.Queued.class);

        assertThat(small.submit(LaneBed.nop())).isEqualTo(new Submission.QueueFull(2));
        assertThat(small.told).hasSize(2);
    }

    @Test
    void theFirstProgramIsChaniosOwnAndNobodyElsesJob() {
        LaneBed opening = new LaneBed(new ScriptedPort(), new SenseIdOpening(), EngineLimits.DEFAULT);
        assertThat(opening.lane.view().deviceClass()).isEqualTo(io.chanio.css.DeviceClass.UNKNOWN);
        opening.port.storeData(Octets.ofHex("ff3990e933900a"));

        opening.interrupt(IrbBuilder.cleanEnd().withResidual(249));

        assertThat(opening.lane.view().deviceClass()).isEqualTo(io.chanio.css.DeviceClass.ECKD);
        assertThat(opening.told).isEmpty();
        assertThat(opening.ended).isEmpty();
        assertThat(opening.lane.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void aDeviceThatDoesNotAnswerTheOpeningIsUnknownAndUsable() {
        LaneBed opening = new LaneBed(new ScriptedPort(), new SenseIdOpening(), EngineLimits.DEFAULT);
        opening.interrupt(IrbBuilder.cleanEnd().withUnitCheck().withSense(Octets.of(0x80, 0)));

        JobId id = opening.run(LaneBed.nop());
        opening.interrupt(IrbBuilder.cleanEnd());

        assertThat(opening.lane.view().deviceClass()).isEqualTo(io.chanio.css.DeviceClass.UNKNOWN);
        assertThat(opening.job(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void channelEndAndDeviceEndMayComeApart() {
        bed.run(LaneBed.read(4));
        bed.interrupt(IrbBuilder.channelEnd().withResidual(2));
        assertThat(bed.ended).isEmpty();

        bed.interrupt(IrbBuilder.deviceEnd());

        GatheredStatus status = bed.endedJob().program().orElseThrow().status().orElseThrow();
        assertThat(status.residualCount()).hasValue(2);
        assertThat(status.stoppedAtCcw()).hasValue(0);
        assertThat(status.deviceStatus().channelEnd()).isTrue();
        assertThat(status.deviceStatus().deviceEnd()).isTrue();
        assertThat(bed.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
        assertThat(bed.interruptions)
                .containsExactly(LaneObserver.InterruptionKind.INTERMEDIATE, LaneObserver.InterruptionKind.FINAL);
    }

    @Test
    void withoutPrimaryStatusTheStatusIsLost() {
        bed.run(LaneBed.read(4));

        bed.interrupt(IrbBuilder.deviceEnd());

        assertThat(bed.outcome().kind()).isEqualTo(Outcome.Kind.STATUS_LOST);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.INDETERMINATE);
        assertThat(bed.endedJob().program().orElseThrow().data())
                .extracting(CcwData::transferred)
                .containsExactly(Transferred.UNKNOWN);
    }

    @Test
    void aProgramControlledInterruptionIsNotTheEnd() {
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.programControlled());
        bed.interrupt(IrbBuilder.suspended());
        assertThat(bed.ended).isEmpty();

        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }

    @Test
    void anUnsolicitedInterruptionIsNoAnswer() {
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.unsolicited(io.chanio.css.DeviceStatus.Bit.ATTENTION));
        assertThat(bed.ended).isEmpty();

        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
        assertThat(bed.interruptions)
                .containsExactly(LaneObserver.InterruptionKind.UNSOLICITED, LaneObserver.InterruptionKind.FINAL);
    }

    @Test
    void attentionBesideTheEndIsNoError() {
        bed.run(LaneBed.nop());

        bed.interrupt(IrbBuilder.cleanEnd()
                .with(io.chanio.css.DeviceStatus.Bit.ATTENTION)
                .with(io.chanio.css.DeviceStatus.Bit.CONTROL_UNIT_END));

        assertThat(bed.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }

    @Test
    void aQueuedJobIsCancelledAtOnce() {
        bed.run(LaneBed.nop());
        JobId queued = bed.run(LaneBed.nop());

        var answer = bed.lane.cancel(queued).toCompletableFuture();
        bed.turn();

        assertThat(answer.join().orElseThrow()).isInstanceOf(Cancellation.Cancelled.class);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.endedJob().startedAt()).isEmpty();
        assertThat(bed.endedJob().cancelRequestedAt()).isPresent();
        assertThat(bed.lane.view().depth()).isZero();
    }

    @Test
    void aJobThatTheLaneDoesNotKnowIsNobodys() {
        JobId id = bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd());

        var answer = bed.lane.cancel(id).toCompletableFuture();
        bed.turn();

        assertThat(answer.join()).isEmpty();
    }

    @Test
    void aQueuedJobWhoseTimeIsUpNeverTouchesTheDevice() {
        bed.run(LaneBed.nop());
        JobId queued =
                bed.offer(new Work.RunProgram(LaneBed.write(Octets.of(1)), LaneBed.WRITES), Duration.ofSeconds(2));
        bed.turn();

        bed.pass(Duration.ofSeconds(2));

        Job job = bed.job(queued);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.outcome().orElseThrow().kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
        assertThat(job.startedAt()).isEmpty();
        assertThat(bed.port.starts()).isEqualTo(1);
    }

    @Test
    void theSchibIsStoredOnRequest() {
        var answer = bed.lane.storeSubchannel().toCompletableFuture();
        bed.turn();

        assertThat(answer.join()).isInstanceOfSatisfying(SchibReading.Stored.class, stored -> assertThat(
                        stored.schib().scsw().activityControl())
                .isEqualTo(ActivityControl.NONE));
    }

    @Test
    void drainingEndsWhatWaitsAndLetsTheRunningJobEnd() {
        JobId running = bed.run(LaneBed.nop());
        JobId queued = bed.run(LaneBed.nop());
        long now = bed.clock.getAsLong();

        bed.lane.drain(now + Duration.ofSeconds(5).toNanos(), now);
        assertThat(bed.lane.quiet()).isFalse();
        assertThat(bed.submit(LaneBed.nop())).isInstanceOf(Submission.Draining.class);
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.job(queued).state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.job(running).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bed.lane.quiet()).isTrue();
    }

    @Test
    void drainingClearsWhatRunsTooLong() {
        JobId running = bed.run(LaneBed.nop());
        long now = bed.clock.getAsLong();
        bed.lane.drain(now + Duration.ofSeconds(1).toNanos(), now);

        bed.pass(Duration.ofSeconds(1));
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(bed.port.calls()).containsExactly("start", "clear");
        assertThat(bed.job(running).state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.lane.quiet()).isTrue();
    }

    @Test
    void aRecipeRunsItsProgramsAsOneJob() {
        JobId id = bed.run(new Work.RunRecipe(new TwoReads(), Map.of()));
        bed.interrupt(IrbBuilder.cleanEnd());
        assertThat(bed.port.starts()).isEqualTo(2);

        bed.interrupt(IrbBuilder.cleanEnd());

        Job job = bed.job(id);
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.result()).contains(List.of(2, 2));
        assertThat(job.attempts()).isEqualTo(2);
    }

    @Test
    void aJobThatComesWhileTheLaneDrainsIsEndedAndNotForgotten() {
        long now = bed.clock.getAsLong();
        JobId late = bed.offerWhile(() -> {
            bed.lane.drain(now, now);
            assertThat(bed.lane.quiet()).as("a place is taken").isFalse();
        });

        bed.turn();

        assertThat(bed.job(late).state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.port.starts()).isZero();
        assertThat(bed.lane.quiet()).isTrue();
    }

    @Test
    void whoHearsOfAnEndFindsTheSubchannelFree() {
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.viewsAtEnd).extracting(LaneView::state).containsExactly(LaneView.State.OPERATIONAL);
        assertThat(bed.viewsAtEnd.getFirst().running()).isEmpty();
    }
}
