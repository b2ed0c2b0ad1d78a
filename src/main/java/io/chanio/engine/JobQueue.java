package io.chanio.engine;

import io.chanio.engine.Outcome.Kind;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait for one subchannel: bounded exactly, in the order of their arrival, each with a time that may be up.
 * Those that ask for control functions stand in a row of their own, before all others: a full queue does not keep anybody
 * from clearing the subchannel.
 *
 * <p>Threads: {@link #reserve}, {@link #giveBack}, {@link #add}, {@link #depth} and {@link #capacity} from any; the rest belongs to the lane's
 * owner.
 */
final class JobQueue {

    /** Control functions that may wait. */
    static final int FUNCTIONS_MAX = 16;

    private record Row(Slots places, ArrayDeque<JobTask> waiting) {

        Row(int capacity) {
            this(new Slots(capacity), new ArrayDeque<>());
        }

        @Nullable
        JobTask poll() {
            JobTask task = waiting.poll();
            if (task != null) {
                places.release();
            }
            return task;
        }
    }

    private final Row functions = new Row(FUNCTIONS_MAX);
    private final Row programs;
    private final List<Row> rows;
    private final Queue<JobTask> arrivals = new ConcurrentLinkedQueue<>();
    private long nearest = Stage.NEVER;

    JobQueue(int capacity) {
        this.programs = new Row(capacity);
        this.rows = List.of(functions, programs);
    }

    /** Takes a place, which {@link #add} fills. */
    Slots.Answer reserve(Work work) {
        return rowOf(work).places().take();
    }

    /** Takes places for programs, all or none; {@link #add} fills each, or {@link #giveBack} gives it back. */
    Slots.Answer reserve(int count) {
        return programs.places().take(count);
    }

    void giveBack(int count) {
        programs.places().release(count);
    }

    /** Puts a job on its reserved place. */
    void add(JobTask task) {
        arrivals.add(task);
    }

    /** Puts a job of an earlier chanio in, whatever the capacity. Before any other thread knows the queue. */
    void resume(JobTask task) {
        rowOf(task.work()).places().takeBeyond();
        arrivals.add(task);
    }

    /** Jobs that wait for their turn on the subchannel. */
    int depth() {
        return programs.places().inUse();
    }

    int capacity() {
        return programs.places().capacity();
    }

    /** True when nothing waits, and nobody is on his way. */
    boolean isEmpty() {
        return rows.stream().allMatch(row -> row.places().inUse() == 0);
    }

    /** Gives no more places. */
    void close() {
        rows.forEach(row -> row.places().close());
    }

    boolean closed() {
        return programs.places().closed();
    }

    /** Lets in what arrived. Returns how many. */
    int takeArrivals() {
        int taken = 0;
        for (JobTask task = arrivals.poll(); task != null; task = arrivals.poll()) {
            rowOf(task.work()).waiting().add(task);
            nearest = Math.min(nearest, task.deadline());
            taken++;
        }
        return taken;
    }

    /** Takes out the job whose turn it is on the subchannel; null when none waits. */
    @Nullable
    JobTask poll() {
        return programs.poll();
    }

    /** Takes out the next job that asks for a control function; null when none waits. */
    @Nullable
    JobTask pollFunction() {
        return functions.poll();
    }

    /** Takes out the job with this id; null when it does not wait. */
    @Nullable
    JobTask take(JobId id) {
        for (Row row : rows) {
            for (Iterator<JobTask> each = row.waiting().iterator(); each.hasNext(); ) {
                JobTask task = each.next();
                if (task.id().equals(id)) {
                    each.remove();
                    row.places().release();
                    return task;
                }
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
        nearest = Stage.NEVER;
        int expired = 0;
        for (Row row : rows) {
            expired += expire(row, now);
        }
        return expired;
    }

    private int expire(Row row, long now) {
        int expired = 0;
        for (Iterator<JobTask> each = row.waiting().iterator(); each.hasNext(); ) {
            JobTask task = each.next();
            if (now >= task.deadline()) {
                each.remove();
                row.places().release();
                task.giveUp(Outcome.of(Kind.TIMED_OUT, "its time was up while it waited in the queue"));
                expired++;
            } else {
                nearest = Math.min(nearest, task.deadline());
            }
        }
        return expired;
    }

    /** Ends the jobs that wait, but for those that {@code stay} says a restart will run. Returns how many there were. */
    int leave(Outcome why, Predicate<JobId> stay) {
        int left = 0;
        for (Row row : rows) {
            for (JobTask task = row.poll(); task != null; task = row.poll()) {
                if (!stay.test(task.id())) {
                    task.giveUp(why);
                }
                left++;
            }
        }
        return left;
    }

    /** Ends all jobs that wait. Returns how many. */
    int endAll(Outcome why) {
        return leave(why, ignored -> false);
    }

    private Row rowOf(Work work) {
        return work.function().isPresent() ? functions : programs;
    }
}
