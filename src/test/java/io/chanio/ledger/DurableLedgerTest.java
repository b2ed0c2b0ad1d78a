package io.chanio.ledger;

import static io.chanio.ledger.KeptJobs.ACCEPTED_AT;
import static io.chanio.ledger.KeptJobs.READS;
import static io.chanio.ledger.KeptJobs.WRITES;
import static io.chanio.ledger.KeptJobs.ended;
import static io.chanio.ledger.KeptJobs.id;
import static io.chanio.ledger.KeptJobs.key;
import static io.chanio.ledger.KeptJobs.queued;
import static io.chanio.ledger.KeptJobs.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.Recording;
import io.chanio.engine.Room;
import io.chanio.engine.Unfinished;
import io.chanio.engine.Unfinished.Start;
import io.chanio.program.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a job is put into the store, when it is shown, and what the next process finds. */
class DurableLedgerTest {

    private static final Limits LIMITS = new Limits(Duration.ofHours(24), 3, 1000, Duration.ofMinutes(10), 9);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
    private static final Optional<IdempotencyKey> KEY = Optional.of(key("a", "body"));

    private Instant now = ACCEPTED_AT;
    private FakeStore store = new FakeStore();
    private DurableLedger ledger = loaded();

    // What is put

    @Test
    void putsWhatIsPromisedFromItsAcceptanceOn() {
        CompletableFuture<Recording> promise = accepted(1, READS, Keeping.PROMISED, NO_KEY);
        assertThat(promise).isNotDone();

        store.sync();

        assertThat(promise.join()).isEqualTo(new Recording.Recorded(recordOf(1)));
    }

    @Test
    void putsNothingOfAJobThatIsAnsweredInTimeAndMayRunTwice() {
        accept(1, READS, Keeping.WHILE_ROOM, NO_KEY);
        ledger.changed(running(1, READS));
        ledger.changed(ended(1, READS, 9));

        assertThat(store.puts()).isZero();
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void putsAJobWhoseWaitRanOutAsItStands() {
        accept(1, READS, Keeping.WHILE_ROOM, NO_KEY);
        ledger.changed(running(1, READS));
        CompletableFuture<Recording> promise = ledger.promise(id(1)).toCompletableFuture();
        assertThat(promise).isNotDone();

        store.sync();

        assertThat(promise).isDone();
        restart(0);
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.RUNNING);
        assertThat(ledger.unfinished())
                .as("it may be run again")
                .containsExactly(new Unfinished(running(1, READS), Start.NOT_RECORDED));
    }

