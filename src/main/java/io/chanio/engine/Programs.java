package io.chanio.engine;

import io.chanio.css.DeviceStatus;
import io.chanio.css.Irb;
import io.chanio.css.PathMask;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Gets programs on the subchannel, over refusals, and takes them off it: what comes between two programs.
 *
 * <p>Threads: the lane's owner.
 */
final class Programs {

    /** Seldom the machine's memory: the kernel pins a running program's pages, and counts them against a limit. */
    private static final String TOO_LITTLE_LOCKED =
            ": chanio may be allowed too little locked memory, raise RLIMIT_MEMLOCK (docs/running-on-z.md, section 5)";

    private final Stage stage;
    private final Ladder ladder;

    Programs(Stage stage) {
        this.stage = stage;
        this.ladder = new Ladder(stage, this);
    }

    Ladder ladder() {
        return ladder;
    }

    /** Puts a program on the subchannel; a sense that is owed goes before it. */
    void begin(Run first, long now) {
        if (stage.owed == null) {
            stage.run = first;
            start(first, now);
        } else {
            stage.run = null;
            stage.next = first;
            rest(now);
        }
    }

    private void start(Run active, long now) {
        if (now >= active.deadline()) {
            expire(active, now);
            return;
        }
        switch (stage.starter.attempt(active, now)) {
            case Starter.Attempt.Started() -> {
                stage.suspected = false;
                stage.enter(LaneState.STARTED, active.deadline(), now + stage.times.statusCheckInterval());
            }
            case Starter.Attempt.Later(Errno errno) -> retryLater(active, errno, now);
            case Starter.Attempt.Busy() -> startBusy(active, now);
            case Starter.Attempt.Over(Outcome outcome) -> {
                conclude(active, RunResult.neverRan(outcome), now);
                rest(now);
            }
            case Starter.Attempt.DeviceGone(Outcome outcome) -> ladder.deviceGone(outcome, now);
            case Starter.Attempt.DriverGone(Outcome outcome) -> ladder.close(outcome, outcome, now);
        }
    }

    private void retryLater(Run active, Errno errno, long now) {
        if (active.mayRetry(now, stage.times.startRetryTime())) {
            pause(active, active.nextPause(stage.times.startPauseMin(), stage.times.startPauseMax()), now);
            return;
        }
        startFailed(active, errno, "the start was refused with " + errno + " for too long" + advice(errno), now);
    }

    /**
     * Something is on the subchannel: status that is due, or, when the SCHIB shows no program, a result that was lost. That
     * result is not this run's, which never was on the subchannel: whose it was has ended before, as STATUS_LOST or in an
     * earlier life of chanio. So the clear makes way, and the run is started as if it came only now.
     */
    private void startBusy(Run active, long now) {
        SchibReading reading = stage.paths.refresh();
        if (PathInformation.isGone(reading)) {
            ladder.deviceGone(Outcome.deviceGone(), now);
            return;
        }
        boolean idle = PathInformation.isIdle(reading);
        boolean stale = (idle && stage.suspected) || !active.mayRetry(now, stage.times.startRetryTime());
        stage.suspected = idle;
        if (!stale) {
            long wait = idle
                    ? stage.times.lostStatusGrace()
                    : active.nextPause(stage.times.startPauseMin(), stage.times.startPauseMax());
            pause(active, wait, now);
        } else if (stage.functions.offersHaltAndClear() && active.firstClear()) {
            ladder.climb(LaneState.CLEARING, LadderCause.STALE, now);
        } else {
            startFailed(active, Errno.EBUSY, "the subchannel stayed busy with what this job did not start", now);
        }
    }

    private void startFailed(Run active, Errno errno, String detail, long now) {
        Outcome outcome = new Outcome(Kind.START_FAILED, detail, OptionalInt.of(errno.number()));
        conclude(active, RunResult.neverRan(outcome), now);
        rest(now);
    }

    private static String advice(Errno errno) {
        return errno == Errno.ENOMEM ? TOO_LITTLE_LOCKED : "";
    }

    private void pause(Run active, long nanos, long now) {
        stage.enter(LaneState.PAUSED, active.deadline(), now + nanos);
    }

    void expire(Run active, long now) {
        Outcome outcome = Outcome.of(Kind.TIMED_OUT, "its time was up before the subchannel took its program");
        conclude(active, RunResult.neverRan(outcome), now);
        rest(now);
    }

