package io.chanio.control;

import io.chanio.engine.History.Awaited;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.OtherNodes;
import io.chanio.engine.OtherNodes.Answer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The jobs of all chanio nodes that share a record: this one's own as they are in memory, the others' as they were written.
 * A job of this node is answered for without the record being asked.
 *
 * <p>Callable from any thread; no call waits. Stages complete on whichever thread read or changed the record: whoever
 * continues there must hop away first.
 */
public final class AllJobs {

    private static final Comparator<JobRecord> NEWEST_FIRST =
            Comparator.comparing((JobRecord record) -> record.job().id()).reversed();

    private final Jobs own;
    private final OtherNodes others;

    public AllJobs(Jobs own, OtherNodes others) {
        this.own = own;
        this.others = others;
    }

    /** What came of looking for one job. */
    public sealed interface Sought {

        record Found(JobRecord job) implements Sought {}

        record Unknown(JobId job) implements Sought {}

        /** It is none of this node's, and those of the others can't be read now. */
        record Unavailable(String detail) implements Sought {}
    }

    /** What came of listing jobs. */
    public sealed interface Listed {

        record Found(List<JobRecord> jobs) implements Listed {}

        /** There would be jobs missing: those of the other nodes can't be read now. */
        record Unavailable(String detail) implements Listed {}
    }

    public CompletionStage<Sought> find(JobId id) {
        return own.find(id)
                .<CompletionStage<Sought>>map(job -> CompletableFuture.completedFuture(new Sought.Found(job)))
                .orElseGet(() -> others.find(id).thenApply(answer -> sought(id, answer)));
    }

    /** The record when what is awaited holds or the time ran out; that of another node's job a little later. */
    public CompletionStage<Sought> await(JobId id, Awaited awaited, Duration atMost) {
        return own.find(id).isPresent()
                ? own.await(id, awaited, atMost).thenApply(job -> sought(id, job))
                : others.await(id, awaited, atMost).thenApply(answer -> sought(id, answer));
    }

    /** At most {@code limit} jobs, newest first, all older than {@code before}. */
    public CompletionStage<Listed> list(JobFilter filter, Optional<JobId> before, int limit) {
        List<JobRecord> here = own.list(filter, before, limit);
        return others.list(filter, before, limit).thenApply(answer -> switch (answer) {
            case Answer.Found<List<JobRecord>>(List<JobRecord> elsewhere) ->
                new Listed.Found(newest(here, elsewhere, limit));
            case Answer.Unavailable<List<JobRecord>>(String detail) -> new Listed.Unavailable(detail);
        });
    }

    /** Cancels a job of this node. */
    public CompletionStage<Cancelled> cancel(JobId id) {
        return own.find(id).isPresent()
                ? own.cancel(id)
                : others.find(id).thenApply(answer -> switch (sought(id, answer)) {
                    case Sought.Found(JobRecord job) -> new Cancelled.OfAnotherNode(job);
                    case Sought.Unknown(JobId unknown) -> new Cancelled.UnknownJob(unknown);
                    case Sought.Unavailable(String detail) -> new Cancelled.Unavailable(detail);
                });
    }

    private static Sought sought(JobId id, Answer<Optional<JobRecord>> answer) {
        return switch (answer) {
            case Answer.Found<Optional<JobRecord>>(Optional<JobRecord> job) -> sought(id, job);
            case Answer.Unavailable<Optional<JobRecord>>(String detail) -> new Sought.Unavailable(detail);
        };
    }

    private static Sought sought(JobId id, Optional<JobRecord> job) {
        return job.<Sought>map(Sought.Found::new).orElseGet(() -> new Sought.Unknown(id));
    }

    private static List<JobRecord> newest(List<JobRecord> here, List<JobRecord> elsewhere, int limit) {
        return elsewhere.isEmpty()
                ? here
                : Stream.concat(here.stream(), elsewhere.stream())
                        .sorted(NEWEST_FIRST)
                        .limit(limit)
                        .toList();
    }
}
