package io.chanio.control;

import io.chanio.control.Fitting.Checked;
import io.chanio.engine.History;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobIds;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JointSubmission;
import io.chanio.engine.Lanes;
import io.chanio.engine.Recording;
import io.chanio.engine.Room;
import io.chanio.engine.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of several jobs from one request into their lanes: room in the record for all, then places in the queues, and only
 * then is any of them offered.
 *
 * <p>A job of a batch is always recorded from its acceptance on. With a key, each item has one of its own: a request that
 * comes again finds the jobs that came of the first, and asks anew only for what is in no record.
 *
 * <p>Threads: any. One batch is accepted after the other, which takes no waiting: of two that want the same room, none
 * fails because of what the other held and gave back.
 */
final class BatchAcceptance {

    private final Acceptance acceptance;
    private final Lanes lanes;
    private final History history;
    private final JobIds ids;
    private final Object turn = new Object();

    BatchAcceptance(Acceptance acceptance, Lanes lanes, History history, JobIds ids) {
        this.acceptance = acceptance;
        this.lanes = lanes;
        this.history = history;
        this.ids = ids;
    }

    /** Where an item stands. */
    private sealed interface Standing {

        /** It has room in the record, and may be offered. */
        record Ready(JobRequest request) implements Standing {}

        /** Its lane took it. */
        record Taken(JobRecord job) implements Standing {}

        /** An earlier request became this job. */
        record Earlier(JobId job) implements Standing {}

        record Refused(Submitted why) implements Standing {}
    }

    /** What came of it before anything was waited for. */
    private sealed interface Begun {

        record Items(List<Standing> items) implements Begun {}

        record Over(BatchSubmitted answer) implements Begun {}
    }

    CompletionStage<BatchSubmitted> of(List<BatchItem> items, Atomicity atomicity) {
        Begun begun;
        synchronized (turn) {
            begun = begin(items, atomicity);
        }
        return switch (begun) {
            case Begun.Over(BatchSubmitted answer) -> CompletableFuture.completedFuture(answer);
            case Begun.Items(List<Standing> each) -> whenRecorded(each);
        };
    }

    private Begun begin(List<BatchItem> items, Atomicity atomicity) {
        List<Standing> standings = new ArrayList<>(items.size());
        try {
            for (BatchItem item : items) {
                standings.add(reserved(item));
            }
            Optional<BatchSubmitted> refusal = refusalOfAll(standings);
            if (refusal.isPresent()) {
                return new Begun.Over(refusal.get());
            }
            // What was begun before, by a request with the same key, can only be completed.
            boolean fresh = standings.stream().noneMatch(Standing.Earlier.class::isInstance);
            return fresh && atomicity == Atomicity.ALL_OR_NONE
                    ? offeredTogether(standings)
                    : new Begun.Items(standings.stream().map(this::offered).toList());
        } finally {
            // The record of an accepted job has taken its place already.
            standings.forEach(this::release);
        }
    }

    /** Takes room in the record for an item that fits its lane. */
    private Standing reserved(BatchItem item) {
        JobTerms terms = item.terms();
        Checked checked = acceptance.check(terms.subchannel(), item.wanted());
        // An item with a key may be one that came before, when the subchannel was in another state.
        if (terms.key().isEmpty() && checked instanceof Checked.Refused(Submitted why)) {
            return new Standing.Refused(why);
        }
        JobId id = ids.next();
        return switch (history.reserve(id, Keeping.PROMISED, terms.key())) {
            case Room.Taken() -> withRoom(id, terms, checked);
            case Room.Full() -> new Standing.Refused(new Submitted.HistoryFull());
            case Room.KeyReused() -> new Standing.Refused(new Submitted.KeyReused());
            case Room.Expired(JobId earlier) -> new Standing.Refused(new Submitted.KeyExpired(earlier));
            case Room.Unavailable(String detail) -> new Standing.Refused(new Submitted.LedgerUnavailable(detail));
            case Room.Replayed(JobId earlier) -> new Standing.Earlier(earlier);
        };
    }

    private Standing withRoom(JobId id, JobTerms terms, Checked checked) {
        return switch (checked) {
            case Checked.Fit(var work) -> new Standing.Ready(acceptance.request(id, terms, work));
            case Checked.Refused(Submitted why) -> {
                history.release(id);
                yield new Standing.Refused(why);
            }
        };
    }

