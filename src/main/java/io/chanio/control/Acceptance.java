package io.chanio.control;

import io.chanio.control.Fitting.Checked;
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
    private final Fitting fitting;
    private final Duration timeout;

    /** @param timeout of a job whose client names none */
    Acceptance(Lanes lanes, History history, JobIds ids, Fitting fitting, Duration timeout) {
        this.lanes = lanes;
        this.history = history;
        this.ids = ids;
        this.fitting = fitting;
        this.timeout = timeout;
    }

    CompletionStage<Submitted> of(JobTerms terms, Wanted wanted) {
        Checked checked = check(terms.subchannel(), wanted);
        // A request with a key may be one that came before, when the subchannel was in another state.
        return terms.key().isEmpty() && checked instanceof Checked.Refused(Submitted why)
                ? now(why)
                : attempt(terms, checked, ATTEMPTS_MAX);
    }

    /** Whether there is a usable lane, and whether what is wanted fits it. */
    Checked check(SubchannelId subchannel, Wanted wanted) {
        Optional<LaneView> lane = lanes.find(subchannel);
        if (lane.isEmpty()) {
            return new Checked.Refused(new Submitted.UnknownSubchannel(subchannel));
        }
        return takesJobs(lane.get())
                ? fitting.check(wanted, lane.get())
                : new Checked.Refused(new Submitted.Unavailable(lane.get()));
    }

    /** What a lane is asked to do. */
    JobRequest request(JobId id, JobTerms terms, Work work) {
        return new JobRequest(id, terms.subchannel(), work, terms.timeout().orElse(timeout), terms.label());
    }

    /** What it means that a lane did not take a job. */
    static Submitted refusal(Submission submission) {
        return switch (submission) {
            case Submission.Queued(Job job) -> throw new IllegalArgumentException("the job was taken: " + job.id());
            case Submission.QueueFull(int capacity) -> new Submitted.QueueFull(capacity);
            case Submission.Unavailable(LaneView lane) -> new Submitted.Unavailable(lane);
            case Submission.NoSubchannel(SubchannelId subchannel) -> new Submitted.UnknownSubchannel(subchannel);
            case Submission.Draining() -> new Submitted.Draining();
        };
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

    private CompletionStage<Submitted> offer(JobId id, JobTerms terms, Work work) {
        Submission submission = lanes.offer(request(id, terms, work));
        return submission instanceof Submission.Queued(Job job)
                ? accepted(recordOf(job), terms.keeping())
                : now(refusal(submission));
    }

    private CompletionStage<Submitted> accepted(JobRecord job, Keeping keeping) {
        return switch (keeping) {
            case PROMISED -> recorded(job);
            case WHILE_ROOM -> now(new Submitted.Accepted(job));
        };
    }

    /** The record of a job that its lane took. */
    JobRecord recordOf(Job job) {
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
