package io.chanio.engine;

import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceClass;
import io.chanio.css.Esw;
import io.chanio.css.Irb;
import io.chanio.css.PathMask;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.css.SubchannelId;
import io.chanio.engine.LaneObserver.InterruptionKind;
import io.chanio.engine.Outcome.Kind;
import io.chanio.program.ChannelProgram;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Drives one opened subchannel: starts one program at a time, reads what comes, and acts as {@link LaneState} says. Knows
 * runs, not jobs.
 *
 * <p>Threads: the lane's owner. Never waits: what it waits for is {@link #nextDeadline()}.
 */
final class Conductor {

    /** The lane above. */
    interface Listener {

        /** No program can be started any more, until {@link #usable()}. */
        void unusable(LaneState state, Outcome why);

        /** The device is back. */
        void usable();

        /** Another thread must reset the subchannel, and {@link #resetEnded} tell its answer. */
        void reset();

        /** Status that is no program's, or not only, with the sense that was fetched for it. */
        void event(Irb irb, Optional<Sense> sense);

        DeviceClass deviceClass();
    }

    private static final Irb NO_IRB = Irb.of(Scsw.IDLE, Esw.ZERO);

    private final Stage stage;
    private final Programs programs;
    private final Ladder ladder;

    Conductor(
            SubchannelId subchannel,
            SubchannelFunctions functions,
            EngineTimes times,
            Allegiance allegiance,
            LaneObserver observer,
            Listener listener) {
        this.stage = new Stage(subchannel, functions, times, allegiance, observer, listener);
        this.programs = new Programs(stage);
        this.ladder = programs.ladder();
    }

    LaneState state() {
        return stage.state;
    }

    Optional<Schib> schib() {
        return stage.paths.newest();
    }

    Optional<ChannelPaths> paths() {
        return stage.paths.shown();
    }

    SchibReading storeSubchannel() {
        return stage.paths.refresh();
    }

    /** When {@link #timers} has something to do, on the engine's monotonic clock. */
    long nextDeadline() {
        return Math.min(stage.deadline, stage.lookAt);
    }

    /** What the table says about a job that waits. */
    Reaction jobWaiting() {
        return stage.state.on(LaneEvent.JOB_WAITING);
    }

    /** Starts a program on the idle subchannel. */
    void begin(Run first, long now) {
        if (stage.state != LaneState.IDLE) {
            throw new IllegalStateException(
                    "a program begins on an idle subchannel, not on one that is " + stage.state);
        }
        programs.begin(first, now);
    }

    /** As {@link Allegiance#claim}. */
    CompletionStage<Void> claim(ChannelProgram program) {
        return stage.allegiance.claim(program, stage.paths);
    }

    /** Releases the device, if it is reserved, before chanio lets the idle subchannel go. */
    void release(long now) {
        programs.release(now);
    }

    /** What the table says about a control function that waits. */
    Reaction functionWaiting() {
        return stage.state.on(LaneEvent.FUNCTION_WAITING);
    }

    /** Does what a job asked for. */
    void perform(FunctionRun asked, long now) {
        ladder.perform(asked, now);
    }

    /** The reset that {@link Listener#reset} asked for is over. A lane that was given up meanwhile stays as it is. */
    void resetEnded(int answer, long now) {
        if (stage.state == LaneState.RESETTING) {
            ladder.resetEnded(answer, now);
        }
    }

    boolean offersHaltAndClear() {
        return stage.functions.offersHaltAndClear();
    }

    /** Halts the program of {@code whose} that is on the subchannel; one that is being ended already, is. */
    void cancel(Run.Listener whose, long now) {
        if (stage.run != null && stage.run.listener() == whose) {
            react(LaneEvent.CANCEL, NO_IRB, now);
        }
    }

    /** The IO descriptor was signalled. */
    void interrupted(long now) {
        Irb irb = stage.functions.newestIrb();
        if (irb != null) {
            take(irb, now);
        }
    }

    /** The CRW descriptor was signalled. */
    void reported(long now) {
        // Bounded against a driver that never answers 0; what is left then waits for the next report.
        for (int taken = 0; taken < EngineTimes.REPORTS_AT_ONCE; taken++) {
            var report = stage.functions.takeReport();
            if (report.isEmpty()) {
                break;
            }
            stage.paths.reported(report.get());
            stage.observer.channelReport(stage.subchannel, report.get());
        }
        react(LaneEvent.CHANNEL_REPORT, NO_IRB, now);
    }

    /** The kernel wants the device back. */
    void removalRequested(long now) {
        react(LaneEvent.REMOVAL, NO_IRB, now);
    }

