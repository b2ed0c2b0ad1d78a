package io.chanio.engine;

import io.chanio.engine.Outcome.Kind;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait for one subchannel: bounded exactly, in the order of their arrival, each with a time that may be up.
 *
 * <p>Threads: {@link #reserve}, {@link #add}, {@link #depth} and {@link #capacity} from any; the rest belongs to the lane's
 * owner.
 */
final class JobQueue {

    private final Slots places;
    private final Queue<JobTask> arrivals = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<JobTask> waiting = new ArrayDeque<>();
    private long nearest = Stage.NEVER;

    JobQueue(int capacity) {
        this.places = new Slots(capacity);
    }

    /** Takes a place, which {@link #add} fills. */
    Slots.Answer reserve() {
        return places.take();
    }

    /** Puts a job on its reserved place. */
    void add(JobTask task) {
        arrivals.add(task);
    }

    int depth() {
        return places.inUse();
    }

    int capacity() {
        return places.capacity();
    }

    /** Gives no more places. */
    void close() {
        places.close();
    }

    /** Lets in what arrived. Returns how many. */
    int takeArrivals() {
        int taken = 0;
        for (JobTask task = arrivals.poll(); task != null; task = arrivals.poll()) {
            waiting.add(task);
            nearest = Math.min(nearest, task.deadline());
            taken++;
        }
        return taken;
    }

    boolean closed() {
        return places.closed();
    }

    /** Takes out the job whose turn it is; null when none waits. */
    @Nullable
    JobTask poll() {
        JobTask task = waiting.poll();
        if (task != null) {
            places.release();
        }
        return task;
    }

    /** Takes out the job with this id; null when it does not wait. */
    @Nullable
    JobTask take(JobId id) {
        for (Iterator<JobTask> each = waiting.iterator(); each.hasNext(); ) {
            JobTask task = each.next();
            if (task.id().equals(id)) {
                each.remove();
                places.release();
                return task;
            }
        }
        return null;
    }

    /** No job's time is up before this, on the engine's monotonic clock. */
    long nextDeadline() {
        return nearest;
    }

    /** Ends the jobs whose time is up. Returns how many. */
    int expire(long now) {
        if (now < nearest) {
            return 0;
        }
        int expired = 0;
        nearest = Stage.NEVER;
        for (Iterator<JobTask> each = waiting.iterator(); each.hasNext(); ) {
            JobTask task = each.next();
            if (now >= task.deadline()) {
                each.remove();
                places.release();
                task.giveUp(Outcome.of(Kind.TIMED_OUT, "its time was up while it waited in the queue"));
                expired++;
            } else {
                nearest = Math.min(nearest, task.deadline());
            }
        }
        return expired;
    }

    /** Puts a job of an earlier chanio in, whatever the capacity. Before any other thread knows the queue. */
    void resume(JobTask task) {
        places.takeBeyond();
        arrivals.add(task);
    }

    /** Ends the jobs that wait, but for those that {@code stay} says a restart will run. Returns how many there were. */
    int leave(Outcome why, Predicate<JobId> stay) {
        int left = 0;
        for (JobTask task = poll(); task != null; task = poll()) {
            if (!stay.test(task.id())) {
                task.giveUp(why);
            }
            left++;
        }
        return left;
    }

    /** Ends all jobs that wait. Returns how many. */
    int endAll(Outcome why) {
        return leave(why, ignored -> false);
    }
}