    private void release(Standing standing) {
        if (standing instanceof Standing.Ready(JobRequest request)) {
            history.release(request.id());
        }
    }

    /** What the key says of the request as a whole. */
    private static Optional<BatchSubmitted> refusalOfAll(List<Standing> standings) {
        List<Submitted> refusals = standings.stream()
                .filter(Standing.Refused.class::isInstance)
                .map(standing -> ((Standing.Refused) standing).why())
                .toList();
        Optional<Submitted> reused =
                refusals.stream().filter(Submitted.KeyReused.class::isInstance).findFirst();
        Optional<Submitted> expired =
                refusals.stream().filter(Submitted.KeyExpired.class::isInstance).findFirst();
        // Beside one whose record is gone, one without a trace is another such whose key is forgotten: it may have run.
        boolean other = standings.stream().anyMatch(Standing.Ready.class::isInstance)
                || standings.stream().noneMatch(Standing.Earlier.class::isInstance);
        return reused.or(() -> expired.filter(ignored -> other)).map(BatchSubmitted.Refused::new);
    }

    private Begun offeredTogether(List<Standing> standings) {
        List<BatchSubmitted.Refusal> refusals = new ArrayList<>();
        List<JobRequest> requests = new ArrayList<>();
        for (int item = 0; item < standings.size(); item++) {
            switch (standings.get(item)) {
                case Standing.Ready(JobRequest request) -> requests.add(request);
                case Standing.Refused(Submitted why) -> refusals.add(new BatchSubmitted.Refusal(item, why));
                case Standing.Taken ignored -> throw new IllegalStateException("nothing was offered yet");
                case Standing.Earlier ignored -> throw new IllegalStateException("not all or none");
            }
        }
        if (!refusals.isEmpty()) {
            return new Begun.Over(new BatchSubmitted.NoneAccepted(refusals));
        }
        return switch (lanes.offerTogether(requests)) {
            case JointSubmission.Queued(List<Job> jobs) -> new Begun.Items(taken(jobs));
            case JointSubmission.Refused(var ofLanes) -> {
                for (int item = 0; item < requests.size(); item++) {
                    Submission ofLane = ofLanes.get(requests.get(item).subchannel());
                    if (ofLane != null) {
                        refusals.add(new BatchSubmitted.Refusal(item, Acceptance.refusal(ofLane)));
                    }
                }
                yield new Begun.Over(new BatchSubmitted.NoneAccepted(refusals));
            }
        };
    }

    private List<Standing> taken(List<Job> jobs) {
        return jobs.stream()
                .<Standing>map(job -> new Standing.Taken(acceptance.recordOf(job)))
                .toList();
    }

    private Standing offered(Standing standing) {
        if (!(standing instanceof Standing.Ready(JobRequest request))) {
            return standing;
        }
        Submission submission = lanes.offer(request);
        return submission instanceof Submission.Queued(Job job)
                ? new Standing.Taken(acceptance.recordOf(job))
                : new Standing.Refused(Acceptance.refusal(submission));
    }

    private CompletionStage<BatchSubmitted> whenRecorded(List<Standing> standings) {
        CompletionStage<List<Submitted>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Standing standing : standings) {
            all = all.thenCombine(recorded(standing), (before, next) -> {
                before.add(next);
                return before;
            });
        }
        return all.thenApply(BatchSubmitted.Each::new);
    }

    private CompletionStage<Submitted> recorded(Standing standing) {
        return switch (standing) {
            case Standing.Taken(JobRecord job) -> acceptance.recorded(job);
            case Standing.Earlier(JobId job) ->
                history.promise(job).thenApply(recording -> switch (recording) {
                    case Recording.Recorded(JobRecord record) -> new Submitted.Replayed(record);
                    case Recording.NoJob() -> new Submitted.KeyExpired(job);
                    case Recording.Failed(String detail) -> new Submitted.LedgerUnavailable(detail);
                });
            case Standing.Refused(Submitted why) -> CompletableFuture.completedFuture(why);
            case Standing.Ready(JobRequest request) -> throw new IllegalStateException("not offered: " + request.id());
        };
    }
}
