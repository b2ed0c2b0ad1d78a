package io.chanio.wiring;

import io.chanio.ledger.DamagedStoreException;
import io.chanio.ledger.DurableLedger;
import io.chanio.ledger.JobCodec;
import io.chanio.ledger.Store;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.StoreUnusableException;
import io.chanio.ledger.journal.JournalStore;
import io.chanio.operation.OperationCatalogue;
import io.chanio.telemetry.Metrics;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Makes a bean of the record of jobs, with what an earlier chanio left there. */
final class LedgerProducer {

    private static final String FOLDER = "ledger";

    /** @throws RefusalToStart when the record can't be kept, or what is there can't be read */
    @Produces
    @Singleton
    DurableLedger ledger(ChanioConfig config, InstantSource clock, OperationCatalogue operations, Metrics metrics) {
        config.check();
        Store store = store(config, (nanos, items) -> metrics.ledgerForced(Duration.ofNanos(nanos)));
        try {
            return DurableLedger.load(config.ledger().limits(), clock, store, new JobCodec(operations.resultTypes()));
        } catch (StoreUnusableException | DamagedStoreException e) {
            throw new RefusalToStart(String.valueOf(e.getMessage()));
        }
    }

    private static Store store(ChanioConfig config, StoreObserver observer) {
        return switch (config.ledger().kind()) {
            case JOURNAL -> new JournalStore(config.data().resolve(FOLDER), observer);
            case POSTGRESQL -> SharedRecord.open(config.ledger().postgresql(), observer);
        };
    }
}
