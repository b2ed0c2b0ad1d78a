package io.chanio.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.SubchannelId;
import io.chanio.engine.CallRefused;
import io.chanio.engine.Cancellation;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobIds;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.LaneView;
import io.chanio.engine.Submission;
import io.chanio.ledger.Limits;
import io.chanio.ledger.MemoryLedger;
import io.chanio.operation.OperationCatalogue;
import io.chanio.program.CcwDraft;
import io.chanio.program.OrbOptions;
import io.chanio.program.ProgramDraft;
import io.chanio.program.ProgramFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of submitting and cancelling jobs, with one place in the record of jobs. */
class JobsTest {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int ARENA_BYTES = 100_000;
    private static final int DISK = 1;
    private static final int TAPE = 2;

    private Instant now = FakeLanes.ACCEPTED_AT;
    private final MemoryLedger ledger =
            new MemoryLedger(new Limits(Duration.ofHours(24), 1, 1000, Duration.ofMinutes(10), 1), () -> now);
    private final FakeLanes lanes = new FakeLanes(ledger);
    private final Jobs jobs = new Jobs(
            lanes,
            ledger,
            new OperationCatalogue(),
            new JobIds(() -> now, new Random(1)),
            new Jobs.Settings(DEFAULT_TIMEOUT, ARENA_BYTES));

    @BeforeEach
    void twoLanes() {
        lanes.lanes.add(FakeLanes.lane(DISK, LaneView.State.BUSY, Optional.of(FakeLanes.A_3390)));
        lanes.lanes.add(FakeLanes.lane(TAPE, LaneView.State.OPERATIONAL, Optional.of(FakeLanes.A_TAPE)));
    }

