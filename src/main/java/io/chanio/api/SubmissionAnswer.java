package io.chanio.api;

import io.chanio.control.Jobs;
import io.chanio.control.Submitted;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.JobRecord;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The answer to a submission: at once, or when the job ended, or when the time for that ran out. */
final class SubmissionAnswer {

    private final Jobs jobs;
    private final Preference preference;
    private final String instance;

    SubmissionAnswer(Jobs jobs, Preference preference, UriInfo uri) {
        this.jobs = jobs;
        this.preference = preference;
        this.instance = uri.getRequestUri().getRawPath();
    }

    /** A client that waits may get its answer without a record on disk; one with a key may ask again whatever breaks. */
    static Keeping keeping(Preference preference, Optional<IdempotencyKey> key) {
        return preference.waitAtMost().isPresent() && key.isEmpty() ? Keeping.WHILE_ROOM : Keeping.PROMISED;
    }

    CompletionStage<Response> to(CompletionStage<Submitted> submission) {
        return Hop.back(submission, Function.identity()).thenCompose(this::of);
    }

    private CompletionStage<Response> of(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Accepted(JobRecord record) -> ofJob(record, Answers::accepted);
            case Submitted.Replayed(JobRecord record) ->
                ofJob(record, Answers::standing).thenApply(SubmissionAnswer::replayed);
            case Submitted refusal -> CompletableFuture.completedFuture(Answers.refused(refusal, instance));
        };
    }

    private CompletionStage<Response> ofJob(JobRecord record, Function<JobRecord, Response> atOnce) {
        Optional<Duration> wait = preference.waitAtMost();
        if (wait.isEmpty()) {
            return CompletableFuture.completedFuture(atOnce.apply(record));
        }
        return Hop.back(jobs.await(record.job().id(), new Awaited.End(), wait.get()), found -> found.orElse(record))
                .thenCompose(now -> now.job().state().ended()
                        ? CompletableFuture.completedFuture(Answers.ok(now, wait.get()))
                        : Hop.back(jobs.promised(now), this::withoutEnd));
    }

    private Response withoutEnd(Submitted promised) {
        return promised instanceof Submitted.Accepted(JobRecord record)
                ? Answers.accepted(record)
                : Answers.refused(promised, instance);
    }

    private static Response replayed(Response answer) {
        return Response.fromResponse(answer).header(Idempotency.REPLAYED, true).build();
    }
}
