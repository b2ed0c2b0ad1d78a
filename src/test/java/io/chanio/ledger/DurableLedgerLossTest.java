package io.chanio.ledger;

import static io.chanio.ledger.KeptJobs.ACCEPTED_AT;
import static io.chanio.ledger.KeptJobs.READS;
import static io.chanio.ledger.KeptJobs.WRITES;
import static io.chanio.ledger.KeptJobs.ended;
import static io.chanio.ledger.KeptJobs.id;
import static io.chanio.ledger.KeptJobs.key;
import static io.chanio.ledger.KeptJobs.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.JobState;
import io.chanio.engine.Recording;
import io.chanio.engine.Room;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the record gives up, what stays of keys and reservations, and what it refuses to read. */
class DurableLedgerLossTest extends DurableLedgerBed {

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
    void putsNoneOfABatchAloneThatCouldNotBePutTogether() {
        ledger.reserve(id(1), Keeping.PROMISED, NO_KEY);
        ledger.reserve(id(2), Keeping.PROMISED, NO_KEY);
        ledger.accepted(List.of(queued(1, WRITES), queued(2, WRITES)));
        store.fail("full");

        assertThat(ledger.promise(id(1)).toCompletableFuture()).isCompletedWithValue(new Recording.Failed("full"));
        assertThat(ledger.promise(id(2)).toCompletableFuture()).isCompletedWithValue(new Recording.Failed("full"));
        store.sync();
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void remembersNoRefusalUnderItsKey() {
        CompletableFuture<Recording> refused = accepted(1, WRITES, Keeping.PROMISED, KEY);
        store.fail("full");
        assertThat(refused).isCompletedWithValue(new Recording.Failed("full"));

        assertThat(ask(2, KEY)).isEqualTo(new Room.Taken());
        ledger.changed(ended(1, WRITES, 0));
        store.sync();
        restart(0);
        assertThat(ask(3, KEY)).isEqualTo(new Room.Taken());
    }

    @Test
    void letsNoneStarveBehindWhatIsNeverStored() {
        Owed owed = new Owed();
        int[] tried = new int[2];
        for (int record = 0; record < Owed.AT_ONCE_MAX; record++) {
            String key = "poisoned/" + record;
            owed.add(key, () -> owed.add(key, () -> tried[0]++, "never"), "never");
        }
        owed.add("whole", () -> tried[1]++, "for now");

        owed.retry(now);
        owed.retry(now.plus(Owed.PAUSE));

        assertThat(tried).containsExactly(Owed.AT_ONCE_MAX - 1, 1);
    }

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

    @Test
    void aKeyThatBecameTooOldWhileNothingRanLeavesTheStoreToo() {
        acceptAndEnd(1, KEY);
        now = now.plus(Duration.ofHours(25));
        ledger.tick();
        store.sync();
        store.sync();
        assertThat(store.keys()).singleElement().asString().startsWith("key/");

        now = now.plus(Duration.ofDays(2));
        restart(0);
        ledger.tick();
        store.sync();

        assertThat(store.keys()).isEmpty();
    }

    // Reservations

    @Test
    void remembersTheReservationsOfSubchannels() {
        CompletableFuture<Void> put = ledger.reservations()
                .put(KeptJobs.SUBCHANNEL, PathMask.ofPath(2))
                .toCompletableFuture();
        assertThat(put).isNotDone();
        store.sync();
        assertThat(put).isCompleted();

        restart(0);
        assertThat(ledger.reservations().of(KeptJobs.SUBCHANNEL)).contains(PathMask.ofPath(2));
        ledger.reservations().remove(KeptJobs.SUBCHANNEL);
        store.sync();

        assertThat(store.keys()).isEmpty();
    }

    @Test
    void recordsAReservationAndTheStartOfItsReserveWithOneSync() {
        CompletableFuture<Void> put = ledger.reservations()
                .put(KeptJobs.SUBCHANNEL, PathMask.ofPath(2))
                .toCompletableFuture();
        ledger.changed(KeptJobs.queued(1, KeptJobs.WRITES));
        CompletableFuture<Void> starting =
                ledger.starting(KeptJobs.queued(1, KeptJobs.WRITES)).toCompletableFuture();

        store.sync();

        assertThat(put).isCompleted();
        assertThat(starting).isCompleted();
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
}
