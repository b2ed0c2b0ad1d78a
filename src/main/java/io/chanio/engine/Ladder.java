package io.chanio.engine;

import io.chanio.css.Esw;
import io.chanio.css.FunctionControl;
import io.chanio.css.Irb;
import io.chanio.css.Scsw;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Ends programs that do not end by themselves, rung by rung, and gives subchannels up.
 *
 * <p>Threads: the lane's owner.
 */
final class Ladder {

    private static final Irb NO_IRB = Irb.of(Scsw.IDLE, Esw.ZERO);
    private static final Outcome TAKEN_BACK = Outcome.of(Kind.DEVICE_REMOVED, "the kernel took the device back");
    static final Outcome RELEASED = Outcome.of(
            Kind.SUBCHANNEL_QUARANTINED,
            "released from quarantine: it is closed, and opened anew when the kernel has let go");
    private static final Outcome GONE_UNDER_PROGRAM = Outcome.of(
            Kind.DEVICE_REMOVED, "the device went while the program was on it, and nobody knows how it ended");

    private final Stage stage;
    private final Programs programs;

    Ladder(Stage stage, Programs programs) {
        this.stage = stage;
        this.programs = programs;
    }

    void climb(LaneState rung, LadderCause why, long now) {
        stage.cause = why;
        if (stage.functions.offersHaltAndClear()) {
            stage.enter(rung, now + stage.times.rungTime(), Stage.NEVER);
            ask(now);
        } else {
            // Where the kernel waits for it, closing the descriptor ends the program.
            quarantine("the kernel offers neither halt nor clear for it", now);
        }
    }

    /** Does what a job asked for, whatever is on the subchannel. */
    void perform(FunctionRun asked, long now) {
        stage.function = asked;
        stage.functionSince = now;
        asked.listener().started(now);
        LadderCause why = LadderCause.of(asked);
        switch (asked.function()) {
            case HALT -> climb(LaneState.HALTING, why, now);
            case CLEAR -> climb(LaneState.CLEARING, why, now);
            case RESET -> {
                stage.cause = why;
                stage.enter(LaneState.RESETTING, Stage.NEVER, Stage.NEVER);
                stage.listener.reset();
            }
        }
    }

    /** The kernel answered the reset: it ended whatever ran, or it knows no more than before. */
    void resetEnded(int answer, long now) {
        if (answer < 0) {
            String detail = "the kernel refused the reset: "
                    + Errno.ofAnswer(answer).map(Errno::name).orElse("errno " + -answer);
            endFunction(new Outcome(Kind.START_FAILED, detail, OptionalInt.of(-answer)), Optional.empty(), now);
            if (PathInformation.isGone(stage.paths.refresh())) {
                deviceGone(Outcome.deviceGone(), now);
            } else {
                quarantine(detail, now);
            }
            return;
        }
        stage.paths.refresh();
        settle(NO_IRB, now);
    }

    private void endFunction(Outcome outcome, Optional<Irb> irb, long now) {
        FunctionRun asked = stage.function;
        if (asked != null) {
            stage.function = null;
            asked.listener()
                    .ended(
                            new RunResult(
                                    outcome,
                                    ProgramEnd.CONFIRMED,
                                    Optional.empty(),
                                    irb,
                                    Optional.empty(),
                                    List.of(),
                                    now - stage.functionSince),
                            now);
        }
    }

    /** Whether the IRB that ended the ladder is of the function that was asked for; a reset has none. */
    private static Outcome answered(FunctionRun asked, Irb irb) {
        FunctionControl ended = irb.scsw().functionControl();
        boolean own =
                switch (asked.function()) {
                    case HALT -> ended.halt();
                    case CLEAR -> ended.clear();
                    case RESET -> true;
                };
        return own
                ? Outcome.of(Kind.COMPLETED, "the %s ended".formatted(asked.function()))
                : Outcome.of(
                        Kind.START_FAILED,
                        "the %s was not answered; a clear ended what ran".formatted(asked.function()));
    }

    void ask(long now) {
        HaltClearOutcome outcome = stage.state == LaneState.HALTING ? stage.functions.halt() : stage.functions.clear();
        switch (outcome) {
            case HaltClearOutcome.Accepted() -> stage.lookAt = Stage.NEVER;
            case HaltClearOutcome.Later(Errno ignored) -> stage.lookAt = now + stage.times.startPauseMax();
            case HaltClearOutcome.NotOperational() -> {
                if (stage.giveBack || PathInformation.isGone(stage.paths.refresh())) {
                    deviceGone(Outcome.deviceGone(), now);
                } else {
                    stage.lookAt = Stage.NEVER;
                }
            }
            case HaltClearOutcome.DriverGone() -> driverGone(now);
            // Waiting for an interruption makes no sense; the next rung comes with the next turn.
            case HaltClearOutcome.Failed(int ignored) -> stage.enter(stage.state, now, Stage.NEVER);
        }
    }

    void clearAfterHalt(Irb irb, long now) {
        boolean wantedOnly = stage.function != null && stage.function.function() == ControlFunction.HALT;
        if (stage.run == null || wantedOnly) {
            settle(irb, now);
        } else {
            climb(LaneState.CLEARING, stage.cause, now);
        }
    }