    @Test
    void putsAJobThatEndedBeforeItWasPromised() {
        accept(1, READS, Keeping.WHILE_ROOM, NO_KEY);
        ledger.changed(ended(1, READS, 9));
        ledger.promise(id(1));
        store.sync();

        restart(0);

        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ledger.unfinished()).isEmpty();
    }

    @Test
    void knowsAStartThatMustNotBeRepeatedBeforeItHappens() {
        accept(1, WRITES, Keeping.WHILE_ROOM, NO_KEY);
        CompletableFuture<Void> starting = ledger.starting(queued(1, WRITES)).toCompletableFuture();
        assertThat(starting).isNotDone();

        store.sync();

        assertThat(starting).isCompleted();
        restart(0);
        assertThat(ledger.unfinished()).extracting(Unfinished::start).containsExactly(Start.RECORDED);
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.RUNNING);
        assertThat(recordOf(1).job().startedAt()).isPresent();
    }

    @Test
    void needsOneWriteForAcceptanceAndStart() {
        CompletableFuture<Recording> promise = accepted(1, WRITES, Keeping.PROMISED, NO_KEY);
        CompletableFuture<Void> starting = ledger.starting(queued(1, WRITES)).toCompletableFuture();

        store.sync();

        assertThat(promise).isDone();
        assertThat(starting).isCompleted();
    }

    @Test
    void neverForgetsThatAJobWasStartedWhenItIsPutAgain() {
        CompletableFuture<Recording> promise = accepted(1, WRITES, Keeping.PROMISED, KEY);
        store.fail("full");
        assertThat(promise.join()).isEqualTo(new Recording.Failed("full"));
        CompletableFuture<Void> starting = ledger.starting(queued(1, WRITES)).toCompletableFuture();
        CompletableFuture<Recording> replayed = ledger.promise(id(1)).toCompletableFuture();

        store.sync();

        assertThat(replayed.join()).isInstanceOf(Recording.Recorded.class);
        assertThat(starting).as("its client had been told that it can't be").isCompletedExceptionally();
        restart(0);
        assertThat(ledger.unfinished()).extracting(Unfinished::start).containsExactly(Start.RECORDED);
    }

    @Test
    void startsNothingThatCouldNotBePut() {
        accept(1, WRITES, Keeping.WHILE_ROOM, NO_KEY);
        CompletableFuture<Void> starting = ledger.starting(queued(1, WRITES)).toCompletableFuture();

        store.fail("full");

        assertThat(starting).isCompletedExceptionally();
    }

    @Test
    void saysWhichWaitingJobsOutliveTheProcess() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        accept(2, READS, Keeping.WHILE_ROOM, NO_KEY);
        accept(3, WRITES, Keeping.PROMISED, NO_KEY);
        assertThat(ledger.outlives(id(1))).isFalse();

        store.sync();
        ledger.starting(queued(3, WRITES));

        assertThat(ledger.outlives(id(1))).isTrue();
        assertThat(ledger.outlives(id(2))).isFalse();
        assertThat(ledger.outlives(id(3))).isFalse();
        assertThat(ledger.outlives(id(4))).isFalse();
    }

    // What is shown

    @Test
    void showsAnEndOnlyWhenItIsStored() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        store.sync();
        CompletableFuture<Optional<JobRecord>> wait =
                ledger.await(id(1), new Awaited.End(), MINUTE).toCompletableFuture();
        ledger.changed(running(1, READS));
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.RUNNING);

        ledger.changed(ended(1, READS, 9));
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.RUNNING);
        assertThat(wait).isNotDone();

        store.sync();
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(wait).isDone();
    }

    @Test
    void showsAnEndThatCannotBeStoredAndPutsItAgainUntilItIs() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        store.sync();
        ledger.changed(ended(1, READS, 9));
        store.fail("full");
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);

        ledger.tick();
        store.fail("full");
        ledger.tick();
        assertThat(store.pending()).as("not at once again").isZero();
        now = now.plus(Owed.PAUSE);
        ledger.tick();
        assertThat(store.pending()).isEqualTo(1);
        store.sync();
        now = now.plus(Owed.PAUSE);
        ledger.tick();
        assertThat(store.pending()).as("it is stored").isZero();

        restart(0);
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void keepsDataAndVersionOverARestart() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        ledger.changed(running(1, READS));
        ledger.changed(ended(1, READS, 9));
        store.sync();
        JobRecord before = recordOf(1);

        restart(0);

        assertThat(recordOf(1)).isEqualTo(before);
        assertThat(recordOf(1).job().program().orElseThrow().data().get(0).bytes())
                .isEqualTo(Octets.zeros(9));
    }

    @Test
    void givesAnOpenJobAVersionThatWasNeverShown() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        store.sync();
        ledger.changed(running(1, READS));
        long shown = recordOf(1).version();
        now = now.plusMillis(1);

        restart(0);
        assertThat(recordOf(1).version()).isGreaterThan(shown);
        ledger.changed(running(1, READS));
        long shownAgain = recordOf(1).version();
        now = now.plusMillis(1);

        restart(0);
        assertThat(recordOf(1).version()).isGreaterThan(shownAgain);
    }

    @Test
    void resumesUnderTheSameRecord() {
        accept(1, READS, Keeping.PROMISED, KEY);
        store.sync();
        restart(0);

        ledger.changed(queued(1, READS));
        ledger.changed(running(1, READS));
        assertThat(store.pending()).as("it is stored already").isZero();
        ledger.changed(ended(1, READS, 9));
        store.sync();

        restart(0);
        assertThat(recordOf(1).job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ask(2, KEY)).isEqualTo(new Room.Replayed(id(1)));
    }

    // A store that takes nothing

    @Test
    void refusesNewJobsWhileTheStoreTakesNone() {
        accept(1, READS, Keeping.PROMISED, KEY);
        accept(2, READS, Keeping.WHILE_ROOM, NO_KEY);
        store.sync();
        store.unavailable("the disk is full");

        assertThat(ask(3, NO_KEY)).isEqualTo(new Room.Unavailable("the disk is full"));
        assertThat(ask(3, KEY)).isEqualTo(new Room.Replayed(id(1)));
        assertThat(ledger.promise(id(2)).toCompletableFuture().join())
                .isEqualTo(new Recording.Failed("the disk is full"));
        assertThat(ledger.promise(id(1)).toCompletableFuture().join()).isInstanceOf(Recording.Recorded.class);

        ledger.changed(ended(1, READS, 9));
        assertThat(store.pending()).as("its end is put all the same").isEqualTo(1);
        store.available();
        assertThat(ask(3, NO_KEY)).isEqualTo(new Room.Taken());
    }

    // What is given up

    @Test
    void givesUpInTheStoreWhatItGivesUpInMemory() {
        acceptAndEnd(1, NO_KEY);
        acceptAndEnd(2, NO_KEY);
        assertThat(store.keys()).containsExactly("job/" + id(1), "job/" + id(2));

        now = now.plus(Duration.ofHours(24)).plusMillis(1);
        ledger.tick();
        store.sync();

        assertThat(store.keys()).isEmpty();
    }

    @Test
    void givesUpDataInTheStoreToo() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        ledger.changed(ended(1, READS, 600));
        accept(2, READS, Keeping.PROMISED, NO_KEY);
        ledger.changed(ended(2, READS, 600));
        store.sync();
        store.sync();
        assertThat(recordOf(1).dataKept()).isFalse();

        restart(0);

        assertThat(recordOf(1).dataKept()).isFalse();
        assertThat(recordOf(1).job().program().orElseThrow().data().get(0).bytes())
                .isEqualTo(Octets.EMPTY);
        assertThat(recordOf(2).dataKept()).isTrue();
    }

    @Test
    void keepsTheTenMinutesOfWhatWasPromisedOverARestart() {
        acceptAndEnd(1, NO_KEY);
        acceptAndEnd(2, NO_KEY);
        acceptAndEnd(3, NO_KEY);
        restart(0);

        now = now.plus(MINUTE.multipliedBy(9));
        assertThat(ask(4, NO_KEY)).isEqualTo(new Room.Full());
        now = now.plus(MINUTE);
        assertThat(ask(4, NO_KEY)).isEqualTo(new Room.Taken());
        assertThat(ledger.find(id(1))).isEmpty();
    }

    @Test
    void givesUpWhatIsTooMuchForASmallerRecord() {
        for (int number = 1; number <= 3; number++) {
            acceptAndEnd(number, NO_KEY);
        }
        now = now.plus(MINUTE.multipliedBy(11));
        store = store.afterCrash(0);
        Limits smaller = new Limits(LIMITS.age(), 2, LIMITS.dataBytes(), LIMITS.promise(), LIMITS.waiters());

        ledger = DurableLedger.load(smaller, () -> now, store, KeptJobs.codec());

        assertThat(ledger.find(id(1))).isEmpty();
        assertThat(ledger.find(id(2))).isPresent();
        store.sync();
        assertThat(store.keys()).hasSize(2);
    }

    @Test
    void neverPutsAgainWhatItGaveUp() {
        accept(1, READS, Keeping.PROMISED, NO_KEY);
        ledger.changed(ended(1, READS, 9));
        store.fail("full");
        now = now.plus(Duration.ofHours(25));
        ledger.tick();
        ledger.tick();
        store.sync();

        assertThat(store.keys()).isEmpty();
    }

    // Keys

    @Test
    void putsTheKeyBeforeItsJobGoes() {
        acceptAndEnd(1, KEY);
        accept(2, READS, Keeping.WHILE_ROOM, NO_KEY);
        accept(3, READS, Keeping.WHILE_ROOM, NO_KEY);
        now = now.plus(MINUTE.multipliedBy(10));
        assertThat(ask(4, NO_KEY)).isEqualTo(new Room.Taken());
        assertThat(ask(5, KEY)).isEqualTo(new Room.Expired(id(1)));

        store.fail("full");
        assertThat(store.keys()).containsExactly("job/" + id(1));
        now = now.plus(Owed.PAUSE);
        ledger.tick();
        store.sync();
        store.sync();

        assertThat(store.keys()).singleElement().asString().startsWith("key/");
        restart(0);
        assertThat(ask(5, KEY)).isEqualTo(new Room.Expired(id(1)));
        assertThat(ask(5, Optional.of(key("a", "other")))).isEqualTo(new Room.KeyReused());
    }

    @Test
    void forgetsAKeyADayAfterItExpired() {
        acceptAndEnd(1, KEY);
        now = now.plus(Duration.ofHours(24));
        assertThat(ask(2, KEY)).isEqualTo(new Room.Expired(id(1)));
        now = now.plus(Duration.ofHours(1));
        ledger.tick();
        store.sync();
        store.sync();
        assertThat(ask(2, KEY)).isEqualTo(new Room.Expired(id(1)));

        now = ACCEPTED_AT.plus(Duration.ofDays(2));
        ledger.tick();
        store.sync();

        assertThat(store.keys()).isEmpty();
        assertThat(ask(2, KEY)).isEqualTo(new Room.Taken());
    }

    @Test
    void hasAKeyAndItsJobOnceWhenACrashLeftBoth() {
        acceptAndEnd(1, KEY);
        now = now.plus(Duration.ofHours(24)).plusMillis(1);
        ledger.tick();
        store.sync();
        assertThat(store.keys()).hasSize(2);

        restart(0);
        assertThat(ledger.find(id(1))).isPresent();
        ledger.tick();
        store.sync();
        store.sync();

        assertThat(store.keys()).singleElement().asString().startsWith("key/");
    }

    // Reservations

    @Test
    void remembersTheReservationsOfSubchannels() {
        CompletableFuture<Void> put = ledger.reservedPaths()
                .put(KeptJobs.SUBCHANNEL, PathMask.ofPath(2))
                .toCompletableFuture();
        assertThat(put).isNotDone();
        store.sync();
        assertThat(put).isCompleted();

        restart(0);
        assertThat(ledger.reservedPaths().all()).containsEntry(KeptJobs.SUBCHANNEL, PathMask.ofPath(2));
        ledger.reservedPaths().remove(KeptJobs.SUBCHANNEL);
        store.sync();

        assertThat(store.keys()).isEmpty();
    }

    @Test
    void refusesWhatItCannotRead() {
        FakeStore other = new FakeStore();
        other.put(
                new Item.OfJob(id(1), KeptJobs.SUBCHANNEL, JobState.QUEUED, Optional.empty(), Octets.of(9, 0)),
                Receipts.IGNORED);
        other.sync();

        assertThatThrownBy(() -> DurableLedger.load(LIMITS, () -> now, other, KeptJobs.codec()))
                .isInstanceOf(DamagedStoreException.class)
                .hasMessageContaining("job/" + id(1))
                .hasMessageContaining("version 9");
    }

    private void acceptAndEnd(int number, Optional<IdempotencyKey> key) {
        accept(number, READS, Keeping.PROMISED, key);
        ledger.changed(ended(number, READS, 9));
        store.sync();
        assertThat(recordOf(number).job().state()).isEqualTo(JobState.SUCCEEDED);
    }

    private CompletableFuture<Recording> accepted(
            int number, Effect effect, Keeping keeping, Optional<IdempotencyKey> key) {
        accept(number, effect, keeping, key);
        return ledger.promise(id(number)).toCompletableFuture();
    }

    private void accept(int number, Effect effect, Keeping keeping, Optional<IdempotencyKey> key) {
        assertThat(ledger.reserve(id(number), keeping, key)).isEqualTo(new Room.Taken());
        ledger.changed(queued(number, effect));
        ledger.release(id(number));
    }

    /** Asks for room and leaves nothing behind. */
    private Room ask(int number, Optional<IdempotencyKey> key) {
        Room room = ledger.reserve(id(number), Keeping.PROMISED, key);
        ledger.release(id(number));
        return room;
    }

    private JobRecord recordOf(int number) {
        return ledger.find(id(number)).orElseThrow();
    }

    private void restart(int more) {
        store = store.afterCrash(more);
        ledger = loaded();
    }

    private DurableLedger loaded() {
        return DurableLedger.load(LIMITS, () -> now, store, KeptJobs.codec());
    }
}
