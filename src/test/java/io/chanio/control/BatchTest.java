package io.chanio.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobIds;
import io.chanio.engine.JobState;
import io.chanio.engine.JointSubmission;
import io.chanio.engine.LaneView;
import io.chanio.engine.Submission;
import io.chanio.ledger.Limits;
import io.chanio.ledger.MemoryLedger;
import io.chanio.operation.OperationCatalogue;
import io.chanio.program.CcwDraft;
import io.chanio.program.OrbOptions;
import io.chanio.program.ProgramDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of asking for several jobs together, with three places in the record of jobs. */
class BatchTest {

    private static final int DISK = 1;
    private static final int TAPE = 2;
    private static final int GONE = 3;
    private static final int NOWHERE = 9;
    private static final Duration PROMISE = Duration.ofMinutes(10);

    private Instant now = FakeLanes.ACCEPTED_AT;
    private final MemoryLedger ledger =
            new MemoryLedger(new Limits(Duration.ofHours(24), 3, 1000, PROMISE, 1), () -> now);
    private final FakeLanes lanes = new FakeLanes(ledger);
    private final Jobs jobs = new Jobs(
            lanes,
            ledger,
            new OperationCatalogue(),
            new JobIds(() -> now, new Random(1)),
            new Jobs.Settings(Duration.ofSeconds(30), 100_000));
    private Optional<IdempotencyKey> key = Optional.empty();

    @BeforeEach
    void threeLanes() {
        lanes.lanes.add(FakeLanes.lane(DISK, LaneView.State.BUSY, Optional.of(FakeLanes.A_3390)));
        lanes.lanes.add(FakeLanes.lane(TAPE, LaneView.State.OPERATIONAL, Optional.of(FakeLanes.A_TAPE)));
        lanes.lanes.add(FakeLanes.lane(GONE, LaneView.State.NOT_OPERATIONAL, Optional.empty()));
    }

    @Test
    void acceptsProgramsAndOperationsInTheirOrder() {
        List<Submitted> answers = each(together(program(TAPE), operation(DISK, "eckd-vtoc"), program(TAPE)));

        assertThat(answers)
                .extracting(BatchTest::subchannelOf)
                .containsExactly(new SubchannelId(0, TAPE), new SubchannelId(0, DISK), new SubchannelId(0, TAPE));
        assertThat(lanes.offered).hasSize(3);
        assertThat(lanes.offered).extracting(request -> request.id()).isSorted();
        assertThat(lanes.offered.get(1).work().operation()).contains("eckd-vtoc");
        assertThat(ledger.size()).isEqualTo(3);
    }

    @Test
    void acceptsNoneWhereOneCantBeAndNamesAllThatCant() {
        BatchSubmitted answer =
                together(program(DISK), operation(TAPE, "eckd-vtoc"), program(NOWHERE), wrong(DISK), program(GONE));

        assertThat(((BatchSubmitted.NoneAccepted) answer).refusals())
                .extracting(BatchSubmitted.Refusal::item)
                .containsExactly(1, 2, 3, 4);
        assertThat(((BatchSubmitted.NoneAccepted) answer).refusals())
                .<Class<?>>extracting(refusal -> refusal.why().getClass())
                .containsExactly(
                        Submitted.NotApplicable.class,
                        Submitted.UnknownSubchannel.class,
                        Submitted.InvalidProgram.class,
                        Submitted.Unavailable.class);
        nothingIsLeft();
    }

    @Test
    void acceptsNoneWhereALaneTakesNone() {
        SubchannelId tape = new SubchannelId(0, TAPE);
        lanes.jointAnswer = requests -> new JointSubmission.Refused(Map.of(tape, new Submission.QueueFull(7)));

        assertThat(together(program(TAPE), program(DISK), program(TAPE)))
                .isEqualTo(new BatchSubmitted.NoneAccepted(List.of(
                        new BatchSubmitted.Refusal(0, new Submitted.QueueFull(7)),
                        new BatchSubmitted.Refusal(2, new Submitted.QueueFull(7)))));

        lanes.offered.clear();
        nothingIsLeft();
    }

    @Test
    void acceptsNoneWhereTheRecordHasNoRoomForAll() {
        assertThat(together(program(DISK), program(DISK), program(DISK), program(DISK)))
                .isEqualTo(new BatchSubmitted.NoneAccepted(
                        List.of(new BatchSubmitted.Refusal(3, new Submitted.HistoryFull()))));

        nothingIsLeft();
    }

    @Test
    void acceptsEachByItselfWhereThatIsAskedFor() {
        List<Submitted> answers =
                each(submit(Atomicity.EACH_BY_ITSELF, program(DISK), program(NOWHERE), program(TAPE)));

        assertThat(answers)
                .<Class<?>>extracting(Submitted::getClass)
                .containsExactly(Submitted.Accepted.class, Submitted.UnknownSubchannel.class, Submitted.Accepted.class);
        assertThat(lanes.offered).hasSize(2);
    }

    @Test
    void answersTheSecondRequestWithTheJobsOfTheFirst() {
        key = key("body");
        List<Submitted> first = each(together(program(DISK), program(DISK)));
        lanes.lanes.clear();

        List<Submitted> second = each(together(program(DISK), program(DISK)));

        assertThat(second).allMatch(Submitted.Replayed.class::isInstance);
        assertThat(second)
                .extracting(BatchTest::idOf)
                .isEqualTo(first.stream().map(BatchTest::idOf).toList());
        assertThat(lanes.offered).hasSize(2);
    }

