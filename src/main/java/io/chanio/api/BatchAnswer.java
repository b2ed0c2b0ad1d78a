package io.chanio.api;

import io.chanio.api.request.Problem;
import io.chanio.api.request.ProblemType;
import io.chanio.control.BatchSubmitted;
import io.chanio.control.Jobs;
import io.chanio.control.Submitted;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.JobRecord;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The answer to a batch: at once, or when all its jobs ended, or when the time for that ran out. */
final class BatchAnswer {

    private static final String REFUSALS = "refusals";

    private final Jobs jobs;
    private final Preference preference;
    private final String path;

    BatchAnswer(Jobs jobs, Preference preference, UriInfo uri) {
        this.jobs = jobs;
        this.preference = preference;
        this.path = uri.getRequestUri().getRawPath();
    }

    /** A refused item, where it has all refused. */
    record RefusedItem(int item, Problem problem) {}

    CompletionStage<Response> to(CompletionStage<BatchSubmitted> submission) {
        return Hop.back(submission, Function.identity()).thenCompose(this::of);
    }

    private CompletionStage<Response> of(BatchSubmitted submitted) {
        return switch (submitted) {
            case BatchSubmitted.Each(List<Submitted> items) -> ofEach(items);
            case BatchSubmitted.NoneAccepted(List<BatchSubmitted.Refusal> refusals) ->
                CompletableFuture.completedFuture(noneAccepted(refusals));
            case BatchSubmitted.Refused(Submitted why) -> CompletableFuture.completedFuture(Answers.refused(why, path));
        };
    }

    private CompletionStage<Response> ofEach(List<Submitted> items) {
        if (items.stream().allMatch(Submitted.LedgerUnavailable.class::isInstance)) {
            return CompletableFuture.completedFuture(Answers.refused(items.getFirst(), path));
        }
        Optional<Duration> wait = preference.waitAtMost();
        return wait.isEmpty()
                ? CompletableFuture.completedFuture(standing(items))
                : Hop.back(ended(items, wait.get()), now -> waited(now, wait.get()));
    }

    /** Who must act says the status: the client may come again when nothing else stands in the way. */
    private Response noneAccepted(List<BatchSubmitted.Refusal> refusals) {
        List<RefusedItem> refused = refusals.stream()
                .map(refusal -> new RefusedItem(refusal.item(), RefusedSubmission.problem(refusal.why(), path)))
                .toList();
        RefusedItem last = refused.stream()
                .filter(item -> !item.problem().isForNow())
                .findFirst()
                .orElseGet(() -> refused.stream()
                        .max(Comparator.comparingInt(item -> item.problem().status()))
                        .orElseThrow());
        String detail = "nothing was accepted: item %d: %s%s"
                .formatted(
                        last.item(),
                        last.problem().detail(),
                        refused.size() == 1 ? "" : "; and %d more, see %s".formatted(refused.size() - 1, REFUSALS));
        Problem problem = last.problem().isForNow()
                ? last.problem().withDetail(detail)
                : Problem.of(ProblemType.BATCH_REFUSED, detail, path);
        return Answers.of(problem.with(REFUSALS, refused));
    }

    private CompletionStage<List<Submitted>> ended(List<Submitted> items, Duration wait) {
        CompletionStage<List<Submitted>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Submitted item : items) {
            all = all.thenCombine(ended(item, wait), (before, next) -> {
                before.add(next);
                return before;
            });
        }
        return all;
    }

    private CompletionStage<Submitted> ended(Submitted item, Duration wait) {
        return switch (item) {
            case Submitted.Accepted(JobRecord job) -> ended(job, wait).thenApply(Submitted.Accepted::new);
            case Submitted.Replayed(JobRecord job) -> ended(job, wait).thenApply(Submitted.Replayed::new);
            case Submitted refused -> CompletableFuture.completedFuture(refused);
        };
    }

    private CompletionStage<JobRecord> ended(JobRecord job, Duration wait) {
        return jobs.await(job.job().id(), new Awaited.End(), wait).thenApply(found -> found.orElse(job));
    }

    private Response waited(List<Submitted> items, Duration wait) {
        Response answer = standing(items);
        return anyOpen(items)
                ? answer
                : Response.fromResponse(answer)
                        .header(Answers.PREFERENCE_APPLIED, Preference.applied(wait))
                        .build();
    }

    /** 202 while there is something to wait for. */
    private Response standing(List<Submitted> items) {
        Response.ResponseBuilder answer = anyOpen(items) ? Response.accepted() : Response.ok();
        if (items.stream().anyMatch(Submitted.Replayed.class::isInstance)) {
            answer.header(Idempotency.REPLAYED, true);
        }
        return answer.type(MediaType.APPLICATION_JSON)
                .entity(BatchDocument.of(items, path))
                .build();
    }

    private static boolean anyOpen(List<Submitted> items) {
        return items.stream().anyMatch(BatchAnswer::isOpen);
    }

    private static boolean isOpen(Submitted item) {
        return switch (item) {
            case Submitted.Accepted(JobRecord job) -> !job.job().state().ended();
            case Submitted.Replayed(JobRecord job) -> !job.job().state().ended();
            case Submitted refused -> false;
        };
    }
}
