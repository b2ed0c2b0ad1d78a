package io.chanio.ledger;

import io.chanio.engine.History.Awaited;
import io.chanio.engine.JobRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One request that waits for a job, until its deadline. */
final class Waiter {

    /** Deadlines first; the sequence keeps waiters with one deadline apart. */
    static final Comparator<Waiter> BY_DEADLINE =
            Comparator.comparing((Waiter waiter) -> waiter.deadline).thenComparingLong(waiter -> waiter.sequence);

    private final Entry entry;
    private final Awaited awaited;
    private final Instant deadline;
    private final long sequence;
    private final CompletableFuture<Optional<JobRecord>> answer = new CompletableFuture<>();

    Waiter(Entry entry, Awaited awaited, Instant deadline, long sequence) {
        this.entry = entry;
        this.awaited = awaited;
        this.deadline = deadline;
        this.sequence = sequence;
    }

    static boolean holds(Awaited awaited, JobRecord record) {
        boolean ended = record.job().state().ended();
        return switch (awaited) {
            case Awaited.End() -> ended;
            case Awaited.Change(long version) -> record.version() != version;
        };
    }

    boolean satisfied() {
        return holds(awaited, entry.record());
    }

    Entry entry() {
        return entry;
    }

    boolean dueAt(Instant now) {
        return !deadline.isAfter(now);
    }

    CompletableFuture<Optional<JobRecord>> answer() {
        return answer;
    }

    /** Outside the ledger's lock: whoever continues may do anything. */
    void complete() {
        answer.complete(Optional.of(entry.record()));
    }
}