    @Test
    void asksAnewForWhatWasRefusedTheFirstTime() {
        key = key("body");
        each(submit(Atomicity.EACH_BY_ITSELF, program(DISK), program(GONE)));
        lanes.lanes.removeLast();
        lanes.lanes.add(FakeLanes.lane(GONE, LaneView.State.OPERATIONAL, Optional.of(FakeLanes.A_3390)));

        List<Submitted> second = each(submit(Atomicity.EACH_BY_ITSELF, program(DISK), program(GONE)));

        assertThat(second)
                .<Class<?>>extracting(Submitted::getClass)
                .containsExactly(Submitted.Replayed.class, Submitted.Accepted.class);
        assertThat(lanes.offered).hasSize(2);
    }

    @Test
    void completesWhatWasBegun() {
        key = key("body");
        each(together(program(DISK)));

        List<Submitted> second = each(together(program(DISK), program(TAPE)));

        assertThat(second)
                .<Class<?>>extracting(Submitted::getClass)
                .containsExactly(Submitted.Replayed.class, Submitted.Accepted.class);
        assertThat(lanes.offered).hasSize(2);
    }

    @Test
    void forgetsTheKeyOfWhatWasRefused() {
        key = key("body");
        together(program(DISK), program(NOWHERE));
        key = key("another body");

        assertThat(together(program(DISK), program(TAPE))).isInstanceOf(BatchSubmitted.Each.class);
    }

    @Test
    void refusesAnotherBodyUnderTheSameKeyAsAWhole() {
        key = key("body");
        each(together(program(DISK)));
        key = key("another body");

        assertThat(submit(Atomicity.EACH_BY_ITSELF, program(DISK), program(TAPE)))
                .isEqualTo(new BatchSubmitted.Refused(new Submitted.KeyReused()));
        assertThat(lanes.offered).hasSize(1);
        assertThat(ledger.size()).isEqualTo(1);
    }

    @Test
    void runsNothingBesideWhatIsKnownNoLonger() {
        key = key("body");
        JobId first = idOf(each(together(program(DISK))).getFirst());
        endAll();
        now = now.plus(Duration.ofHours(25));

        assertThat(together(program(DISK), program(TAPE)))
                .isEqualTo(new BatchSubmitted.Refused(new Submitted.KeyExpired(first)));
        assertThat(lanes.offered).hasSize(1);
    }

    private void nothingIsLeft() {
        assertThat(lanes.offered).isEmpty();
        assertThat(ledger.size()).isZero();
        lanes.jointAnswer = new FakeLanes(ledger).jointAnswer;
        assertThat(together(program(DISK), program(DISK), program(DISK)))
                .as("all the room was given back")
                .isInstanceOf(BatchSubmitted.Each.class);
    }

    private void endAll() {
        lanes.offered.forEach(request -> ledger.changed(FakeLanes.job(request, JobState.SUCCEEDED)));
    }

    private static List<Submitted> each(BatchSubmitted answer) {
        return ((BatchSubmitted.Each) answer).items();
    }

    private BatchSubmitted together(Wish... wishes) {
        return submit(Atomicity.ALL_OR_NONE, wishes);
    }

    private BatchSubmitted submit(Atomicity atomicity, Wish... wishes) {
        List<BatchItem> items = IntStream.range(0, wishes.length)
                .mapToObj(i -> new BatchItem(
                        new JobTerms(
                                new SubchannelId(0, wishes[i].subchannel()),
                                Optional.empty(),
                                Optional.empty(),
                                Keeping.PROMISED,
                                key.map(whole -> whole.ofItem(i))),
                        wishes[i].wanted()))
                .toList();
        return jobs.submit(items, atomicity).toCompletableFuture().join();
    }

    private record Wish(int subchannel, Wanted wanted) {}

    private static Wish program(int subchannel) {
        return ccw(subchannel, "NOP");
    }

    private static Wish wrong(int subchannel) {
        return ccw(subchannel, "NO_COMMAND");
    }

    private static Wish ccw(int subchannel, String command) {
        CcwDraft ccw =
                new CcwDraft(command, Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Set.of(), false);
        return new Wish(subchannel, new Wanted.Program(new ProgramDraft(List.of(ccw), OrbOptions.DEFAULT)));
    }

    private static Wish operation(int subchannel, String name) {
        return new Wish(subchannel, new Wanted.Operation(name, Map.of()));
    }

    private static Optional<IdempotencyKey> key(String body) {
        return Optional.of(new IdempotencyKey("key", "", "/batches", Octets.of(body.length())));
    }

    private static Job jobOf(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Accepted accepted -> accepted.job().job();
            case Submitted.Replayed replayed -> replayed.job().job();
            case Submitted refused -> throw new AssertionError(refused);
        };
    }

    private static JobId idOf(Submitted submitted) {
        return jobOf(submitted).id();
    }

    private static SubchannelId subchannelOf(Submitted submitted) {
        return jobOf(submitted).request().subchannel();
    }
}
