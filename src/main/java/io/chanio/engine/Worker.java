package io.chanio.engine;

import io.chanio.os.EventPoll;
import io.chanio.port.Irq;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Owns lanes and the epoll set of their descriptors; its {@link #doWork} is all that ever runs in them. Steppable: a
 * {@link WorkerRunner} gives it a thread, a test or a benchmark calls it by hand.
 *
 * <p>Threads: one owner; {@link #take}, {@link #leave}, {@link #wake}, {@link #beginDrain} and the health readings are for
 * every thread. A signal is known by its lane's seat. Seats change only between the signals of one wait and the next wait,
 * and a lane leaves its seat only when its descriptors were taken out before: no signal of one lane reaches another.
 */
final class Worker implements Lane.Owner {

    private static final System.Logger LOGGER = System.getLogger(Worker.class.getName());
    private static final Irq[] IRQS = Irq.values();
    private static final long BUSY_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final EventPoll poll;
    private final LongSupplier nanos;
    private final long drainNanos;
    private final Seats seats = new Seats();
    private final Queue<Lane> newcomers = new ConcurrentLinkedQueue<>();
    private final Queue<Lane> leavers = new ConcurrentLinkedQueue<>();
    private final Queue<Lane> woken = new ConcurrentLinkedQueue<>();

    /** No lane has anything due before this; may be early, never late. */
    private long nearest = Stage.NEVER;

    private boolean drained;
    private boolean finished;
    private long windowBegan;
    private long windowBusy;

    private volatile boolean draining;
    private volatile long heartbeat;
    private volatile double busyRatio;

    Worker(String name, EventPoll poll, LongSupplier nanos, EngineLimits limits) {
        this.name = name;
        this.poll = poll;
        this.nanos = nanos;
        this.drainNanos = limits.drainTime().toNanos();
        this.heartbeat = nanos.getAsLong();
        this.windowBegan = heartbeat;
    }

    String name() {
        return name;
    }

    /** Takes a lane, before anybody else knows it. */
    void take(Lane lane) {
        newcomers.add(lane);
        poll.wake();
    }

    /** Lets a lane go that is closed, or was never open: another one stands for its subchannel, or none. */
    void leave(Lane lane) {
        leavers.add(lane);
        poll.wake();
    }

    /** Waits until a lane has work, at most {@code waitMillis}, and does it. Returns how much that was. */
    int doWork(int waitMillis) {
        // Before the newcomers are taken: whoever came before the drain began is drained.
        boolean drainNow = draining;
        int ready = poll.await(woken.isEmpty() ? untilNearest(waitMillis) : 0);
        long now = nanos.getAsLong();
        heartbeat = now;
        int work = 0;
        for (int i = 0; i < ready; i++) {
            work += signalled(poll.token(i), now);
        }
        work += changeSeats(now) + turnWoken(now);
        if (now >= nearest) {
            work += sweep(now);
        }
        if (drainNow) {
            drain(now);
        }
        measure(now);
        return work;
    }

    private int changeSeats(long now) {
        int work = 0;
        for (Lane lane = leavers.poll(); lane != null; lane = leavers.poll()) {
            Lane leaver = lane;
            guarded(leaver, () -> leaver.retire(now), now);
            unseat(leaver);
            work++;
        }
        return work + admit(now);
    }

    private int admit(long now) {
        int work = 0;
        for (Lane lane = newcomers.poll(); lane != null; lane = newcomers.poll()) {
            Lane newcomer = lane;
            int token = seats.take(newcomer) * IRQS.length;
            guarded(newcomer, () -> watch(newcomer, token), now);
            guarded(newcomer, () -> newcomer.begin(now), now);
            nearest = Math.min(nearest, newcomer.nextDeadline());
            // Another may stand for its subchannel before it ever began.
            unseat(newcomer);
            work++;
        }
        return work;
    }

    private int turnWoken(long now) {
        int work = 0;
        // Once around at most: who is woken meanwhile comes after the interruptions that arrived meanwhile.
        for (int turns = 0; turns <= seats.taken(); turns++) {
            Lane lane = woken.poll();
            if (lane == null) {
                break;
            }
            if (!newcomers.isEmpty()) {
                // It may be one of them: nobody takes a turn before he has begun.
                work += admit(now);
            }
            work += turn(lane, now);
            unseat(lane);
        }
        return work;
    }

    private void unseat(Lane lane) {
        if (lane.deserted()) {
            seats.leave(lane);
        }
    }

    private void watch(Lane lane, int token) {
        for (int irq = 0; irq < IRQS.length; irq++) {
            int descriptor = lane.descriptor(IRQS[irq]);
            if (descriptor >= 0) {
                poll.watch(descriptor, token + irq);
            }
        }
    }

    @Override
    public void wake(Lane lane) {
        woken.add(lane);
        poll.wake();
    }

    @Override
    public void letGo(Lane lane) {
        for (Irq irq : IRQS) {
            int descriptor = lane.descriptor(irq);
            if (descriptor >= 0) {
                unwatch(lane, descriptor);
            }
        }
    }

    private void unwatch(Lane lane, int descriptor) {
        try {
            poll.unwatch(descriptor);
        } catch (RuntimeException e) {
            // It could not be watched either; the port must be closed all the same.
            LOGGER.log(System.Logger.Level.DEBUG, "subchannel " + lane.subchannel(), e);
        }
    }

    /** From now on lanes take no jobs, and {@link #finished} becomes true when nothing runs any more. */
    void beginDrain() {
        draining = true;
        poll.wake();
    }

    boolean finished() {
        return finished;
    }

    /** Lets go of all lanes and of the epoll set. */
    void close() {
        seats.each(Lane::close);
        newcomers.forEach(Lane::close);
        poll.close();
    }

    /** When the worker last came around, on the engine's monotonic clock. */
    long heartbeat() {
        return heartbeat;
    }

    /** The part of its time that the worker worked, 0 to 1, over the last second or so. */
    double busyRatio() {
        return busyRatio;
    }

    private int untilNearest(int waitMillis) {
        long left = nearest - nanos.getAsLong();
        if (left <= 0) {
            return 0;
        }
        // Rounded up: a wait that ends just before the deadline would be made again and again.
        long millis = nearest == Stage.NEVER ? waitMillis : TimeUnit.NANOSECONDS.toMillis(left - 1) + 1;
        return (int) Math.min(waitMillis, millis);
    }

    private int signalled(int token, long now) {
        Lane lane = seats.at(token / IRQS.length);
        if (lane == null) {
            return 0;
        }
        Irq irq = IRQS[token % IRQS.length];
        try {
            lane.signalled(irq, now);
        } catch (RuntimeException e) {
            fail(lane, e, now);
        }
        return 1 + turn(lane, now);
    }

    private int turn(Lane lane, long now) {
        int work = 0;
        try {
            work = lane.turn(now);
        } catch (RuntimeException e) {
            fail(lane, e, now);
        }
        nearest = Math.min(nearest, lane.nextDeadline());
        return work;
    }

    private int sweep(long now) {
        nearest = Stage.NEVER;
        int work = 0;
        for (int seat = 0; seat < seats.count(); seat++) {
            Lane lane = seats.at(seat);
            if (lane == null) {
                continue;
            }
            if (now >= lane.nextDeadline()) {
                work += turn(lane, now);
            } else {
                nearest = Math.min(nearest, lane.nextDeadline());
            }
        }
        return work;
    }

    private void drain(long now) {
        boolean quiet = newcomers.isEmpty();
        for (int seat = 0; seat < seats.count(); seat++) {
            Lane lane = seats.at(seat);
            if (lane == null) {
                continue;
            }
            if (!drained) {
                guarded(lane, () -> lane.drain(now + drainNanos, now), now);
                nearest = Math.min(nearest, lane.nextDeadline());
            }
            quiet &= lane.quiet();
        }
        drained = true;
        finished = quiet;
    }

    /** The outermost loop of a lane: what fails in one lane stays there. */
    private static void guarded(Lane lane, Runnable step, long now) {
        try {
            step.run();
        } catch (RuntimeException e) {
            fail(lane, e, now);
        }
    }

    private static void fail(Lane lane, RuntimeException failure, long now) {
        try {
            lane.failed(failure, now);
        } catch (RuntimeException again) {
            LOGGER.log(System.Logger.Level.ERROR, "subchannel " + lane.subchannel() + " failed while it failed", again);
        }
    }

    private void measure(long began) {
        long now = nanos.getAsLong();
        windowBusy += now - began;
        long window = now - windowBegan;
        if (window >= BUSY_WINDOW_NANOS) {
            busyRatio = Math.min(1.0, (double) windowBusy / window);
            windowBegan = now;
            windowBusy = 0;
        }
    }
}
