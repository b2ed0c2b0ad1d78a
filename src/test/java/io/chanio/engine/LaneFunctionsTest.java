package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs that are cancelled while they run, and jobs that halt, clear or reset the subchannel. */
class LaneFunctionsTest {

    private static final Duration RUNG = EngineLimits.DEFAULT.rungTime();

    private final ScriptedPort port = new ScriptedPort();
    private final LaneBed bed = LaneBed.over(port);

    @Test
    void cancelsARunningProgramByHaltAndThenClear() {
        JobId id = bed.run(LaneBed.nop());

        assertThat(cancel(id)).isInstanceOf(Cancellation.Running.class);
        assertThat(bed.job(id).state()).isEqualTo(JobState.RUNNING);
        assertThat(bed.job(id).cancelRequestedAt()).isPresent();
        bed.interrupt(IrbBuilder.haltEnded());
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.calls()).containsExactly("start", "halt", "clear");
        assertThat(bed.endedJob().state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void aProgramThatEndsBeforeItsHaltSucceeds() {
        JobId id = bed.runWriting(LaneBed.write(Octets.of(1)));
        cancel(id);

        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.endedJob().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bed.endedJob().cancelRequestedAt()).isPresent();
    }

    @Test
    void aCancelledWriteWhoseEndNobodyKnowsIsIndeterminate() {
        JobId id = bed.runWriting(LaneBed.write(Octets.of(1)));
        cancel(id);

        bed.pass(RUNG.multipliedBy(3));

        assertThat(bed.endedJob().state()).isEqualTo(JobState.INDETERMINATE);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.QUARANTINED);
    }

    @Test
    void cancellingTwiceHaltsOnce() {
        JobId id = bed.run(LaneBed.nop());
        cancel(id);
        assertThat(cancel(id)).isInstanceOf(Cancellation.Running.class);

        assertThat(port.calls()).containsExactly("start", "halt");
    }

    @Test
    void startsNoFurtherProgramOfACancelledOperation() {
        JobId id = bed.run(new Work.RunRecipe(new TwoReads(), Map.of()));
        cancel(id);

        bed.interrupt(IrbBuilder.cleanEnd());
        bed.interrupt(IrbBuilder.haltEnded());

        assertThat(bed.endedJob().state()).isEqualTo(JobState.CANCELLED);
        assertThat(port.starts()).isOne();
    }

    @Test
    void cancelsAnOperationThatIsBetweenTwoPrograms() {
        JobId id = bed.run(new Work.RunRecipe(new TwoReads(), Map.of()));
        var answer = bed.lane.cancel(id).toCompletableFuture();

        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(answer.join()).get().isInstanceOf(Cancellation.Cancelled.class);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.CANCELLED);
        assertThat(port.calls()).containsExactly("start");
    }

    @Test
    void aFunctionEndsAnOperationThatIsBetweenTwoPrograms() {
        JobId id = bed.run(new Work.RunRecipe(new TwoReads(), Map.of()));
        JobId clear = bed.offer(new Work.RunFunction(ControlFunction.CLEAR), LaneBed.TIMEOUT);

        bed.interrupt(IrbBuilder.cleanEnd());
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(bed.job(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.job(id).outcome().orElseThrow().detail()).contains("CLEAR of job " + clear);
        assertThat(bed.job(clear).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(port.calls()).containsExactly("start", "clear");
    }

    @Test
    void aFunctionEndsAnOperationWhoseProgramEndedBeforeIt() {
        JobId id = bed.run(new Work.RunRecipe(new TwoReads(), Map.of()));
        JobId halt = bed.run(new Work.RunFunction(ControlFunction.HALT));

        bed.interrupt(IrbBuilder.cleanEnd());
        bed.interrupt(IrbBuilder.haltEnded());

        assertThat(bed.job(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.job(id).outcome().orElseThrow().detail()).contains("HALT of job " + halt);
        assertThat(port.calls()).containsExactly("start", "halt");
    }

    @Test
    void cancelsAProgramThatWaitsToBeStartedAgain() {
        port.refuseStart(Errno.EBUSY);
        JobId id = bed.run(LaneBed.nop());

        assertThat(cancel(id)).isInstanceOf(Cancellation.Cancelled.class);

        assertThat(bed.endedJob().state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aHaltEndsTheRunningProgramAndNamesItself() {
        bed.run(LaneBed.nop());
        JobId halt = bed.run(new Work.RunFunction(ControlFunction.HALT));
        assertThat(port.calls()).containsExactly("start", "halt");

        bed.interrupt(IrbBuilder.haltEnded());

        assertThat(port.calls())
                .as("a halt that was asked for is followed by no clear")
                .containsExactly("start", "halt");
        Job cancelled = bed.ended.getFirst();
        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
        assertThat(cancelled.outcome().orElseThrow().detail()).contains("HALT of job " + halt);
        Job done = bed.ended.getLast();
        assertThat(done.id()).isEqualTo(halt);
        assertThat(done.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(done.program().orElseThrow().irb()).isPresent();
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void aClearGoesBeforeTheJobsThatWait() {
        bed.run(LaneBed.nop());
        bed.run(LaneBed.nop());
        bed.run(new Work.RunFunction(ControlFunction.CLEAR));
        assertThat(port.calls()).containsExactly("start", "clear");

        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.calls()).containsExactly("start", "clear", "start");
    }

    @Test
    void haltsAndClearsAnIdleSubchannelTwice() {
        for (ControlFunction function : new ControlFunction[] {ControlFunction.HALT, ControlFunction.CLEAR}) {
            for (int time = 0; time < 2; time++) {
                bed.run(new Work.RunFunction(function));
                bed.interrupt(function == ControlFunction.HALT ? IrbBuilder.haltEnded() : IrbBuilder.clearEnded());
            }
        }

        assertThat(port.calls()).containsExactly("halt", "halt", "clear", "clear");
        assertThat(bed.ended)
                .extracting(Job::state)
                .containsOnly(JobState.SUCCEEDED)
                .hasSize(4);
    }

    @Test
    void aHaltThatIsNotAnsweredIsFollowedByClearsAndFails() {
        JobId program = bed.run(LaneBed.nop());
        JobId halt = bed.run(new Work.RunFunction(ControlFunction.HALT));
        bed.pass(RUNG);
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.calls()).containsExactly("start", "halt", "clear");
        assertThat(bed.job(program).state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.job(halt).state()).isEqualTo(JobState.FAILED);
        assertThat(bed.job(halt).outcome().orElseThrow().detail()).contains("not answered");
    }

    @Test
    void aFunctionEndsWithTheQuarantineThatItLedTo() {
        bed.run(LaneBed.nop());
        JobId clear = bed.run(new Work.RunFunction(ControlFunction.CLEAR));

        bed.pass(RUNG.multipliedBy(2));

        assertThat(bed.job(clear).outcome().orElseThrow().kind()).isEqualTo(Kind.SUBCHANNEL_QUARANTINED);
        assertThat(bed.job(clear).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void waitsForAnEarlierFunction() {
        bed.run(new Work.RunFunction(ControlFunction.HALT));
        bed.run(new Work.RunFunction(ControlFunction.CLEAR));
        assertThat(port.calls()).containsExactly("halt");

        bed.interrupt(IrbBuilder.haltEnded());

        assertThat(port.calls()).containsExactly("halt", "clear");
    }

    @Test
    void aResetEndsTheProgramWithoutAnIrb() {
        JobId program = bed.runWriting(LaneBed.write(Octets.of(1)));
        JobId reset = bed.run(new Work.RunFunction(ControlFunction.RESET));
        bed.turn();

        assertThat(port.calls()).containsExactly("start", "reset");
        assertThat(bed.job(program).state()).isEqualTo(JobState.CANCELLED);
        assertThat(bed.job(reset).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void aRefusedResetLeavesTheSubchannelInQuarantine() {
        JobId program = bed.runWriting(LaneBed.write(Octets.of(1)));
        port.refuseReset(Errno.EIO);
        JobId reset = bed.run(new Work.RunFunction(ControlFunction.RESET));
        bed.turn();

        assertThat(bed.job(program).state()).isEqualTo(JobState.INDETERMINATE);
        assertThat(bed.job(reset).state()).isEqualTo(JobState.FAILED);
        assertThat(bed.job(reset).outcome().orElseThrow().detail()).contains("EIO");
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.QUARANTINED);
    }

    @Test
    void leavesTheQuarantineByClosing() {
        bed.run(LaneBed.nop());
        bed.pass(LaneBed.TIMEOUT.plus(RUNG.multipliedBy(3)));
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.QUARANTINED);

        bed.lane.releaseQuarantine();
        bed.turn();

        assertThat(bed.wasLetGo()).isTrue();
        assertThat(bed.lane.held().orElseThrow().parting()).contains(HeldPort.Parting.RELEASED);
        assertThat(bed.lane.view().reason()).get().asString().contains("released from quarantine");
    }

    @Test
    void releasesNothingThatIsInNoQuarantine() {
        bed.lane.releaseQuarantine();
        bed.turn();

        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
        assertThat(bed.wasLetGo()).isFalse();
    }

    private Cancellation cancel(JobId id) {
        var answer = bed.lane.cancel(id).toCompletableFuture();
        bed.turn();
        return answer.join().orElseThrow();
    }
}
