package io.chanio.ledger.journal;

import io.chanio.ledger.Item;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.batch.Batch;
import io.chanio.ledger.batch.Waiting;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes all that is waiting into a batch, has it written, tells the receipts, and again.
 *
 * <p>After a write that failed nobody knows what the file holds. So nothing is written behind it: the journal is closed, and
 * before the next batch the files are looked through as at a start.
 *
 * <p>Threads: {@link #open} once, then one that runs it; {@link #trouble} any.
 */
final class Writer implements Runnable {

    private static final System.Logger LOGGER = System.getLogger(Writer.class.getName());

    private final Waiting<byte[]> waiting;
    private final StoreObserver observer;
    private final LongSupplier nanoClock;
    private final Function<Trouble, OpenJournal> opening;

    /** What a batch that failed should have forgotten. */
    private final Set<String> owedRemovals = new LinkedHashSet<>();

    private @Nullable OpenJournal journal;
    private @Nullable Thread compaction;
    private volatile Trouble trouble = new Trouble();
    private long healedAt;

    Writer(
            Waiting<byte[]> waiting,
            StoreObserver observer,
            LongSupplier nanoClock,
            Function<Trouble, OpenJournal> opening) {
        this.waiting = waiting;
        this.observer = observer;
        this.nanoClock = nanoClock;
        this.opening = opening;
    }

    /** Everything there is. */
    List<Item> open() throws Exception {
        Trouble none = new Trouble();
        OpenJournal opened = opening.apply(none);
        try {
            List<Item> items = opened.load();
            journal = opened;
            trouble = none;
            return items;
        } catch (Exception e) {
            opened.close();
            throw e;
        }
    }

    /** Why nothing new should be asked for. */
    Optional<String> trouble() {
        Trouble now = trouble;
        return now.failure().or(now::noRoom);
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            Batch<byte[]> batch = new Batch<>(item -> item.length);
            owedRemovals.forEach(batch::remove);
            more = waiting.take(batch);
            serve(batch);
        }
        awaitCompaction();
        close();
    }

    /** Nothing may end the one thread that writes, or leave somebody waiting for his receipt. */
    private void serve(Batch<byte[]> batch) {
        try {
            heal();
            if (!batch.isEmpty()) {
                write(batch);
            }
            compactWhenWorthwhile();
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "A fault in the writing of the record of jobs; it is opened anew", e);
            trouble.fail(e);
            owedRemovals.addAll(batch.removals());
            batch.failed(Trouble.text(e));
        }
    }

    /** Not more often than the pause, however much is asked for: the files are read for it. */
    private void heal() {
        long now = nanoClock.getAsLong();
        if (trouble().isEmpty()
                || (healedAt != 0 && now - healedAt < TimeUnit.SECONDS.toNanos(Waiting.PAUSE_SECONDS))) {
            return;
        }
        healedAt = now;
        if (trouble.failure().isPresent()) {
            reopen();
        } else if (trouble.noRoom().isPresent() && journal != null) {
            journal.seekRoom();
        }
    }

    private void reopen() {
        awaitCompaction();
        close();
        try {
            open();
            LOGGER.log(System.Logger.Level.INFO, "The record of jobs is written again.");
        } catch (Exception e) {
            trouble.report(e);
        }
    }

    private void write(Batch<byte[]> batch) {
        Optional<String> failed = attempt(batch);
        if (failed.isEmpty()) {
            owedRemovals.clear();
            batch.stored();
            return;
        }
        owedRemovals.clear();
        owedRemovals.addAll(batch.removals());
        batch.failed(failed.get());
    }

    /** Why it is not stored for sure. */
    private Optional<String> attempt(Batch<byte[]> batch) {
        OpenJournal open = journal;
        if (open == null || trouble.failure().isPresent()) {
            return trouble.failure().or(() -> Optional.of("the record of jobs is not open"));
        }
        if (trouble.noRoom().isPresent() && !open.hasRoomAtHand(batch)) {
            return trouble.noRoom();
        }
        try {
            open.append(batch);
        } catch (Exception e) {
            trouble.report(e);
            // Whatever it was: a part of the batch may be there.
            trouble.fail(e);
        }
        Optional<String> failure = trouble.failure();
        if (failure.isEmpty()) {
            observer.forced(open.forceNanos(), batch.asked());
        } else {
            LOGGER.log(System.Logger.Level.ERROR, "The record of jobs could not be written: {0}", failure.get());
        }
        return failure;
    }

    private void compactWhenWorthwhile() {
        OpenJournal open = journal;
        boolean idle = compaction == null || !compaction.isAlive();
        try {
            if (idle && open != null && trouble().isEmpty() && open.wantsCompaction()) {
                compaction =
                        Thread.ofPlatform().name("chanio-ledger-compaction").start(open::compact);
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The record of jobs was not compacted: {0}", Trouble.text(e));
        }
    }

    private void awaitCompaction() {
        try {
            if (compaction != null) {
                compaction.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }
}
