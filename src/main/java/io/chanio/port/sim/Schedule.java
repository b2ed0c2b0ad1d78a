package io.chanio.port.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in the channel subsystem: who is ready, in order, and who will be at some instant. Each subchannel
 * stands in it at most once, so it is never longer than the inventory.
 *
 * <p>Threads: any. Its lock is the innermost one: nothing is called while it is held.
 */
final class Schedule {

    /** A subchannel's place in the schedule. */
    static final class Turn {

        private final Subchannel subchannel;
        // Guarded by the lock of the schedule.
        private boolean ready;
        private @Nullable Instant due;

        Turn(Subchannel subchannel) {
            this.subchannel = subchannel;
        }

        private Instant due() {
            return due == null ? Instant.MIN : due;
        }
    }

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Turn> ready = new ArrayDeque<>();
    private final Queue<Turn> waiting = new PriorityQueue<>(Comparator.comparing(Turn::due));
    private boolean stopped;

    Schedule(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** The turn comes as soon as those that are ready before it were served. */
    void ready(Turn turn) {
        lock.lock();
        try {
            leaveWaiting(turn);
            if (!turn.ready) {
                turn.ready = true;
                ready.add(turn);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The turn comes once {@code due} has passed, instead of at any instant named before. */
    void at(Turn turn, Instant due) {
        lock.lock();
        try {
            leaveWaiting(turn);
            turn.due = due;
            waiting.add(turn);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next subchannel whose turn it is; null when there is none now, or no more after {@link #stop()}. */
    @Nullable
    Subchannel poll() {
        lock.lock();
        try {
            if (stopped) {
                return null;
            }
            Turn late = waiting.peek();
            if (late != null && !late.due().isAfter(clock.instant())) {
                leaveWaiting(late);
                return late.subchannel;
            }
            Turn turn = ready.poll();
            if (turn == null) {
                return null;
            }
            turn.ready = false;
            return turn.subchannel;
        } finally {
            lock.unlock();
        }
    }

    /** When the next deadline is, if there is any. */
    Optional<Instant> nextDue() {
        lock.lock();
        try {
            return Optional.ofNullable(waiting.peek()).map(Turn::due);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a turn may have come, or {@link #stop()}.
     *
     * @return false once stopped
     */
    boolean await() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped && ready.isEmpty() && pauseNanos() > 0) {
                long pause = pauseNanos();
                if (pause == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    changed.await(pause, TimeUnit.NANOSECONDS);
                }
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Ends every {@link #await()}, now and later, and the turns: those of an endless program would go on. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long pauseNanos() {
        Turn late = waiting.peek();
        return late == null
                ? Long.MAX_VALUE
                : Math.max(0, Duration.between(clock.instant(), late.due()).toNanos());
    }

    private void leaveWaiting(Turn turn) {
        if (turn.due != null) {
            waiting.remove(turn);
            turn.due = null;
        }
    }
}
