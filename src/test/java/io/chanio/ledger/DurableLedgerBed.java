package io.chanio.ledger;

import static io.chanio.ledger.KeptJobs.ACCEPTED_AT;
import static io.chanio.ledger.KeptJobs.READS;
import static io.chanio.ledger.KeptJobs.ended;
import static io.chanio.ledger.KeptJobs.id;
import static io.chanio.ledger.KeptJobs.key;
import static io.chanio.ledger.KeptJobs.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.Recording;
import io.chanio.engine.Room;
import io.chanio.program.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A ledger over a store whose receipts come when a test says so, and the process that comes after it. */
abstract class DurableLedgerBed {

    static final Limits LIMITS = new Limits(Duration.ofHours(24), 3, 1000, Duration.ofMinutes(10), 9);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
    static final Optional<IdempotencyKey> KEY = Optional.of(key("a", "body"));

    Instant now = ACCEPTED_AT;
    FakeStore store = new FakeStore();
    DurableLedger ledger = loaded();

    void acceptAndEnd(int number, Optional<IdempotencyKey> key) {
        accept(number, READS, Keeping.PROMISED, key);
        ledger.changed(ended(number, READS, 9));
        store.sync();
        assertThat(recordOf(number).job().state()).isEqualTo(JobState.SUCCEEDED);
    }

    CompletableFuture<Recording> accepted(int number, Effect effect, Keeping keeping, Optional<IdempotencyKey> key) {
        accept(number, effect, keeping, key);
        return ledger.promise(id(number)).toCompletableFuture();
    }

    void accept(int number, Effect effect, Keeping keeping, Optional<IdempotencyKey> key) {
        assertThat(ledger.reserve(id(number), keeping, key)).isEqualTo(new Room.Taken());
        ledger.changed(queued(number, effect));
        ledger.release(id(number));
    }

    /** Asks for room and leaves nothing behind. */
    Room ask(int number, Optional<IdempotencyKey> key) {
        Room room = ledger.reserve(id(number), Keeping.PROMISED, key);
        ledger.release(id(number));
        return room;
    }

    JobRecord recordOf(int number) {
        return ledger.find(id(number)).orElseThrow();
    }

    void restart(int more) {
        store = store.afterCrash(more);
        ledger = loaded();
    }

    DurableLedger loaded() {
        return DurableLedger.load(LIMITS, () -> now, store, KeptJobs.codec());
    }
}
