package io.chanio.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the places of a bounded queue exactly, so that taking one and putting something there may lie apart.
 *
 * <p>Threads: any.
 */
final class Slots {

    /** What became of asking for a place. */
    enum Answer {
        TAKEN,
        FULL,
        CLOSED
    }

    private static final int CLOSED = Integer.MIN_VALUE;

    private final int capacity;

    /** Places taken; with {@link #CLOSED} added once no more are given. */
    private final AtomicInteger taken = new AtomicInteger();

    Slots(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    Answer take() {
        return take(1);
    }

    /** Takes all of {@code places}, or none. */
    Answer take(int places) {
        // Ends: a failed exchange means that another thread got its place.
        while (true) {
            int before = taken.get();
            if (before < 0) {
                return Answer.CLOSED;
            }
            if (places > capacity - before) {
                return Answer.FULL;
            }
            if (taken.compareAndSet(before, before + places)) {
                return Answer.TAKEN;
            }
        }
    }

    /** Takes a place whatever the capacity: of those that had one before the process was another. */
    void takeBeyond() {
        taken.incrementAndGet();
    }

    void release() {
        release(1);
    }

    void release(int places) {
        taken.addAndGet(-places);
    }

    /** From now on no place is given. */
    void close() {
        taken.getAndUpdate(before -> before < 0 ? before : before + CLOSED);
    }

    boolean closed() {
        return taken.get() < 0;
    }

    /** Places that are taken. */
    int inUse() {
        return taken.get() & Integer.MAX_VALUE;
    }
}
