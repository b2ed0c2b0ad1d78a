package io.chanio.ledger;

import io.chanio.engine.History.Awaited;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.OtherNodes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The jobs of other chanio nodes, read from the record that all share. Questions wait for the record on threads of their own;
 * whoever awaits a job looks again from time to time, for nobody tells of the changes that another node makes.
 *
 * <p>Threads: any.
 */
public final class SharedJobs implements OtherNodes {

    /** How often whoever awaits a job looks again. */
    static final Duration PACE = Duration.ofMillis(500);

    /** Who may await jobs at once; more are answered without waiting. */
    static final int WAITERS_MAX = 64;

    /** A question that waited longer for its turn is not asked: the record is away, or slower than it is asked. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StoredJobs stored;
    private final String node;
    private final JobCodec codec;
    private final Threads threads;
    private final InstantSource clock;
    private final Semaphore seats = new Semaphore(WAITERS_MAX);

    /** @param node this chanio's own name */
    public SharedJobs(StoredJobs stored, String node, JobCodec codec, Threads threads, InstantSource clock) {
        this.stored = stored;
        this.node = node;
        this.codec = codec;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Where questions run.
     *
     * @param readers may wait; bounded, so that it may reject
     * @param later runs a task that does not wait after a while
     */
    public record Threads(Executor readers, Later later) {}

    /** Runs a task after a while. */
    @FunctionalInterface
    public interface Later {
        void run(Duration after, Runnable task);
    }

    @Override
    public CompletionStage<Answer<Optional<JobRecord>>> find(JobId job) {
        return ask(() ->
                stored.find(job).filter(found -> !found.node().equals(node)).map(this::record));
    }

    @Override
    public CompletionStage<Answer<List<JobRecord>>> list(JobFilter filter, Optional<JobId> before, int limit) {
        return ask(() -> stored.listOfOthers(filter, before, limit, found -> listed(record(found))));
    }

    @Override
    public CompletionStage<Answer<Optional<JobRecord>>> await(JobId job, Awaited awaited, Duration atMost) {
        if (!seats.tryAcquire()) {
            return find(job);
        }
        return look(job, awaited, clock.instant().plus(atMost)).whenComplete((answer, failure) -> seats.release());
    }

    private CompletionStage<Answer<Optional<JobRecord>>> look(JobId job, Awaited awaited, Instant deadline) {
        return find(job).thenCompose(answer -> {
            Duration left = Duration.between(clock.instant(), deadline);
            if (!left.isPositive() || settled(answer, awaited)) {
                return CompletableFuture.completedFuture(answer);
            }
            CompletableFuture<Void> again = new CompletableFuture<>();
            threads.later().run(left.compareTo(PACE) < 0 ? left : PACE, () -> again.complete(null));
            return again.thenCompose(ignored -> look(job, awaited, deadline));
        });
    }

    private static boolean settled(Answer<Optional<JobRecord>> answer, Awaited awaited) {
        return switch (answer) {
            case Answer.Found<Optional<JobRecord>>(Optional<JobRecord> job) ->
                job.isEmpty() || job.get().job().state().ended() || Waiter.holds(awaited, job.get());
            case Answer.Unavailable<Optional<JobRecord>> ignored -> true;
        };
    }

    private <T> CompletionStage<Answer<T>> ask(Supplier<T> question) {
        Instant asked = clock.instant();
        try {
            return CompletableFuture.supplyAsync(() -> answer(question, asked), threads.readers());
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(
                    new Answer.Unavailable<>("as many questions as may wait for the shared record already do"));
        }
    }

    private <T> Answer<T> answer(Supplier<T> question, Instant asked) {
        if (clock.instant().isAfter(asked.plus(PATIENCE))) {
            return new Answer.Unavailable<>("the shared record was not reached in " + PATIENCE.toSeconds() + " s");
        }
        try {
            return new Answer.Found<>(question.get());
        } catch (StoreUnusableException | DamagedStoreException e) {
            return new Answer.Unavailable<>(String.valueOf(e.getMessage()));
        }
    }

    private JobRecord record(StoredJob found) {
        JobRecord record =
                codec.decodeJob(found.job().key(), found.job().document()).record();
        return new JobRecord(record.job(), record.version(), record.dataKept(), Optional.of(found.node()));
    }

    private static JobRecord listed(JobRecord record) {
        return new JobRecord(Keepsake.brief(record.job()), record.version(), record.dataKept(), record.node());
    }
}
