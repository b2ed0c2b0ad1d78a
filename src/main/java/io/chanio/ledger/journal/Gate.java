package io.chanio.ledger.journal;

import java.util.concurrent.Semaphore;

/**
 * Keeps batches and the two ends of a compaction apart. Without it a compaction that begins within a batch would tear it
 * over the files it makes, and a file that it has given up could be written to before its note of that is gone, after which
 * a crash would take the file away.
 *
 * <p>Threads: the writer, and one compaction at a time, which may enter and leave on different threads.
 */
final class Gate {

    private final Semaphore one = new Semaphore(1, true);
    private volatile boolean compactionIsIn;

    void enter() {
        one.acquireUninterruptibly();
    }

    void leave() {
        one.release();
    }

    void compactionEnters() {
        enter();
        compactionIsIn = true;
    }

    /** Does nothing when it is not in. */
    void compactionLeaves() {
        if (compactionIsIn) {
            compactionIsIn = false;
            leave();
        }
    }
}
