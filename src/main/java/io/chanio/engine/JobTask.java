package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.PathMask;
import io.chanio.engine.Outcome.Kind;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One job on its way through a lane: its programs, its timeline, and its pictures.
 *
 * <p>Threads: made by the thread that offers it, then owned by the lane's owner.
 */
final class JobTask implements Run.Listener {

    /** The lane that the job runs in. */
    interface Surroundings {

        EngineParts parts();

        DeviceClass deviceClass();

        /** The paths as they are now. */
        PathSituation paths();

        /** A program that must not run twice is about to be started: completes when what it changes is on record. */
        CompletionStage<Void> claim(ChannelProgram program);

        /** A program of a job ended. */
        Allegiance.Next programEnded(ChannelProgram program, RunResult result);

        /** What the job waits for is decided; from any thread. */
        void wake();

        /** The job is another than before. */
        void changed(JobTask task, Job job);

        /** The job ended; nothing more will be heard of it. */
        void ended(JobTask task, Job job);
    }

    /** Programs of one operation: far more than any has, so that an operation that never ends does. */
    private static final int PROGRAMS_MAX = 100_000;

    static final Outcome CANCELLED_BETWEEN =
            Outcome.of(Kind.CANCELLED, "cancelled on request; the operation's next program was not started");

    private static final System.Logger LOGGER = System.getLogger(JobTask.class.getName());

    private final JobRequest request;
    private final Surroundings lane;
    private final Instant submittedAt;
    private final long deadline;
    private StartRecord startRecord;

    private JobState state = JobState.QUEUED;
    private @Nullable Instant startedAt;
    private @Nullable Instant cancelRequestedAt;
    private int attempts;
    private int programs;
    private long channelNanos;
    private boolean anyRan;
    private @Nullable Run run;
    private Step.@Nullable Judge<?> judge;

    /** The judge is asked however the program ends. */
    private boolean attempting;

    private @Nullable ProgramResult lastResult;
    private @Nullable Job lastPicture;

    /** @param deadline when its time is up, on the engine's monotonic clock */
    JobTask(JobRequest request, Surroundings lane, Instant submittedAt, long deadline) {
        this.request = request;
        this.lane = lane;
        this.submittedAt = submittedAt;
        this.deadline = deadline;
        this.startRecord = newRecord();
    }

    private StartRecord newRecord() {
        return new StartRecord(lane.parts().ledger(), () -> lane.claim(firstProgram()), lane::wake);
    }

    /** A job that is offered now. */
    static JobTask offered(JobRequest request, Surroundings lane) {
        EngineParts parts = lane.parts();
        long deadline = parts.nanos().getAsLong() + request.timeout().toNanos();
        return new JobTask(request, lane, parts.clock().instant(), deadline);
    }

    /** A job that an earlier chanio had accepted; its time goes on from then. */
    static JobTask resumed(Resumed job, Surroundings lane) {
        EngineParts parts = lane.parts();
        Instant end = job.submittedAt().plus(job.request().timeout());
        long left = Duration.between(parts.clock().instant(), end).toNanos();
        JobTask task = new JobTask(
                job.request(), lane, job.submittedAt(), parts.nanos().getAsLong() + left);
        task.attempts = job.attempts();
        return task;
    }

    JobId id() {
        return request.id();
    }

    long deadline() {
        return deadline;
    }

    /** True once a program of it was handed to the subchannel. */
    boolean started() {
        return startedAt != null;
    }

    /** The job as it stands. */
    Job picture() {
        Job ended = lastPicture;
        return ended == null ? picture(null, null) : ended;
    }

    /** True once its first program was handed over, or it ended. */
    boolean begun() {
        return programs > 0 || state.ended();
    }

    /** How the record stands that it is about to be started; once its first program was handed over, nobody asks. */
    StartRecord.Standing startRecord() {
        return begun() ? StartRecord.Standing.MADE : startRecord.of(picture());
    }

    /** The next program to run; null when the job ended instead. */
    @Nullable
    Run nextRun() {
        if (run == null && !state.ended() && programs == 0) {
            begin();
        }
        return run;
    }

    Work work() {
        return request.work();
    }

    /** The control function that it asks for, to be done now. */
    FunctionRun function() {
        programs++;
        return new FunctionRun(request.work().function().orElseThrow(), id(), this);
    }

    /** How the job ends that its control function ended. */
    Outcome endOfOthers() {
        return LadderCause.of(request.work().function().orElseThrow(), id()).outcome(ProgramEnd.CONFIRMED);
    }

    /** Ends the job while nothing of it is on the subchannel. */
    void giveUp(Outcome outcome) {
        end(outcome, anyRan ? ProgramEnd.CONFIRMED : ProgramEnd.NEVER_RAN, null);
    }

    void cancelRequested() {
        if (cancelRequestedAt == null) {
            cancelRequestedAt = lane.parts().clock().instant();
        }
    }

    /** Its program is being ended for its client's sake: whoever looks at the job sees that. */
    void cancelling() {
        cancelRequested();
        lane.changed(this, picture());
    }

    @Override
    public void started(long now) {
        attempts++;
        if (startedAt == null) {
            // Not the time now: the start itself belongs to the channel's time, not to the queue's.
            Instant taken = lane.parts().instantOf(now);
            // A job may have come after the turn that takes it began.
            startedAt = taken.isBefore(submittedAt) ? submittedAt : taken;
            state = JobState.RUNNING;
        }
        lane.changed(this, picture());
    }