    /** An operator ends the quarantine; does nothing when there is none. */
    void releaseQuarantine(long now) {
        if (stage.state == LaneState.QUARANTINED) {
            ladder.close(Ladder.RELEASED, Ladder.RELEASED, now);
        }
    }

    /** chanio waits no longer for what runs here. */
    void stop(long now) {
        react(LaneEvent.STOP, NO_IRB, now);
    }

    /** Gives up a program of which no start was accepted yet. False when it is on the subchannel, or was. */
    boolean withdraw(Run waiting, Outcome why, long now) {
        if (waiting.ran() || (stage.run != waiting && stage.next != waiting)) {
            return false;
        }
        if (stage.next == waiting) {
            stage.next = null;
            waiting.listener().ended(RunResult.neverRan(why), now);
            return true;
        }
        boolean nothingElse = stage.state == LaneState.PAUSED;
        programs.conclude(waiting, RunResult.neverRan(why), now);
        if (nothingElse) {
            programs.rest(now);
        }
        return true;
    }

    /** Does what is due. Returns how much that was. */
    int timers(long now) {
        int work = 0;
        if (now >= stage.deadline) {
            stage.deadline = Stage.NEVER;
            react(LaneEvent.DEADLINE, NO_IRB, now);
            work++;
        }
        if (now >= stage.lookAt) {
            stage.lookAt = Stage.NEVER;
            react(LaneEvent.LOOK_DUE, NO_IRB, now);
            work++;
        }
        return work;
    }

    /** Something failed here that never should: nothing is done with this subchannel any more. */
    void freeze(String reason, long now) {
        String detail = "chanio failed while it drove this subchannel: " + reason;
        Outcome neverRan = Outcome.of(Kind.START_FAILED, detail);
        if (stage.state != LaneState.CLOSED) {
            stage.enter(LaneState.QUARANTINED, Stage.NEVER, Stage.NEVER);
            stage.listener.unusable(stage.state, neverRan);
        }
        ladder.drop(Outcome.of(Kind.STATUS_LOST, detail), neverRan, now);
    }

    private void take(Irb irb, long now) {
        InterruptionMeaning meaning = InterruptionMeaning.of(irb.scsw());
        if (irb.scsw().equals(Scsw.IDLE)) {
            // The start behind this signal wiped the region: its IRB was read before.
            return;
        }
        stage.observer.interruption(stage.subchannel, counted(meaning, irb), irb);
        react(meaning.event(), irb, now);
    }

    private InterruptionKind counted(InterruptionMeaning meaning, Irb irb) {
        if (meaning == InterruptionMeaning.FINAL && stage.run == null) {
            return irb.scsw().functionControl().start() ? InterruptionKind.SPURIOUS : InterruptionKind.UNSOLICITED;
        }
        return meaning.kind();
    }

    private void react(LaneEvent event, Irb irb, long now) {
        switch (stage.state.on(event)) {
            case NOTHING, START_WAITING, PERFORM_WAITING, REFUSE_WAITING -> {}
            case HALT_FOR_CLIENT -> ladder.climb(LaneState.HALTING, LadderCause.CANCELLED, now);
            case TAKE_EVENT -> programs.takeEvent(irb, now);
            case TAKE_EVENT_AND_CHECK -> {
                programs.noteOwed(irb);
                check(now);
            }
            case NOTE_EVENT -> programs.noteOwed(irb);
            case GATHER -> {
                gather(irb);
                check(now);
            }
            case GATHER_ONLY -> gather(irb);
            case CHECK -> look(now);
            case START_AGAIN -> programs.startAgain(irb, now);
            case RETRY -> programs.begin(stage.active(), now);
            case END_PROGRAM -> {
                if (!programs.awaitsDevice(irb, now)) {
                    endProgram(irb, now);
                    programs.rest(now);
                }
            }
            case KEEP_END -> endProgram(irb, now);
            case KEEP_NOT_EXECUTED -> keepNotExecuted();
            case END_NOT_OPERATIONAL -> endNotOperational(irb, now);
            case END_TERMINATED -> {
                programs.conclude(
                        stage.active(),
                        stage.starter.ended(
                                stage.active(), Outcome.terminatedElsewhere(), ProgramEnd.CONFIRMED, irb, now),
                        now);
                programs.rest(now);
            }
            case TIME_OUT -> timeOut(now);
            case EXPIRE -> programs.expire(stage.active(), now);
            case CLEAR -> ladder.climb(LaneState.CLEARING, stage.cause, now);
            case CLEAR_AFTER_HALT -> ladder.clearAfterHalt(irb, now);
            case CLEAR_AGAIN -> ladder.climb(LaneState.CLEARING_AGAIN, stage.cause, now);
            case QUARANTINE -> ladder.quarantine("neither halt nor clear was answered", now);
            case SETTLE -> ladder.settle(irb, now);
            case REPEAT_FUNCTION -> ladder.ask(now);
            case REFRESH_PATHS -> ladder.refreshPaths(now);
            case LOOK_FOR_DEVICE -> {
                programs.noteOwed(irb);
                ladder.lookForDevice(now);
            }
            case GIVE_BACK -> ladder.giveBackReleased(now);
            case CLEAR_AND_GIVE_BACK -> {
                stage.giveBack = true;
                ladder.climb(LaneState.CLEARING, LadderCause.REMOVED, now);
            }
            case GIVE_BACK_LATER -> {
                stage.giveBack = true;
                stage.cause = LadderCause.REMOVED;
            }
            case CLEAR_AND_STOP -> ladder.climb(LaneState.CLEARING, LadderCause.STOPPED, now);
            case ABANDON -> {
                programs.conclude(
                        stage.active(), RunResult.neverRan(LadderCause.STOPPED.outcome(ProgramEnd.NEVER_RAN)), now);
                programs.rest(now);
            }
        }
    }

