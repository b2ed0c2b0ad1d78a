package io.chanio.control;

import io.chanio.css.SubchannelId;
import io.chanio.engine.CallRefused;
import io.chanio.engine.Cancellation;
import io.chanio.engine.ControlFunction;
import io.chanio.engine.History;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobIds;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.LaneView;
import io.chanio.engine.Lanes;
import io.chanio.operation.Operation;
import io.chanio.operation.OperationCatalogue;
import io.chanio.program.ProgramCheck;
import io.chanio.program.ProgramDraft;
import io.chanio.program.ProgramFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What can be asked of jobs. Callable from any thread; no call waits. Stages complete on the thread that made the change:
 * whoever continues there must hop away first.
 */
public final class Jobs {

    /** A disk that takes longer to record a job's end is as good as full. */
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(10);

    private final Lanes lanes;
    private final History history;
    private final OperationCatalogue operations;
    private final Acceptance acceptance;
    private final BatchAcceptance batches;

    public Jobs(Lanes lanes, History history, OperationCatalogue operations, JobIds ids, Settings settings) {
        this.lanes = lanes;
        this.history = history;
        this.operations = operations;
        Fitting fitting = new Fitting(operations, settings.arenaBytes());
        this.acceptance = new Acceptance(lanes, history, ids, fitting, settings.timeout());
        this.batches = new BatchAcceptance(acceptance, lanes, history, ids);
    }

    /**
     * @param timeout of a job whose client names none
     * @param arenaBytes memory for one program
     */
    public record Settings(Duration timeout, int arenaBytes) {}

    /** Checks a program for this lane's device and queues it; completes once what is answered would survive a restart. */
    public CompletionStage<Submitted> submit(JobTerms terms, ProgramDraft draft) {
        return acceptance.of(terms, new Wanted.Program(draft));
    }

    /**
     * Queues an operation; completes as above.
     *
     * @param parameters as they came: whole numbers are Integer, Long or BigInteger
     */
    public CompletionStage<Submitted> submit(JobTerms terms, String operation, Map<String, Object> parameters) {
        return acceptance.of(terms, new Wanted.Operation(operation, parameters));
    }

    /** Queues a control function before all other jobs; it ends what runs. Completes as above. */
    public CompletionStage<Submitted> submit(JobTerms terms, ControlFunction function) {
        return acceptance.of(terms, new Wanted.Function(function));
    }

    /**
     * Queues programs and operations for several subchannels, those of one subchannel in their order. Completes once all
     * that is answered would survive a restart.
     */
    public CompletionStage<BatchSubmitted> submit(List<BatchItem> items, Atomicity atomicity) {
        return batches.of(items, atomicity);
    }

    /** The operations that there are. */
    public List<Operation> operations() {
        return operations.list();
    }

    /** What is wrong with a program, were it for this lane's device. */
    public List<ProgramFault> faultsOf(ProgramDraft draft, LaneView lane) {
        return switch (draft.resolve(lane.deviceClass())) {
            case ProgramCheck.Invalid(List<ProgramFault> faults) -> faults;
            case ProgramCheck.Valid ignored -> List.of();
        };
    }

    public Optional<JobRecord> find(JobId job) {
        return history.find(job);
    }

    /** At most {@code limit} jobs, newest first, all older than {@code before}. */
    public List<JobRecord> list(JobFilter filter, Optional<JobId> before, int limit) {
        return history.list(filter, before, limit);
    }

    /** The record when what is awaited holds or the time ran out; empty when there is no such record. */
    public CompletionStage<Optional<JobRecord>> await(JobId job, Awaited awaited, Duration atMost) {
        return history.await(job, awaited, atMost);
    }

    /** A job whose client now leaves without its end: it will ask for it again, after a restart too. */
    public CompletionStage<Submitted> promised(JobRecord job) {
        return acceptance.recorded(job);
    }

    /** Cancels a job: one that waits at once, one that runs by a halt, then a clear; it may still end by itself. */
    public CompletionStage<Cancelled> cancel(JobId id) {
        Optional<JobRecord> known = history.find(id);
        if (known.isEmpty()) {
            return CompletableFuture.completedFuture(new Cancelled.UnknownJob(id));
        }
        JobRecord record = known.get();
        if (record.job().state().ended()) {
            return CompletableFuture.completedFuture(ofEnded(record));
        }
        SubchannelId subchannel = record.job().request().subchannel();
        CompletionStage<Cancelled> answer = Calls.answered(
                lanes.cancel(subchannel, id), found -> cancelled(found, record), refusal -> refused(refusal, record));
        return answer.thenCompose(this::whenShown);
    }

    /** An end is shown only when it is recorded. */
    private CompletionStage<Cancelled> whenShown(Cancelled cancelled) {
        return switch (cancelled) {
            case Cancelled.Done(JobRecord record) -> shown(record).thenApply(Cancelled.Done::new);
            case Cancelled.Ended(JobRecord record) -> shown(record).thenApply(Jobs::ofEnded);
            // A restart must not run again what its client was told to be ending.
            case Cancelled.Running running -> acceptance.recorded(running.job()).thenApply(ignored -> running);
            case Cancelled.NotOffered notOffered -> CompletableFuture.completedFuture(notOffered);
            case Cancelled.Refused refused -> CompletableFuture.completedFuture(refused);
            case Cancelled.OfAnotherNode another -> CompletableFuture.completedFuture(another);
            case Cancelled.Unavailable unavailable -> CompletableFuture.completedFuture(unavailable);
            case Cancelled.UnknownJob unknown -> CompletableFuture.completedFuture(unknown);
        };
    }

    private CompletionStage<JobRecord> shown(JobRecord record) {
        return history.await(record.job().id(), new Awaited.End(), SHOWN_WITHIN).thenApply(now -> now.orElse(record));
    }

    private Cancelled cancelled(Optional<Cancellation> answer, JobRecord before) {
        JobRecord now = history.find(before.job().id()).orElse(before);
        if (answer.isEmpty()) {
            return ofEnded(now);
        }
        return switch (answer.get()) {
            case Cancellation.Cancelled ignored -> new Cancelled.Done(now);
            case Cancellation.Running ignored -> new Cancelled.Running(now);
            case Cancellation.NotOffered ignored -> new Cancelled.NotOffered(now);
        };
    }

    private Cancelled refused(CallRefused refusal, JobRecord before) {
        JobRecord now = history.find(before.job().id()).orElse(before);
        return now.job().state().ended()
                ? ofEnded(now)
                : new Cancelled.Refused(refusal.reason(), String.valueOf(refusal.getMessage()));
    }

    private static Cancelled ofEnded(JobRecord record) {
        return record.job().state() == JobState.CANCELLED ? new Cancelled.Done(record) : new Cancelled.Ended(record);
    }
}
