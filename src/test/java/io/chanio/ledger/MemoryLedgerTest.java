package io.chanio.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.CcwData;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.Job;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.Outcome;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Recording;
import io.chanio.engine.Room;
import io.chanio.engine.Work;
import io.chanio.port.Backend;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the record of jobs keeps, for how long, and whom it tells. */
class MemoryLedgerTest {

    private static final SubchannelId SUBCHANNEL = new SubchannelId(0, 0x13);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Limits LIMITS = new Limits(Duration.ofHours(24), 3, 1000, Duration.ofMinutes(10), 2);
    private static final JobFilter ALL = new JobFilter(Optional.empty(), Optional.empty(), Optional.empty());

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final MemoryLedger ledger = new MemoryLedger(LIMITS, () -> now);

    @Test
    void findsAJobInItsNewestState() {
        accept(1);
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.QUEUED);
        long version = recordOf(1).version();

        end(1, 0);

        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(recordOf(1).version()).isNotEqualTo(version);
        assertThat(ledger.find(id(2))).isEmpty();
    }

    @Test
    void tellsEachChangeWhenReadersFindIt() {
        List<JobState> found = new java.util.ArrayList<>();
        ledger.watch(job -> found.add(ledger.find(job.id()).orElseThrow().job().state()));

        accept(1);
        end(1, 0);

        assertThat(found).containsExactly(JobState.QUEUED, JobState.SUCCEEDED);
    }

    @Test
    void listsNewestFirstBehindACursor() {
        accept(1);
        accept(2);
        accept(3);
        end(2, 0);

        assertThat(ids(ledger.list(ALL, Optional.empty(), 2))).containsExactly(id(3), id(2));
        assertThat(ids(ledger.list(ALL, Optional.of(id(2)), 2))).containsExactly(id(1));
        JobFilter queued = new JobFilter(Optional.empty(), Optional.of(JobState.QUEUED), Optional.empty());
        assertThat(ids(ledger.list(queued, Optional.empty(), 9))).containsExactly(id(3), id(1));
        JobFilter labelled = new JobFilter(Optional.empty(), Optional.empty(), Optional.of("job 2"));
        assertThat(ids(ledger.list(labelled, Optional.empty(), 9))).containsExactly(id(2));
    }

    @Test
    void givesUpTheOldestEndedRecordForANewJob() {
        accept(1);
        accept(2);
        accept(3);
        end(2, 0);

        assertThat(ledger.reserve(id(4), Keeping.WHILE_ROOM, Optional.empty())).isEqualTo(new Room.Taken());

        assertThat(ledger.find(id(2))).isEmpty();
        assertThat(ledger.find(id(1))).isPresent();
    }

    @Test
    void neverGivesUpAJobThatHasNotEnded() {
        accept(1);
        accept(2);
        accept(3);

        assertThat(ledger.reserve(id(4), Keeping.WHILE_ROOM, Optional.empty())).isEqualTo(new Room.Full());
        assertThat(ledger.size()).isEqualTo(3);
    }

    @Test
    void keepsWhatWasPromisedForTenMinutes() {
        for (int number = 1; number <= 3; number++) {
            assertThat(ledger.reserve(id(number), Keeping.PROMISED, Optional.empty()))
                    .isEqualTo(new Room.Taken());
            ledger.changed(queued(number));
            end(number, 0);
        }

        now = now.plus(MINUTE.multipliedBy(9));
        assertThat(ledger.reserve(id(4), Keeping.WHILE_ROOM, Optional.empty())).isEqualTo(new Room.Full());
        now = now.plus(MINUTE);
        assertThat(ledger.reserve(id(4), Keeping.WHILE_ROOM, Optional.empty())).isEqualTo(new Room.Taken());
        assertThat(ledger.find(id(1))).isEmpty();
    }

    @Test
    void keepsWhatIsPromisedAfterwards() {
        accept(1);
        accept(2);
        accept(3);
        ledger.promise(id(1));
        end(1, 0);
        end(2, 0);

        assertThat(ledger.reserve(id(4), Keeping.WHILE_ROOM, Optional.empty())).isEqualTo(new Room.Taken());

        assertThat(ledger.find(id(1))).isPresent();
        assertThat(ledger.find(id(2))).isEmpty();
    }

    @Test
    void countsReservedRoomAndTakesItBack() {
        for (int number = 1; number <= 3; number++) {
            assertThat(ledger.reserve(id(number), Keeping.WHILE_ROOM, Optional.empty()))
                    .isEqualTo(new Room.Taken());
        }
        assertThat(ledger.reserve(id(4), Keeping.WHILE_ROOM, Optional.empty())).isEqualTo(new Room.Full());

        ledger.release(id(3));

        assertThat(ledger.reserve(id(4), Keeping.WHILE_ROOM, Optional.empty())).isEqualTo(new Room.Taken());
    }

    @Test
    void givesUpOldDataBeforeRecords() {
        accept(1);
        accept(2);
        end(1, 600);
        end(2, 600);

        assertThat(recordOf(1).dataKept()).isFalse();
        CcwData data = recordOf(1).job().program().orElseThrow().data().get(0);
        assertThat(data.bytes()).isEqualTo(Octets.EMPTY);
        assertThat(data.count()).isEqualTo(600);
        assertThat(recordOf(2).dataKept()).isTrue();
    }

    @Test
    void givesUpEverythingAfterADay() {
        accept(1);
        end(1, 0);
        accept(2);

        now = now.plus(Duration.ofHours(24)).plusMillis(1);
        ledger.tick();

        assertThat(ledger.find(id(1))).isEmpty();
        assertThat(ledger.find(id(2))).as("it has not ended").isPresent();
    }

    @Test
    void tellsWhoWaitsForTheEnd() {
        accept(1);
        CompletableFuture<Optional<JobRecord>> wait = await(1, new Awaited.End(), MINUTE);
        ledger.changed(in(1, JobState.RUNNING, Optional.empty()));
        assertThat(wait).isNotDone();

        end(1, 0);

        assertThat(stateIn(wait)).isEqualTo(JobState.SUCCEEDED);
        assertThat(await(1, new Awaited.End(), MINUTE)).isDone();
    }

    @Test
    void tellsWhoWaitsForAChange() {
        accept(1);
        CompletableFuture<Optional<JobRecord>> wait =
                await(1, new Awaited.Change(recordOf(1).version()), MINUTE);

        ledger.changed(in(1, JobState.RUNNING, Optional.empty()));

        assertThat(stateIn(wait)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void endsAWaitWhenItsTimeIsOver() {
        accept(1);
        CompletableFuture<Optional<JobRecord>> longer = await(1, new Awaited.End(), MINUTE.multipliedBy(2));
        CompletableFuture<Optional<JobRecord>> wait = await(1, new Awaited.End(), MINUTE);

        now = now.plus(MINUTE);
        ledger.tick();

        assertThat(stateIn(wait)).isEqualTo(JobState.QUEUED);
        assertThat(longer).isNotDone();
    }

    @Test
    void answersAtOnceWhereNothingCanBeWaitedFor() {
        accept(1);

        assertThat(await(9, new Awaited.End(), MINUTE)).isCompletedWithValue(Optional.empty());
        assertThat(await(1, new Awaited.End(), Duration.ZERO)).isDone();
        assertThat(await(1, new Awaited.End(), MINUTE)).isNotDone();
        assertThat(await(1, new Awaited.End(), MINUTE)).isNotDone();
        assertThat(await(1, new Awaited.End(), MINUTE))
                .as("as many wait as may")
                .isDone();
    }

    @Test
    void answersARequestWithAKnownKeyWithTheJobOfTheFirst() {
        assertThat(reserve(1, "a", "body")).isEqualTo(new Room.Taken());
        ledger.changed(queued(1));

        assertThat(reserve(2, "a", "body")).isEqualTo(new Room.Replayed(id(1)));
        assertThat(reserve(2, "a", "other body")).isEqualTo(new Room.KeyReused());
        assertThat(reserve(2, "b", "body")).isEqualTo(new Room.Taken());
    }

    @Test
    void forgetsTheKeyOfAJobThatWasRefused() {
        assertThat(reserve(1, "a", "body")).isEqualTo(new Room.Taken());
        assertThat(reserve(2, "a", "body")).isEqualTo(new Room.Replayed(id(1)));
        CompletableFuture<Recording> early = ledger.promise(id(1)).toCompletableFuture();
        assertThat(early).isNotDone();

        ledger.release(id(1));

        assertThat(early).isCompletedWithValue(new Recording.NoJob());
        assertThat(reserve(2, "a", "other body")).isEqualTo(new Room.Taken());
    }

    @Test
    void tellsWhoAskedTooWhenTheFirstIsAccepted() {
        assertThat(reserve(1, "a", "body")).isEqualTo(new Room.Taken());
        CompletableFuture<Recording> early = ledger.promise(id(1)).toCompletableFuture();

        ledger.changed(queued(1));

        assertThat(early).isCompletedWithValue(new Recording.Recorded(recordOf(1)));
        ledger.release(id(1));
        assertThat(reserve(2, "a", "body")).isEqualTo(new Room.Replayed(id(1)));
    }

    @Test
    void saysThatTheTimeOfAKeyIsOver() {
        assertThat(reserve(1, "a", "body")).isEqualTo(new Room.Taken());
        ledger.changed(queued(1));

        now = now.plus(KeyBook.HONOURED).minusMillis(1);
        assertThat(reserve(2, "a", "body")).isEqualTo(new Room.Replayed(id(1)));
        now = now.plusMillis(1);
        assertThat(reserve(2, "a", "body")).isEqualTo(new Room.Expired(id(1)));
    }

    @Test
    void remembersOnlySoManyKeysWithoutAJob() {
        KeyBook book = new KeyBook(2);
        for (int number = 1; number <= 3; number++) {
            assertThat(book.recordGone(new KeptKey(KeptJobs.key("key " + number, "body"), id(number), now), now))
                    .isTrue();
        }

        assertThat(book.forget(now)).extracting(KeptKey::job).containsExactly(id(1));
        assertThat(book.earlier(KeptJobs.key("key 1", "body"), now)).isEmpty();
        assertThat(book.earlier(KeptJobs.key("key 2", "body"), now)).contains(new Room.Expired(id(2)));
    }

    private Room reserve(int number, String key, String body) {
        return ledger.reserve(id(number), Keeping.PROMISED, Optional.of(KeptJobs.key(key, body)));
    }

    private CompletableFuture<Optional<JobRecord>> await(int number, Awaited awaited, Duration atMost) {
        return ledger.await(id(number), awaited, atMost).toCompletableFuture();
    }

    private void accept(int number) {
        assertThat(ledger.reserve(id(number), Keeping.WHILE_ROOM, Optional.empty()))
                .isEqualTo(new Room.Taken());
        ledger.changed(queued(number));
    }

    private void end(int number, int dataLength) {
        ProgramResult result = new ProgramResult(
                ChannelProgram.of(),
                DeviceClass.ECKD,
                Outcome.of(Outcome.Kind.COMPLETED, "ended"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new CcwData(
                        0, dataLength, CcwData.Transferred.ALL, OptionalInt.empty(), Octets.zeros(dataLength))));
        ledger.changed(in(number, JobState.SUCCEEDED, Optional.of(result)));
    }

    private JobRecord recordOf(int number) {
        return ledger.find(id(number)).orElseThrow();
    }

    private Job queued(int number) {
        return in(number, JobState.QUEUED, Optional.empty());
    }

    private Job in(int number, JobState state, Optional<ProgramResult> result) {
        return new Job(
                new JobRequest(
                        id(number),
                        SUBCHANNEL,
                        new Work.RunProgram(ChannelProgram.of(), new Effect(false, true)),
                        MINUTE,
                        Optional.of("job " + number)),
                Backend.SIMULATED,
                state,
                now,
                Optional.empty(),
                state.ended() ? Optional.of(now) : Optional.empty(),
                0,
                Optional.empty(),
                result.map(ProgramResult::outcome),
                result,
                Optional.empty(),
                Optional.empty());
    }

    private static JobId id(int number) {
        return new JobId(new UUID(number, 0));
    }

    private static List<JobId> ids(List<JobRecord> records) {
        return records.stream().map(record -> record.job().id()).toList();
    }

    private static JobState stateIn(CompletableFuture<Optional<JobRecord>> stage) {
        return stage.join().orElseThrow().job().state();
    }
}
