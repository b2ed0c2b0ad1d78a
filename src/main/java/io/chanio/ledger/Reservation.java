package io.chanio.ledger;

import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Room that a job has before its record. Guarded by the ledger's lock. */
final class Reservation {

    private final Keeping keeping;
    private final Optional<IdempotencyKey> key;
    private final List<CompletableFuture<Recording>> promises = new ArrayList<>(0);

    Reservation(Keeping keeping, Optional<IdempotencyKey> key) {
        this.keeping = keeping;
        this.key = key;
    }

    /** A promise asked for already keeps the record as well. */
    boolean promised() {
        return keeping == Keeping.PROMISED || !promises.isEmpty();
    }

    Optional<IdempotencyKey> key() {
        return key;
    }

    /** Those who want to rely on the job before its lane took it. */
    List<CompletableFuture<Recording>> promises() {
        return promises;
    }
}
