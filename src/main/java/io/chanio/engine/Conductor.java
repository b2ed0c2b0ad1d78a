package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.Esw;
import io.chanio.css.Irb;
import io.chanio.css.PathMask;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.css.SubchannelId;
import io.chanio.engine.LaneObserver.InterruptionKind;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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

        /** The sense data of a unit check that no start asked for. */
        void eventSense(Sense sense);

        DeviceClass deviceClass();
    }

    static final long NEVER = Long.MAX_VALUE;

    private static final Irb NO_IRB = Irb.of(Scsw.IDLE, Esw.ZERO);

    private final SubchannelId subchannel;
    private final SubchannelFunctions functions;
    private final PathInformation paths;
    private final EngineTimes times;
    private final LaneObserver observer;
    private final Listener listener;
    private final Starter starter;

    private LaneState state = LaneState.IDLE;
    private long deadline = NEVER;
    private long lookAt = NEVER;
    private @Nullable Run run;
    private @Nullable Run next;
    private @Nullable OwedSense owed;
    private LadderCause cause = LadderCause.TIMED_OUT;
    private boolean suspected;
    private boolean giveBack;
    private boolean unsettled;

    Conductor(
            SubchannelId subchannel,
            SubchannelFunctions functions,
            EngineTimes times,
            LaneObserver observer,
            Listener listener) {
        this.subchannel = subchannel;
        this.functions = functions;
        this.paths = new PathInformation(functions);
        this.times = times;
        this.observer = observer;
        this.listener = listener;
        this.starter = new Starter(subchannel, functions, paths, observer, listener::deviceClass);
    }

    LaneState state() {
        return state;
    }

    Optional<Schib> schib() {
        return paths.newest();
    }

    SchibReading storeSubchannel() {
        return paths.refresh();
    }

    /** When {@link #timers} has something to do, on the engine's monotonic clock. */
    long nextDeadline() {
        return Math.min(deadline, lookAt);
    }

    /** What the table says about a job that waits. */
    Reaction jobWaiting() {
        return state.on(LaneEvent.JOB_WAITING);
    }

    /** Starts a program on the idle subchannel. */
    void begin(Run first, long now) {
        if (state != LaneState.IDLE) {
            throw new IllegalStateException("a program begins on an idle subchannel, not on one that is " + state);
        }
        run = first;
        start(first, now);
    }

    /** The IO descriptor was signalled. */
    void interrupted(long now) {
        Irb irb = functions.newestIrb();
        if (irb != null) {
            take(irb, now);
        }
    }

    /** The CRW descriptor was signalled. */
    void reported(long now) {
        // The bound is against a driver that never answers 0; what is left then waits for the next report.
        for (int taken = 0; taken < EngineTimes.REPORTS_AT_ONCE; taken++) {
            var report = functions.takeReport();
            if (report.isEmpty()) {
                break;
            }
            observer.channelReport(subchannel, report.get());
        }
        react(LaneEvent.CHANNEL_REPORT, NO_IRB, now);
    }

    /** The kernel wants the device back. */
    void removalRequested(long now) {
        react(LaneEvent.REMOVAL, NO_IRB, now);
    }

    /** chanio waits no longer for what runs here. */
    void stop(long now) {
        react(LaneEvent.STOP, NO_IRB, now);
    }

    /** Gives up a program of which no start was accepted yet. False when it is on the subchannel, or was. */
    boolean withdraw(Run waiting, Outcome why, long now) {
        if (state != LaneState.PAUSED || run != waiting || waiting.ran()) {
            return false;
        }
        conclude(waiting, RunResult.neverRan(why), now);
        rest(now);
        return true;
    }

    /** Does what is due. Returns how much that was. */
    int timers(long now) {
        int work = 0;
        if (now >= deadline) {
            deadline = NEVER;
            react(LaneEvent.DEADLINE, NO_IRB, now);
            work++;
        }
        if (now >= lookAt) {
            lookAt = NEVER;
            react(LaneEvent.LOOK_DUE, NO_IRB, now);
            work++;
        }
        return work;
    }

    /** Something failed here that never should: nothing is done with this subchannel any more. */
    void freeze(String reason, long now) {
        Kind kind = run != null && run.ran() ? Kind.STATUS_LOST : Kind.START_FAILED;
        Outcome why = Outcome.of(kind, "chanio failed while it drove this subchannel: " + reason);
        enter(LaneState.QUARANTINED, NEVER, NEVER);
        drop(why, ProgramEnd.UNKNOWN, now);
        listener.unusable(state, why);
    }

    private void take(Irb irb, long now) {
        InterruptionMeaning meaning = InterruptionMeaning.of(irb.scsw());
        if (irb.scsw().equals(Scsw.IDLE)) {
            // The start behind this signal wiped the region: its IRB was read before.
            return;
        }
        observer.interruption(subchannel, counted(meaning, irb), irb);
        react(meaning.event(), irb, now);
    }

    private InterruptionKind counted(InterruptionMeaning meaning, Irb irb) {
        if (meaning == InterruptionMeaning.FINAL && run == null) {
            return irb.scsw().functionControl().start() ? InterruptionKind.SPURIOUS : InterruptionKind.UNSOLICITED;
        }
        return meaning.kind();
    }

    private void react(LaneEvent event, Irb irb, long now) {
        switch (state.on(event)) {
            case NOTHING, START_WAITING, REFUSE_WAITING -> {}
            case TAKE_EVENT -> takeEvent(irb, now);
            case TAKE_EVENT_AND_CHECK -> {
                noteOwed(irb);
                check(now);
            }
            case NOTE_EVENT -> noteOwed(irb);
            case GATHER -> {
                gather(irb);
                check(now);
            }
            case GATHER_ONLY -> gather(irb);
            case CHECK -> look(now);
            case START_AGAIN -> startAgain(irb, now);
            case RETRY -> start(active(), now);
            case END_PROGRAM -> {
                endProgram(irb, now);
                rest(now);
            }
            case KEEP_END -> endProgram(irb, now);
            case KEEP_NOT_EXECUTED -> keepNotExecuted();
            case END_NOT_OPERATIONAL -> endNotOperational(irb, now);
            case END_TERMINATED -> {
                conclude(active(), starter.ended(active(), terminated(), ProgramEnd.CONFIRMED, irb, now), now);
                rest(now);
            }
            case TIME_OUT -> timeOut(now);
            case EXPIRE -> expire(active(), now);
            case CLEAR -> climb(LaneState.CLEARING, cause, now);
            case CLEAR_AFTER_HALT -> clearAfterHalt(irb, now);
            case CLEAR_AGAIN -> climb(LaneState.CLEARING_AGAIN, cause, now);
            case QUARANTINE -> quarantine("neither halt nor clear was answered", now);
            case SETTLE -> settle(irb, now);
            case REPEAT_FUNCTION -> ask(now);
            case REFRESH_PATHS -> refreshPaths(now);
            case LOOK_FOR_DEVICE -> lookForDevice(now);
            case GIVE_BACK -> giveBack(now);
            case CLEAR_AND_GIVE_BACK -> {
                giveBack = true;
                climb(LaneState.CLEARING, LadderCause.REMOVED, now);
            }
            case GIVE_BACK_LATER -> giveBack = true;
            case CLEAR_AND_STOP -> climb(LaneState.CLEARING, LadderCause.STOPPED, now);
            case ABANDON -> {
                conclude(active(), RunResult.neverRan(LadderCause.STOPPED.outcome(ProgramEnd.NEVER_RAN)), now);
                rest(now);
            }
        }
    }

    // Starting

    private void start(Run active, long now) {
        if (now >= active.deadline()) {
            expire(active, now);
            return;
        }
        switch (starter.attempt(active, now)) {
            case Starter.Attempt.Started() -> {
                suspected = false;
                enter(LaneState.STARTED, active.deadline(), now + times.statusCheckInterval());
            }
            case Starter.Attempt.Later(Errno errno) -> retryLater(active, errno, now);
            case Starter.Attempt.Busy() -> startBusy(active, now);
            case Starter.Attempt.Over(Outcome outcome) -> {
                conclude(active, RunResult.neverRan(outcome), now);
                rest(now);
            }
            case Starter.Attempt.DeviceGone(Outcome outcome) -> deviceGone(outcome, now);
            case Starter.Attempt.DriverGone(Outcome outcome) -> close(outcome, now);
        }
    }

    private void retryLater(Run active, Errno errno, long now) {
        if (active.mayRetry(now, times.startRetryTime())) {
            pause(active, active.nextPause(times.startPauseMin(), times.startPauseMax()), now);
            return;
        }
        startFailed(active, errno, "the start was refused with " + errno + " for too long", now);
    }

    /** Something is on the subchannel: status that is due, or what nobody here started. */
    private void startBusy(Run active, long now) {
        SchibReading reading = paths.refresh();
        if (isGone(reading)) {
            deviceGone(gone(), now);
            return;
        }
        boolean idle = isIdle(reading);
        boolean stale = (idle && suspected) || !active.mayRetry(now, times.startRetryTime());
        suspected = idle;
        if (!stale) {
            long wait = idle ? times.lostStatusGrace() : active.nextPause(times.startPauseMin(), times.startPauseMax());
            pause(active, wait, now);
        } else if (functions.offersHaltAndClear() && active.firstClear()) {
            climb(LaneState.CLEARING, LadderCause.STALE, now);
        } else {
            startFailed(active, Errno.EBUSY, "the subchannel stayed busy with what this job did not start", now);
        }
    }

    private void startFailed(Run active, Errno errno, String detail, long now) {
        Outcome outcome = new Outcome(Kind.START_FAILED, detail, OptionalInt.of(errno.number()));
        conclude(active, RunResult.neverRan(outcome), now);
        rest(now);
    }

    private void pause(Run active, long nanos, long now) {
        enter(LaneState.PAUSED, active.deadline(), now + nanos);
    }

    private void expire(Run active, long now) {
        Outcome outcome = Outcome.of(Kind.TIMED_OUT, "its time was up before the subchannel took its program");
        conclude(active, RunResult.neverRan(outcome), now);
        rest(now);
    }

    /** Deferred condition code 1: safe for writes too, nothing was executed. */
    private void startAgain(Irb irb, long now) {
        Run active = active();
        noteOwed(irb);
        if (active.notExecuted() > times.restarts()) {
            Outcome outcome = Outcome.of(
                    Kind.START_FAILED, "status was pending at each of " + (times.restarts() + 1) + " starts");
            conclude(active, RunResult.neverRan(outcome), now);
            rest(now);
        } else if (owed != null) {
            next = active;
            run = null;
            rest(now);
        } else {
            pause(active, active.nextPause(times.startPauseMin(), times.startPauseMax()), now);
        }
    }

    // While a program runs

    private void gather(Irb irb) {
        Gathering gathering = run == null ? null : run.gathering();
        if (gathering != null) {
            gathering.add(irb);
        }
    }

    /** Looks for status whose signal never came, then at the subchannel itself. */
    private void look(long now) {
        Irb unseen = functions.unseenIrb();
        if (unseen != null && InterruptionMeaning.of(unseen.scsw()) != InterruptionMeaning.MEANINGLESS) {
            take(unseen, now);
        } else {
            check(now);
        }
    }

    /** Without start function and activity the subchannel has no program, so its final status was lost. */
    private void check(long now) {
        SchibReading reading = paths.refresh();
        if (isGone(reading)) {
            deviceGone(gone(), now);
            return;
        }
        boolean idle = isIdle(reading);
        if (idle && suspected && lookAt == NEVER) {
            climb(LaneState.CLEARING, LadderCause.STATUS_LOST, now);
            return;
        }
        if (idle && !suspected) {
            lookAt = now + times.lostStatusGrace();
        } else if (!idle) {
            lookAt = now + times.statusCheckInterval();
        }
        suspected = idle;
    }

    private void timeOut(long now) {
        Run active = active();
        Irb unseen = functions.unseenIrb();
        if (unseen != null) {
            take(unseen, now);
        }
        if (run != active || state != LaneState.STARTED) {
            // Its status was there, only its signal was not.
            return;
        }
        if (isIdle(paths.refresh())) {
            climb(LaneState.CLEARING, LadderCause.STATUS_LOST, now);
        } else {
            climb(LaneState.HALTING, LadderCause.TIMED_OUT, now);
        }
    }

    private void endProgram(Irb irb, long now) {
        Run active = run;
        Gathering gathering = active == null ? null : active.gathering();
        if (active == null || gathering == null) {
            return;
        }
        if (InterruptionMeaning.of(irb.scsw()) == InterruptionMeaning.NOT_OPERATIONAL) {
            conclude(active, starter.ended(active, noPath(), ProgramEnd.CONFIRMED, irb, now), now);
            return;
        }
        gathering.add(irb);
        Outcome outcome = gathering.complete()
                ? Judgement.of(gathering.status())
                : Outcome.of(Kind.STATUS_LOST, "the status that says how far the program came was lost");
        RunResult result = starter.ended(active, outcome, ProgramEnd.CONFIRMED, irb, now);
        Optional<PathMask> owedOn = isSense(active) ? Optional.empty() : gathering.owedSensePath();
        if (owedOn.isPresent()) {
            run = null;
            owed = new OwedSense(owedOn.get(), active, result, listener::eventSense);
        } else {
            conclude(active, result, now);
        }
    }

    private void endNotOperational(Irb irb, long now) {
        if (isGone(paths.refresh())) {
            conclude(active(), starter.ended(active(), gone(), ProgramEnd.CONFIRMED, irb, now), now);
            deviceGone(gone(), now);
        } else {
            endProgram(irb, now);
            rest(now);
        }
    }

    private void keepNotExecuted() {
        if (run != null) {
            run.notExecuted();
        }
    }

    // Status that nobody asked for

    private void takeEvent(Irb irb, long now) {
        noteOwed(irb);
        if (owed != null) {
            next = run;
            run = null;
            rest(now);
        } else if (state == LaneState.PAUSED) {
            // The interruption that was due, maybe: the start need not wait longer.
            lookAt = now;
        }
    }

    private void noteOwed(Irb irb) {
        // A sense that is being fetched anyway takes all that the device holds.
        if (owed == null && !isSense(run) && !state.refusesJobs()) {
            Gathering.owedSensePath(irb)
                    .ifPresent(path -> owed = new OwedSense(path, null, null, listener::eventSense));
        }
    }

    // The ladder

    private void climb(LaneState rung, LadderCause why, long now) {
        cause = why;
        if (functions.offersHaltAndClear()) {
            enter(rung, now + times.rungTime(), NEVER);
            ask(now);
        } else {
            quarantine("the kernel offers neither halt nor clear for it", now);
        }
    }

    private void ask(long now) {
        HaltClearOutcome outcome = state == LaneState.HALTING ? functions.halt() : functions.clear();
        switch (outcome) {
            case HaltClearOutcome.Accepted() -> lookAt = NEVER;
            case HaltClearOutcome.Later(Errno ignored) -> lookAt = now + times.startPauseMax();
            case HaltClearOutcome.NotOperational() -> {
                if (isGone(paths.refresh())) {
                    deviceGone(gone(), now);
                } else {
                    lookAt = NEVER;
                }
            }
            case HaltClearOutcome.DriverGone() -> close(driverGone(), now);
            // Waiting for an interruption makes no sense; the next rung comes with the next turn.
            case HaltClearOutcome.Failed(int ignored) -> enter(state, now, NEVER);
        }
    }

    private void clearAfterHalt(Irb irb, long now) {
        if (run == null) {
            settle(irb, now);
        } else {
            climb(LaneState.CLEARING, cause, now);
        }
    }

    /** The IRB of the clear was read: nothing is on the subchannel. */
    private void settle(Irb irb, long now) {
        Run active = run;
        unsettled = false;
        boolean innocent = active != null && !active.ran();
        if (active != null && innocent && (cause == LadderCause.STALE || cause == LadderCause.STATUS_LOST)) {
            suspected = false;
            active.forgetRefusals();
            enter(LaneState.PAUSED, active.deadline(), now);
            return;
        }
        if (active != null) {
            ProgramEnd end = innocent ? ProgramEnd.NEVER_RAN : ProgramEnd.CONFIRMED;
            conclude(active, starter.ended(active, cause.outcome(end), end, irb, now), now);
        }
        rest(now);
    }

    private void quarantine(String reason, long now) {
        Outcome why = cause.outcome(ProgramEnd.UNKNOWN);
        enter(LaneState.QUARANTINED, NEVER, NEVER);
        drop(why, ProgramEnd.UNKNOWN, now);
        listener.unusable(state, Outcome.of(Kind.SUBCHANNEL_QUARANTINED, reason));
    }

    // Devices and drivers that go

    private void refreshPaths(long now) {
        paths.forgetRefusals();
        if (isGone(paths.refresh()) && state != LaneState.QUARANTINED) {
            deviceGone(gone(), now);
        }
    }

    private void deviceGone(Outcome why, long now) {
        unsettled = unsettled || (run != null && run.ran());
        enter(LaneState.NOT_OPERATIONAL, NEVER, NEVER);
        drop(why, ProgramEnd.UNKNOWN, now);
        listener.unusable(state, why);
    }

    private void lookForDevice(long now) {
        paths.forgetRefusals();
        SchibReading reading = paths.refresh();
        if (reading instanceof SchibReading.Failed) {
            return;
        }
        if (unsettled) {
            // Nobody read the end of what ran when the device went: its memory is not used again before a clear.
            climb(LaneState.CLEARING, LadderCause.STALE, now);
        } else {
            enter(LaneState.IDLE, NEVER, NEVER);
        }
        if (!state.refusesJobs()) {
            listener.usable();
        }
    }

    private void giveBack(long now) {
        close(LadderCause.REMOVED.outcome(ProgramEnd.NEVER_RAN), now);
    }

    private void close(Outcome why, long now) {
        enter(LaneState.CLOSED, NEVER, NEVER);
        drop(why, ProgramEnd.UNKNOWN, now);
        listener.unusable(state, why);
    }

    /** Ends what runs, and what was to run next. */
    private void drop(Outcome why, ProgramEnd end, long now) {
        Run active = run;
        if (active != null) {
            conclude(
                    active,
                    active.ran() ? starter.ended(active, why, end, lastIrb(active), now) : RunResult.neverRan(why),
                    now);
        }
        if (owed != null) {
            OwedSense lost = owed;
            owed = null;
            lost.unavailable(now);
        }
        if (next != null) {
            Run waiting = next;
            next = null;
            waiting.listener().ended(RunResult.neverRan(why), now);
        }
    }

    // Between programs

    /** The run is over: whoever waits for it hears of it, and the subchannel is free of it. */
    private void conclude(Run active, RunResult result, long now) {
        run = null;
        active.listener().ended(result, now);
    }

    /** Nothing is on the subchannel: what must come before the queue comes now. */
    private void rest(long now) {
        enter(LaneState.IDLE, NEVER, NEVER);
        if (giveBack) {
            giveBack(now);
        } else if (owed != null) {
            OwedSense due = owed;
            owed = null;
            run = due.run(now + times.senseTime());
            start(run, now);
        } else if (next != null) {
            run = next;
            next = null;
            start(run, now);
        }
    }

    private void enter(LaneState entered, long until, long look) {
        state = entered;
        deadline = until;
        lookAt = look;
    }

    private Run active() {
        return Objects.requireNonNull(run, () -> "no run in state " + state);
    }

    private static boolean isSense(@Nullable Run run) {
        return run != null && run.listener() instanceof OwedSense;
    }

    private static Irb lastIrb(Run active) {
        Gathering gathering = active.gathering();
        return gathering == null ? NO_IRB : gathering.last().orElse(NO_IRB);
    }

    private static boolean isIdle(SchibReading reading) {
        return reading instanceof SchibReading.Stored(Schib schib)
                && !schib.scsw().functionControl().start()
                && schib.scsw().activityControl().isZero();
    }

    private static boolean isGone(SchibReading reading) {
        return reading instanceof SchibReading.Failed(Errno errno) && errno == Errno.ENODEV;
    }

    private static Outcome gone() {
        return Outcome.of(Kind.DEVICE_NOT_OPERATIONAL, "the device is gone");
    }

    private static Outcome driverGone() {
        return new Outcome(
                Kind.START_FAILED,
                "the driver is in no state to halt or clear: the subchannel comes back by a new bind",
                OptionalInt.of(Errno.EIO.number()));
    }

    private static Outcome noPath() {
        return Outcome.of(Kind.PATH_NOT_OPERATIONAL, "the path went while the program was started on it");
    }

    private static Outcome terminated() {
        return Outcome.of(Kind.CANCELLED, "the program was ended by a halt or clear from elsewhere");
    }
}