    @Override
    public void ended(RunResult result, long now) {
        Run ended = run;
        run = null;
        anyRan = anyRan || result.end() != ProgramEnd.NEVER_RAN;
        channelNanos += result.channelNanos();
        ChannelProgram program = ended == null ? ChannelProgram.of() : ended.program();
        if (lane.programEnded(program, result) == Allegiance.Next.ANOTHER_PATH && programs == 1) {
            programs = 0;
            startRecord = newRecord();
            return;
        }
        ProgramResult publicResult = new ProgramResult(
                program,
                lane.deviceClass(),
                result.outcome(),
                result.status(),
                result.irb(),
                result.sense(),
                result.data());
        lastResult = publicResult;
        Step.Judge<?> asked = judge;
        if (asked != null && (result.outcome().completed() || (attempting && Judgement.leavesRoom(result)))) {
            follow(() -> asked.judge(publicResult));
        } else {
            ProgramEnd end = result.end() == ProgramEnd.NEVER_RAN && anyRan ? ProgramEnd.CONFIRMED : result.end();
            end(result.outcome(), end, null);
        }
    }

    private void begin() {
        switch (request.work()) {
            case Work.RunProgram(ChannelProgram program, Effect ignored) -> run(program);
            case Work.RunRecipe(Recipe<?> recipe, var ignored) -> follow(recipe::begin);
            case Work.RunFunction(ControlFunction function) ->
                throw new IllegalStateException(function + " is no program");
            case Work.RunNamed(String name, var ignored, Effect effect) ->
                throw new IllegalStateException("the operation " + name + " was not looked up again");
        }
    }

    /** What it begins with; empty when that is no program, or none that must not run twice. */
    private ChannelProgram firstProgram() {
        return switch (request.work()) {
            case Work.RunProgram(ChannelProgram program, Effect ignored) -> program;
            case Work.RunRecipe(Recipe<?> recipe, var ignored) ->
                firstStep(recipe) instanceof Step.Run<?>(ChannelProgram program, var judged)
                        ? program
                        : ChannelProgram.of();
            case Work.RunFunction ignored -> ChannelProgram.of();
            case Work.RunNamed ignored -> ChannelProgram.of();
        };
    }

    private static @Nullable Step<?> firstStep(Recipe<?> recipe) {
        try {
            return recipe.begin();
        } catch (RuntimeException e) {
            // It will be said when the job is begun.
            return null;
        }
    }

    private void follow(Supplier<? extends Step<?>> ask) {
        Step<?> step;
        try {
            step = ask.get();
        } catch (RuntimeException e) {
            // An operation's mistake is its own job's end, not the lane's.
            LOGGER.log(System.Logger.Level.ERROR, "job " + id() + ": its operation failed", e);
            step = new Step.Unusable<>("the operation failed on what its program gave: " + e);
        }
        switch (step) {
            case Step.Run<?>(ChannelProgram program, Step.Judge<?> next) -> {
                judge = next;
                attempting = false;
                run(program);
            }
            case Step.Attempt<?>(ChannelProgram program, Step.Judge<?> next) -> {
                judge = next;
                attempting = true;
                run(program);
            }
            case Step.LookAtPaths<?>(var next) -> follow(() -> next.apply(lane.paths()));
            case Step.Done<?>(Object result) -> end(completed(), ProgramEnd.CONFIRMED, result);
            case Step.Unusable<?>(String detail) ->
                end(Outcome.of(Kind.OPERATION_FAILED, detail), ProgramEnd.CONFIRMED, null);
        }
    }

    private void run(ChannelProgram program) {
        if (programs > 0 && cancelRequestedAt != null) {
            end(CANCELLED_BETWEEN, ProgramEnd.CONFIRMED, null);
            return;
        }
        if (++programs > PROGRAMS_MAX) {
            end(
                    Outcome.of(Kind.OPERATION_FAILED, "more than " + PROGRAMS_MAX + " programs"),
                    ProgramEnd.CONFIRMED,
                    null);
            return;
        }
        PathMask paths = program.orb().paths();
        run = new Run(program, paths, deadline, this);
    }

    private Outcome completed() {
        if (lastResult == null) {
            return Outcome.of(Kind.COMPLETED, "the operation needed no program");
        }
        return lastResult.outcome().completed()
                ? lastResult.outcome()
                : Outcome.of(Kind.COMPLETED, "the operation came to its result");
    }

    private void end(Outcome outcome, ProgramEnd end, @Nullable Object result) {
        run = null;
        state = Judgement.stateOf(outcome.kind(), end, request.work().effectOnDevice());
        Job ended = picture(outcome, result);
        lastPicture = ended;
        lane.ended(this, ended);
    }

    private Job picture(@Nullable Outcome outcome, @Nullable Object result) {
        return new Job(
                request,
                lane.parts().backend(),
                state,
                submittedAt,
                Optional.ofNullable(startedAt),
                outcome == null
                        ? Optional.empty()
                        : Optional.of(lane.parts().clock().instant()),
                attempts,
                Optional.ofNullable(cancelRequestedAt),
                Optional.ofNullable(outcome),
                Optional.ofNullable(lastResult),
                Optional.ofNullable(result),
                startedAt == null ? Optional.empty() : Optional.of(Duration.ofNanos(channelNanos)));
    }
}
