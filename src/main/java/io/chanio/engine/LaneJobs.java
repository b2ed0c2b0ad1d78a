package io.chanio.engine;

import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one lane: the one that is on its way over the subchannel, and which comes next. chanio's own, which asks the
 * device what it is, comes before all that wait.
 *
 * <p>Threads: the lane's owner.
 */
final class LaneJobs {

    static final Outcome WITHDRAWN = Outcome.of(Kind.CANCELLED, "cancelled on request, before it was started");

    private static final Outcome UNRECORDED = Outcome.of(
            Kind.START_FAILED,
            "it must not run twice, and that it was about to be started could not be recorded; see the log, and the disk");
    private static final Outcome UNRECORDED_IN_TIME =
            Outcome.of(Kind.TIMED_OUT, "its time was up before it was recorded that it is about to be started");

    /** Which job it is that ended. */
    enum Ended {
        /** The one on its way over the subchannel. */
        CURRENT,
        ANOTHER
    }

    private final JobQueue queue;
    private final Identification identification;
    private @Nullable JobTask current;

    /** The control function that is being done. */
    private @Nullable JobTask function;

    LaneJobs(SubchannelId subchannel, EngineParts parts, JobTask.Surroundings lane, JobQueue queue) {
        this.queue = queue;
        this.identification = new Identification(subchannel, parts, lane);
    }

    Identification identification() {
        return identification;
    }

    /** Asks the device anew what it is. */
    void identify(long now) {
        identification.ask(current, now);
    }

    /** True when no job is on its way. */
    boolean none() {
        return current == null && function == null;
    }

    /** The job on its way, if it is a client's. */
    Optional<JobId> running() {
        JobTask task = current;
        return task == null || isOwn(task) ? Optional.empty() : Optional.of(task.id());
    }

    /** True for the job that asks the device what it is: nobody outside hears of it. */
    boolean isOwn(JobTask task) {
        return task == identification.asking();
    }

    Ended ended(JobTask task) {
        if (task == function) {
            function = null;
            endBetween(task);
        }
        if (task != current) {
            return Ended.ANOTHER;
        }
        current = null;
        return Ended.CURRENT;
    }

    /** A function ended what was on the subchannel; an operation of which that was no program goes on no further either. */
    private void endBetween(JobTask ended) {
        JobTask task = current;
        if (task != null && task.started() && !isOwn(task)) {
            task.giveUp(ended.endOfOthers());
        }
    }

    /** Puts programs on the idle subchannel, until one stays there. Returns how many jobs that was. */
    int proceed(Conductor conductor, long now) {
        int work = perform(conductor, now);
        // Ends: each pass ends a job or puts a program on the subchannel, and the queue is bounded.
        while (conductor.jobWaiting() == Reaction.START_WAITING) {
            JobTask task = next();
            if (task == null) {
                return work;
            }
            current = task;
            if (awaitsRecord(task, now)) {
                return work;
            }
            work++;
            Run run = task.nextRun();
            if (run != null) {
                conductor.begin(run, now);
            }
        }
        return work;
    }

    /** Does the control functions that wait, one after the other. Returns how many it began. */
    private int perform(Conductor conductor, long now) {
        int work = 0;
        // Ends: each pass takes a job out of a bounded row.
        while (function == null && conductor.functionWaiting() == Reaction.PERFORM_WAITING) {
            JobTask next = queue.pollFunction();
            if (next == null) {
                return work;
            }
            work++;
            function = next;
            conductor.perform(next.function(), now);
        }
        return work;
    }

    /** True when a program of the job ended, and its next one is not on the subchannel yet. */
    private static boolean isBetween(JobTask task, Conductor conductor) {
        return task.begun() && conductor.state() == LaneState.IDLE;
    }

    /** When a job's time is up that waits for its record, on the engine's monotonic clock. */
    long nextDeadline() {
        JobTask task = current;
        return task != null && !task.begun() ? task.deadline() : Stage.NEVER;
    }

    /** True while the job may not be started yet; one that never may be, ends here. */
    private static boolean awaitsRecord(JobTask task, long now) {
        return switch (task.startRecord()) {
            case MADE -> false;
            case AWAITED -> {
                if (now < task.deadline()) {
                    yield true;
                }
                task.giveUp(UNRECORDED_IN_TIME);
                yield false;
            }
            case FAILED -> {
                task.giveUp(UNRECORDED);
                yield false;
            }
        };
    }

    /** chanio stops: a job that waits for its record is not started any more. */
    void stop() {
        JobTask task = current;
        if (task != null && !task.begun()) {
            task.giveUp(Lane.STOPPED);
        }
    }

    private @Nullable JobTask next() {
        if (current != null) {
            return current;
        }
        JobTask own = identification.asking();
        return own != null ? own : queue.poll();
    }

    /** True when no job is taken any more: what waited was ended, or left to the next start of chanio. */
    boolean closed() {
        return queue.closed();
    }

    /** Ends all jobs: nothing will run here. Returns how many waited. */
    int refuse(Outcome why) {
        if (current != null) {
            current.giveUp(why);
        }
        return queue.endAll(why);
    }

    /** Empty when the job is not here. */
    Optional<Cancellation> cancel(JobId job, @Nullable Conductor conductor, long now) {
        queue.takeArrivals();
        JobTask task = current;
        if (task != null && task.id().equals(job) && !isOwn(task)) {
            if (!task.begun()) {
                return Optional.of(withdraw(task));
            }
            return Optional.of(cancelBegun(task, conductor, now));
        }
        if (function != null && function.id().equals(job)) {
            // Nothing takes a halt, clear or reset back.
            return Optional.of(new Cancellation.Running(function.picture()));
        }
        JobTask queued = queue.take(job);
        return Optional.ofNullable(queued).map(LaneJobs::withdraw);
    }

    /** Ends a job that was never begun. */
    private static Cancellation withdraw(JobTask task) {
        task.cancelRequested();
        task.giveUp(WITHDRAWN);
        return new Cancellation.Cancelled(task.picture());
    }

    private static Cancellation cancelBegun(JobTask task, @Nullable Conductor conductor, long now) {
        if (conductor != null && withdraw(task, conductor, now)) {
            return new Cancellation.Cancelled(task.picture());
        }
        if (conductor == null || !conductor.offersHaltAndClear()) {
            return new Cancellation.NotOffered(task.picture());
        }
        task.cancelling();
        conductor.cancel(task, now);
        return new Cancellation.Running(task.picture());
    }

    /** Takes back a program that waits to be started, to be started again, or behind a sense that is owed. */
    private static boolean withdraw(JobTask task, Conductor conductor, long now) {
        Run run = task.nextRun();
        if (run == null) {
            return false;
        }
        task.cancelRequested();
        if (isBetween(task, conductor)) {
            task.giveUp(JobTask.CANCELLED_BETWEEN);
            return true;
        }
        return conductor.withdraw(run, WITHDRAWN, now);
    }
}