    @Test
    void acceptsAProgramAndRecordsIt() {
        JobRecord accepted = accept();

        assertThat(accepted.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(lanes.offered).hasSize(1);
        assertThat(lanes.offered.getFirst().timeout()).isEqualTo(DEFAULT_TIMEOUT);
        assertThat(jobs.find(accepted.job().id())).contains(accepted);
    }

    @Test
    void takesTheClientsTimeoutAndLabel() {
        Duration timeout = Duration.ofSeconds(1);
        JobTerms terms = new JobTerms(
                new SubchannelId(0, DISK),
                Optional.of(timeout),
                Optional.of("mine"),
                Keeping.WHILE_ROOM,
                Optional.empty());

        jobs.submit(terms, program(nop()));

        assertThat(lanes.offered.getFirst().timeout()).isEqualTo(timeout);
        assertThat(lanes.offered.getFirst().label()).contains("mine");
    }

    @Test
    void givesThePlaceInTheRecordBackWhateverTheLaneAnswers() {
        refusedAs(new Submission.QueueFull(7), new Submitted.QueueFull(7));
        refusedAs(new Submission.Draining(), new Submitted.Draining());
        LaneView gone = FakeLanes.lane(DISK, LaneView.State.NOT_OPERATIONAL, Optional.empty());
        refusedAs(new Submission.Unavailable(gone), new Submitted.Unavailable(gone));
        lanes.answer = request -> {
            throw new IllegalStateException("a mistake");
        };
        assertThatThrownBy(() -> submit(DISK, nop())).hasMessage("a mistake");

        lanes.answer = queueing();
        assertThat(submit(DISK, nop())).isInstanceOf(Submitted.Accepted.class);
    }

    @Test
    void refusesWhenTheRecordHasNoRoomThatCouldBeGivenUp() {
        JobRecord first = accept();

        assertThat(submit(DISK, nop())).isEqualTo(new Submitted.HistoryFull());

        assertThat(lanes.offered).as("no lane was asked").hasSize(1);
        change(first, JobState.SUCCEEDED);
        assertThat(submit(DISK, nop())).isInstanceOf(Submitted.Accepted.class);
    }

    @Test
    void keepsTheRecordOfAPromisedJobAWhile() {
        JobRecord first = accept();
        change(first, JobState.SUCCEEDED);
        jobs.promised(first);

        assertThat(submit(DISK, nop())).isEqualTo(new Submitted.HistoryFull());

        now = now.plus(Duration.ofMinutes(10));
        assertThat(submit(DISK, nop())).isInstanceOf(Submitted.Accepted.class);
    }

    @Test
    void knowsOnlyTheSubchannelsThatThereAre() {
        assertThat(submit(9, nop())).isEqualTo(new Submitted.UnknownSubchannel(new SubchannelId(0, 9)));
    }

    @ParameterizedTest
    @EnumSource(
            value = LaneView.State.class,
            names = {"NOT_OPERATIONAL", "QUARANTINED", "ALLOCATED", "CLOSED"})
    void refusesWhatTheSubchannelsStateForbids(LaneView.State state) {
        LaneView unusable = FakeLanes.lane(5, state, Optional.empty());
        lanes.lanes.add(unusable);

        assertThat(submit(5, nop())).isEqualTo(new Submitted.Unavailable(unusable));
        assertThat(lanes.offered).isEmpty();
    }

    @Test
    void namesTheFaultsOfAProgramForThisDevice() {
        assertThat(submit(TAPE, read("READ_COUNT_KEY_AND_DATA", 8)))
                .isInstanceOfSatisfying(Submitted.InvalidProgram.class, invalid -> assertThat(invalid.faults())
                        .extracting(ProgramFault::code)
                        .containsExactly(ProgramFault.Code.UNKNOWN_COMMAND));
        assertThat(lanes.offered).isEmpty();
    }

    @Test
    void saysHowMuchAProgramNeedsThatDoesNotFit() {
        assertThat(submit(DISK, read("SENSE", 60_000), read("SENSE", 60_000)))
                .isInstanceOfSatisfying(Submitted.ProgramTooLarge.class, tooLarge -> {
                    assertThat(tooLarge.needed()).isGreaterThan(120_000);
                    assertThat(tooLarge.available()).isEqualTo(ARENA_BYTES);
                });
        assertThat(lanes.offered).isEmpty();
    }

    @Test
    void resolvesOperationsByNameParametersAndDevice() {
        assertThat(operation(DISK, "sense-id", Map.of())).isInstanceOf(Submitted.Accepted.class);
        assertThat(lanes.offered.getFirst().work().operation()).contains("sense-id");
        assertThat(operation(DISK, "format", Map.of()))
                .isInstanceOfSatisfying(Submitted.UnknownOperation.class, unknown -> assertThat(unknown.known())
                        .contains("sense-id", "eckd-vtoc"));
        assertThat(operation(DISK, "eckd-read-track", Map.of("cylinder", 1)))
                .isInstanceOf(Submitted.InvalidParameters.class);
        assertThat(operation(TAPE, "eckd-vtoc", Map.of())).isInstanceOf(Submitted.NotApplicable.class);
    }

    @Test
    void cancelsAJobThatWaits() {
        JobRecord waiting = accept();
        CompletableFuture<Cancelled> answer = jobs.cancel(waiting.job().id()).toCompletableFuture();
        Job cancelled = change(waiting, JobState.CANCELLED);
        lanes.cancellation.complete(Optional.of(new Cancellation.Cancelled(cancelled)));

        assertThat(answer.join()).isInstanceOfSatisfying(Cancelled.Done.class, done -> assertThat(
                        done.job().job().state())
                .isEqualTo(JobState.CANCELLED));
    }

    @Test
    void tellsARunningJobFromOneThatEnded() {
        JobRecord job = accept();
        lanes.cancellation.complete(Optional.of(new Cancellation.Running(job.job())));
        assertThat(cancel(job)).isInstanceOf(Cancelled.Running.class);

        change(job, JobState.SUCCEEDED);
        assertThat(cancel(job)).isInstanceOf(Cancelled.Ended.class);
        assertThat(jobs.cancel(new JobId(new UUID(1, 1))).toCompletableFuture().join())
                .isEqualTo(new Cancelled.UnknownJob(new JobId(new UUID(1, 1))));
    }

    @Test
    void seesAJobThatEndedWhileItsLaneWasAsked() {
        JobRecord job = accept();
        CompletableFuture<Cancelled> answer = jobs.cancel(job.job().id()).toCompletableFuture();
        change(job, JobState.SUCCEEDED);

        lanes.cancellation.complete(Optional.empty());

        assertThat(answer.join()).isInstanceOf(Cancelled.Ended.class);
    }

    @ParameterizedTest
    @EnumSource(CallRefused.Reason.class)
    void saysWhyTheLaneDidNotTakeTheRequestToCancel(CallRefused.Reason reason) {
        JobRecord job = accept();
        lanes.cancellation.completeExceptionally(new CallRefused(reason, "not now"));

        assertThat(cancel(job)).isEqualTo(new Cancelled.Refused(reason, "not now"));

        change(job, JobState.CANCELLED);
        assertThat(cancel(job)).isInstanceOf(Cancelled.Done.class);
    }

    private void refusedAs(Submission answer, Submitted expected) {
        lanes.answer = request -> answer;
        assertThat(submit(DISK, nop())).isEqualTo(expected);
    }

    private Function<JobRequest, Submission> queueing() {
        return new FakeLanes(ledger).answer;
    }

    private JobRecord accept() {
        return ((Submitted.Accepted) submit(DISK, nop())).job();
    }

    private Job change(JobRecord record, JobState state) {
        Job job = FakeLanes.job(record.job().request(), state);
        ledger.changed(job);
        return job;
    }

    private Cancelled cancel(JobRecord job) {
        return jobs.cancel(job.job().id()).toCompletableFuture().join();
    }

    private Submitted submit(int subchannel, CcwDraft... ccws) {
        return jobs.submit(terms(subchannel), program(ccws))
                .toCompletableFuture()
                .join();
    }

    private Submitted operation(int subchannel, String name, Map<String, Object> parameters) {
        return jobs.submit(terms(subchannel), name, parameters)
                .toCompletableFuture()
                .join();
    }

    private static JobTerms terms(int subchannel) {
        return new JobTerms(
                new SubchannelId(0, subchannel),
                Optional.empty(),
                Optional.empty(),
                Keeping.WHILE_ROOM,
                Optional.empty());
    }

    private static ProgramDraft program(CcwDraft... ccws) {
        return new ProgramDraft(List.of(ccws), OrbOptions.DEFAULT);
    }

    private static CcwDraft nop() {
        return new CcwDraft("NOP", Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Set.of(), false);
    }

    private static CcwDraft read(String command, int count) {
        return new CcwDraft(command, Optional.empty(), OptionalInt.of(count), OptionalInt.empty(), Set.of(), false);
    }
}