    private void gather(Irb irb) {
        Gathering gathering = stage.run == null ? null : stage.run.gathering();
        if (gathering != null) {
            programs.gather(gathering, irb);
        }
    }

    /** Looks for status whose signal never came, then at the subchannel itself. */
    private void look(long now) {
        Irb unseen = stage.functions.unseenIrb();
        if (unseen != null && InterruptionMeaning.of(unseen.scsw()) != InterruptionMeaning.MEANINGLESS) {
            take(unseen, now);
        } else {
            check(now);
        }
    }

    /** Without start function and activity the subchannel has no program, so its final status was lost. */
    private void check(long now) {
        SchibReading reading = stage.paths.refresh();
        if (PathInformation.isGone(reading)) {
            ladder.deviceGone(Outcome.deviceGone(), now);
            return;
        }
        boolean idle = PathInformation.isIdle(reading);
        if (idle && stage.suspected && stage.lookAt == Stage.NEVER) {
            ladder.climb(LaneState.CLEARING, LadderCause.STATUS_LOST, now);
            return;
        }
        if (idle && !stage.suspected) {
            stage.lookAt = now + stage.times.lostStatusGrace();
        } else if (!idle) {
            stage.lookAt = now + stage.times.statusCheckInterval();
        }
        stage.suspected = idle;
    }

    private void timeOut(long now) {
        Run active = stage.active();
        Irb unseen = stage.functions.unseenIrb();
        if (unseen != null) {
            take(unseen, now);
        }
        if (stage.run != active || stage.state != LaneState.STARTED) {
            // Its status was there, only its signal was not.
            return;
        }
        if (PathInformation.isIdle(stage.paths.refresh())) {
            ladder.climb(LaneState.CLEARING, LadderCause.STATUS_LOST, now);
        } else {
            ladder.climb(LaneState.HALTING, LadderCause.TIMED_OUT, now);
        }
    }

    private void endProgram(Irb irb, long now) {
        Run active = stage.run;
        Gathering gathering = active == null ? null : active.gathering();
        if (active == null || gathering == null) {
            return;
        }
        if (InterruptionMeaning.of(irb.scsw()) == InterruptionMeaning.NOT_OPERATIONAL) {
            programs.conclude(
                    active, stage.starter.ended(active, Outcome.pathGone(), ProgramEnd.CONFIRMED, irb, now), now);
            return;
        }
        programs.gather(gathering, irb);
        Outcome outcome = gathering.complete()
                ? Judgement.of(gathering.status())
                : Outcome.of(Kind.STATUS_LOST, "the status that says how far the program came was lost");
        RunResult result = stage.starter.ended(active, outcome, ProgramEnd.CONFIRMED, irb, now);
        Optional<PathMask> owedOn = Stage.isSense(active) ? Optional.empty() : gathering.owedSensePath();
        if (owedOn.isPresent()) {
            stage.run = null;
            stage.owed = new OwedSense(owedOn.get(), active, result, ignored -> {});
        } else {
            programs.conclude(active, result, now);
        }
    }

    private void endNotOperational(Irb irb, long now) {
        if (PathInformation.isGone(stage.paths.refresh())) {
            programs.conclude(
                    stage.active(),
                    stage.starter.ended(stage.active(), Outcome.deviceGone(), ProgramEnd.CONFIRMED, irb, now),
                    now);
            ladder.deviceGone(Outcome.deviceGone(), now);
        } else {
            endProgram(irb, now);
            programs.rest(now);
        }
    }

    private void keepNotExecuted() {
        if (stage.run != null) {
            stage.run.notExecuted();
        }
    }
}
