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

    private static final Outcome WITHDRAWN = Outcome.of(Kind.CANCELLED, "cancelled on request, before it was started");

    private final JobQueue queue;
    private final Identification identification;
    private @Nullable JobTask current;

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
        return current == null;
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

    void ended(JobTask task) {
        if (task == current) {
            current = null;
        }
    }

    /** Puts programs on the idle subchannel, until one stays there. Returns how many jobs that was. */
    int proceed(Conductor conductor, long now) {
        int work = 0;
        // Ends: each pass ends a job or puts a program on the subchannel, and the queue is bounded.
        while (conductor.jobWaiting() == Reaction.START_WAITING) {
            JobTask task = next();
            if (task == null) {
                return work;
            }
            work++;
            current = task;
            Run run = task.nextRun();
            if (run != null) {
                conductor.begin(run, now);
            }
        }
        return work;
    }

    private @Nullable JobTask next() {
        if (current != null) {
            return current;
        }
        JobTask own = identification.asking();
        return own != null ? own : queue.poll();
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
            boolean withdrawn = conductor != null && !task.started() && withdraw(task, conductor, now);
            return Optional.of(
                    withdrawn ? new Cancellation.Cancelled(task.picture()) : new Cancellation.Running(task.picture()));
        }
        JobTask queued = queue.take(job);
        if (queued != null) {
            queued.cancelRequested();
            queued.giveUp(WITHDRAWN);
            return Optional.of(new Cancellation.Cancelled(queued.picture()));
        }
        return Optional.empty();
    }

    /** Takes back a program that waits to be started again, or behind a sense that is owed. */
    private static boolean withdraw(JobTask task, Conductor conductor, long now) {
        Run run = task.nextRun();
        if (run == null) {
            return false;
        }
        task.cancelRequested();
        return conductor.withdraw(run, WITHDRAWN, now);
    }
}