    /** Deferred condition code 1: safe for writes too, nothing was executed. */
    void startAgain(Irb irb, long now) {
        Run active = stage.active();
        noteOwed(irb);
        if (active.statusWasPending() > stage.times.restarts()) {
            Outcome outcome = Outcome.of(
                    Kind.START_FAILED, "status was pending at each of " + (stage.times.restarts() + 1) + " starts");
            conclude(active, RunResult.neverRan(outcome), now);
            rest(now);
        } else if (stage.owed != null) {
            begin(active, now);
        } else {
            pause(active, active.nextPause(stage.times.startPauseMin(), stage.times.startPauseMax()), now);
        }
    }

    /**
     * Makes a start again that found the device busy: safe for writes too, nothing was executed. The device end or control
     * unit end that follows makes it at once, a timer otherwise. False when {@code irb} is no such end, or the time for it is
     * up.
     */
    boolean awaitsDevice(Irb irb, long now) {
        Run active = stage.run;
        Gathering gathering = active == null ? null : active.gathering();
        if (active == null
                || gathering == null
                || !gathering.foundDeviceBusy(irb)
                || !active.mayAwaitDevice(now, stage.times.busyTime())) {
            return false;
        }
        active.notExecuted();
        pause(active, active.nextBusyPause(stage.times.busyPauseMin(), stage.times.busyPauseMax()), now);
        return true;
    }

    void takeEvent(Irb irb, long now) {
        noteOwed(irb);
        Run waiting = stage.run;
        if (stage.owed != null && waiting != null) {
            begin(waiting, now);
        } else if (stage.owed != null) {
            rest(now);
        } else if (stage.state == LaneState.PAUSED) {
            // The interruption that was due, maybe: the start need not wait longer.
            stage.lookAt = now;
        }
    }

    /** chanio's own RELEASE of a device that is reserved; what follows is up to {@link #rest}. */
    void release(long now) {
        if (stage.allegiance.mustRelease()) {
            begin(stage.allegiance.release(now + stage.times.releaseTime()), now);
        }
    }

    /** Takes status that is no program's; what it owes is fetched before it is told. */
    void noteOwed(Irb irb) {
        Optional<PathMask> path = Gathering.owedSensePath(irb);
        // A sense that is being fetched anyway takes all that the device holds.
        if (path.isPresent() && stage.owed == null && !Stage.isSense(stage.run) && !stage.state.refusesJobs()) {
            stage.owed = new OwedSense(path.get(), null, null, sense -> stage.listener.event(irb, Optional.of(sense)));
        } else if (InterruptionMeaning.speaksUnasked(irb.scsw())) {
            stage.listener.event(irb, Optional.empty());
        }
    }

    /** Takes status of the program; what the device says beside that is an event. */
    void gather(Gathering gathering, Irb irb) {
        gathering.add(irb);
        if (irb.scsw().deviceStatus().map(Programs::speaksBeside).orElse(false)) {
            stage.listener.event(irb, Optional.empty());
        }
    }

    private static boolean speaksBeside(DeviceStatus status) {
        return status.attention() || status.controlUnitEnd();
    }

    /** The run is over: whoever waits for it hears of it, and the subchannel is free of it. */
    void conclude(Run active, RunResult result, long now) {
        stage.run = null;
        if (stage.state == LaneState.STARTED || stage.state == LaneState.PAUSED) {
            // Before it is told: whoever hears of the end finds the subchannel free.
            stage.enter(LaneState.IDLE, Stage.NEVER, Stage.NEVER);
        }
        active.listener().ended(result, now);
    }

    /** Nothing is on the subchannel: what must come before the queue comes now. */
    void rest(long now) {
        stage.enter(LaneState.IDLE, Stage.NEVER, Stage.NEVER);
        stage.suspected = false;
        if (stage.giveBack) {
            ladder.giveBackReleased(now);
        } else if (stage.owed != null) {
            OwedSense due = stage.owed;
            stage.owed = null;
            stage.run = due.run(now + stage.times.senseTime());
            start(stage.run, now);
        } else if (stage.next != null) {
            stage.run = stage.next;
            stage.next = null;
            start(stage.run, now);
        }
    }
}