    /** The IRB of the clear was read: nothing is on the subchannel. */
    void settle(Irb irb, long now) {
        Run active = stage.run;
        stage.unsettled = false;
        boolean innocent = active != null && !active.ran();
        if (active != null
                && innocent
                && !stage.giveBack
                && (stage.cause.equals(LadderCause.STALE) || stage.cause.equals(LadderCause.STATUS_LOST))) {
            stage.suspected = false;
            active.forgetRefusals();
            stage.enter(LaneState.PAUSED, active.deadline(), now);
            return;
        }
        stage.enter(LaneState.IDLE, Stage.NEVER, Stage.NEVER);
        if (active != null) {
            ProgramEnd end = innocent ? ProgramEnd.NEVER_RAN : ProgramEnd.CONFIRMED;
            programs.conclude(active, stage.starter.ended(active, stage.cause.outcome(end), end, irb, now), now);
        }
        if (stage.function != null) {
            Optional<Irb> own = irb.equals(NO_IRB) ? Optional.empty() : Optional.of(irb);
            endFunction(answered(stage.function, irb), own, now);
        }
        programs.rest(now);
    }

    void quarantine(String reason, long now) {
        if (stage.giveBack) {
            giveBack(now);
            return;
        }
        Outcome neverRan = Outcome.of(Kind.SUBCHANNEL_QUARANTINED, reason);
        stage.enter(LaneState.QUARANTINED, Stage.NEVER, Stage.NEVER);
        stage.listener.unusable(stage.state, neverRan);
        drop(stage.cause.outcome(ProgramEnd.UNKNOWN), neverRan, now);
    }

    void refreshPaths(long now) {
        stage.paths.forgetRefusals();
        if (PathInformation.isGone(stage.paths.refresh()) && stage.state != LaneState.QUARANTINED) {
            deviceGone(Outcome.deviceGone(), now);
        }
    }

    /** The device is gone: for good when the kernel asked for it, else a report may bring it back. */
    void deviceGone(Outcome why, long now) {
        if (stage.giveBack) {
            giveBack(now);
            return;
        }
        stage.unsettled = stage.unsettled || (stage.run != null && stage.run.ran());
        stage.enter(LaneState.NOT_OPERATIONAL, Stage.NEVER, Stage.NEVER);
        stage.listener.unusable(stage.state, why);
        drop(GONE_UNDER_PROGRAM, why, now);
    }

    void lookForDevice(long now) {
        stage.paths.forgetRefusals();
        SchibReading reading = stage.paths.refresh();
        if (reading instanceof SchibReading.Failed) {
            return;
        }
        if (stage.unsettled) {
            // Nobody read the end of what ran when the device went: its memory is not used again before a clear.
            climb(LaneState.CLEARING, LadderCause.STALE, now);
        } else {
            stage.enter(LaneState.IDLE, Stage.NEVER, Stage.NEVER);
        }
        if (!stage.state.refusesJobs()) {
            stage.listener.usable();
        }
    }

    /** Gives the device back; where the subchannel takes a program still, a reserved device is released before. */
    void giveBackReleased(long now) {
        boolean takesPrograms = stage.state == LaneState.IDLE || stage.state == LaneState.PAUSED;
        if (takesPrograms && stage.allegiance.mustRelease()) {
            stage.giveBack = true;
            drop(GONE_UNDER_PROGRAM, TAKEN_BACK, now);
            programs.release(now);
        } else {
            giveBack(now);
        }
    }

    void giveBack(long now) {
        stage.allegiance.keep("the subchannel takes no program any more");
        close(TAKEN_BACK, GONE_UNDER_PROGRAM, now);
    }

    /**
     * Nothing will ever start through this descriptor.
     *
     * @param under how the program ended that is on the subchannel, if one is
     */
    void close(Outcome why, Outcome under, long now) {
        stage.enter(LaneState.CLOSED, Stage.NEVER, Stage.NEVER);
        stage.listener.unusable(stage.state, why);
        drop(under, why, now);
    }

    private void driverGone(long now) {
        if (stage.giveBack) {
            giveBack(now);
        } else if (PathInformation.isGone(stage.paths.refresh())) {
            close(Outcome.deviceGone(), GONE_UNDER_PROGRAM, now);
        } else {
            close(noDriver(), stage.cause.outcome(ProgramEnd.UNKNOWN), now);
        }
    }

    /** Ends what runs, {@code why}, of which nobody will ever know more; and what was to run next. */
    void drop(Outcome why, Outcome neverRan, long now) {
        Run active = stage.run;
        if (active != null) {
            programs.conclude(
                    active,
                    active.ran()
                            ? stage.starter.ended(active, why, ProgramEnd.UNKNOWN, lastIrb(active), now)
                            : RunResult.neverRan(neverRan),
                    now);
        }
        endFunction(neverRan, Optional.empty(), now);
        if (stage.owed != null) {
            OwedSense lost = stage.owed;
            stage.owed = null;
            lost.unavailable(now);
        }
        if (stage.next != null) {
            Run waiting = stage.next;
            stage.next = null;
            waiting.listener().ended(RunResult.neverRan(neverRan), now);
        }
    }

    private static Irb lastIrb(Run active) {
        Gathering gathering = active.gathering();
        return gathering == null ? NO_IRB : gathering.last().orElse(NO_IRB);
    }

    private static Outcome noDriver() {
        return new Outcome(
                Kind.START_FAILED,
                "the driver is in no state to halt or clear: the subchannel comes back by a new bind",
                OptionalInt.of(Errno.EIO.number()));
    }
}
