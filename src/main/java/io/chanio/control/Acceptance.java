package io.chanio.control;

import io.chanio.css.SubchannelId;
import io.chanio.engine.History;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobIds;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobRequest;
import io.chanio.engine.LaneView;
import io.chanio.engine.Lanes;
import io.chanio.engine.Recording;
import io.chanio.engine.Room;
import io.chanio.engine.Submission;
import io.chanio.engine.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The way of a job from a request into its lane: room in the record, the checks, the lane, and the record on disk where the
 * client is told to rely on it.
 *
 * <p>Threads: any.
 */
final class Acceptance {

    /** How often a request looks anew when the one before it with the same key came to nothing. */
    private static final int ATTEMPTS_MAX = 8;

    private final Lanes lanes;
    private final History history;
    private final JobIds ids;
    private final Duration timeout;

    /** @param timeout of a job whose client names none */
    Acceptance(Lanes lanes, History history, JobIds ids, Duration timeout) {
        this.lanes = lanes;
        this.history = history;
        this.ids = ids;
        this.timeout = timeout;
    }

    /** What became of checking what a client wants for the lane it is meant for. */
    sealed interface Checked {

        record Fit(Work work) implements Checked {}

        record Refused(Submitted why) implements Checked {}
    }

    CompletionStage<Submitted> of(JobTerms terms, Function<LaneView, Checked> check) {
        Checked checked = onUsableLane(terms, check);
        // A request with a key may be one that came before, when the subchannel was in another state.
        return terms.key().isEmpty() && checked instanceof Checked.Refused(Submitted why)
                ? now(why)
                : attempt(terms, checked, ATTEMPTS_MAX);
    }

    /** Accepted once the job would survive a restart. */
    CompletionStage<Submitted> recorded(JobRecord job) {
        return history.promise(job.job().id()).thenApply(recording -> switch (recording) {
            case Recording.Recorded(JobRecord now) -> new Submitted.Accepted(now);
            // It ended and was given up already: its client has at least how it was.
            case Recording.NoJob() -> new Submitted.Accepted(job);
            case Recording.Failed(String detail) -> new Submitted.LedgerUnavailable(detail);
        });
    }

    private CompletionStage<Submitted> attempt(JobTerms terms, Checked checked, int attemptsLeft) {
        JobId id = ids.next();
        return switch (history.reserve(id, terms.keeping(), terms.key())) {
            case Room.Taken() -> taken(id, terms, checked);
            case Room.Full() -> now(new Submitted.HistoryFull());
            case Room.KeyReused() -> now(new Submitted.KeyReused());
            case Room.Expired(JobId earlier) -> now(new Submitted.KeyExpired(earlier));
            case Room.Unavailable(String detail) -> now(new Submitted.LedgerUnavailable(detail));
            case Room.Replayed(JobId earlier) -> replayed(earlier, terms, checked, attemptsLeft);
        };
    }

    private CompletionStage<Submitted> replayed(JobId earlier, JobTerms terms, Checked checked, int attemptsLeft) {
        return history.promise(earlier).thenCompose(recording -> switch (recording) {
            case Recording.Recorded(JobRecord record) -> now(new Submitted.Replayed(record));
            case Recording.Failed(String detail) -> now(new Submitted.LedgerUnavailable(detail));
            case Recording.NoJob() ->
                attemptsLeft > 0
                        ? attempt(terms, checked, attemptsLeft - 1)
                        : now(new Submitted.LedgerUnavailable("requests with this key keep being refused"));
        });
    }

    private CompletionStage<Submitted> taken(JobId id, JobTerms terms, Checked checked) {
        try {
            return switch (checked) {
                case Checked.Refused(Submitted why) -> now(why);
                case Checked.Fit(Work work) -> offer(id, terms, work);
            };
        } finally {
            // The record of an accepted job has taken its place already.
            history.release(id);
        }
    }

    private Checked onUsableLane(JobTerms terms, Function<LaneView, Checked> check) {
        Optional<LaneView> lane = lanes.find(terms.subchannel());
        if (lane.isEmpty()) {
            return new Checked.Refused(new Submitted.UnknownSubchannel(terms.subchannel()));
        }
        return takesJobs(lane.get())
                ? check.apply(lane.get())
                : new Checked.Refused(new Submitted.Unavailable(lane.get()));
    }

    private CompletionStage<Submitted> offer(JobId id, JobTerms terms, Work work) {
        JobRequest request =
                new JobRequest(id, terms.subchannel(), work, terms.timeout().orElse(timeout), terms.label());
        return switch (lanes.offer(request)) {
            case Submission.Queued(Job job) -> accepted(recordOf(job), terms.keeping());
            case Submission.QueueFull(int capacity) -> now(new Submitted.QueueFull(capacity));
            case Submission.Unavailable(LaneView lane) -> now(new Submitted.Unavailable(lane));
            case Submission.NoSubchannel(SubchannelId subchannel) -> now(new Submitted.UnknownSubchannel(subchannel));
            case Submission.Draining() -> now(new Submitted.Draining());
        };
    }

    private CompletionStage<Submitted> accepted(JobRecord job, Keeping keeping) {
        return switch (keeping) {
            case PROMISED -> recorded(job);
            case WHILE_ROOM -> now(new Submitted.Accepted(job));
        };
    }

    private JobRecord recordOf(Job job) {
        return history.find(job.id()).orElseGet(() -> new JobRecord(job, 0, true));
    }

    private static CompletionStage<Submitted> now(Submitted submitted) {
        return CompletableFuture.completedFuture(submitted);
    }

    private static boolean takesJobs(LaneView lane) {
        return switch (lane.state()) {
            case OPERATIONAL, BUSY -> true;
            case NOT_OPERATIONAL, QUARANTINED, ALLOCATED, CLOSED -> false;
        };
    }
}
