package io.chanio.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The record that a job is about to be started. A job that must not be run again by itself has to have it before.
 *
 * <p>Threads: the lane's owner, who is called when what it waits for is decided.
 */
final class StartRecord {

    /** How the record stands. */
    enum Standing {
        /** The job may be started. */
        MADE,
        /** It is on its way to the disk. */
        AWAITED,
        /** It can't be made: the job must not be started. */
        FAILED
    }

    private final Ledger ledger;
    private final Supplier<CompletionStage<Void>> before;
    private final Runnable bell;
    private @Nullable CompletableFuture<Void> made;

    /**
     * @param before asks for what must be on record with it
     * @param bell calls the lane's owner, from any thread
     */
    StartRecord(Ledger ledger, Supplier<CompletionStage<Void>> before, Runnable bell) {
        this.ledger = ledger;
        this.before = before;
        this.bell = bell;
    }

    /** Asks for the record the first time, and says how it stands. */
    Standing of(Job job) {
        if (job.request().work().effectOnDevice().repeatable()) {
            return Standing.MADE;
        }
        CompletableFuture<Void> record = made;
        if (record == null) {
            record = ask(job);
            made = record;
        }
        return !record.isDone()
                ? Standing.AWAITED
                : record.isCompletedExceptionally() ? Standing.FAILED : Standing.MADE;
    }

    private CompletableFuture<Void> ask(Job job) {
        CompletableFuture<Void> first = before.get().toCompletableFuture();
        // Asked for behind each other and awaited together: they go to the disk at once.
        CompletableFuture<Void> asked =
                CompletableFuture.allOf(first, ledger.starting(job).toCompletableFuture());
        if (!asked.isDone()) {
            // Not the stage behind the bell: that is done only when the bell has rung, and the owner may look before.
            CompletableFuture<Void> unused = asked.whenComplete((done, failure) -> bell.run());
        }
        return asked;
    }
}
