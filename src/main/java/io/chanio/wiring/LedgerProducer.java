package io.chanio.wiring;

import io.chanio.engine.OtherNodes;
import io.chanio.ledger.DamagedStoreException;
import io.chanio.ledger.DurableLedger;
import io.chanio.ledger.JobCodec;
import io.chanio.ledger.SharedJobs;
import io.chanio.ledger.Store;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.StoreUnusableException;
import io.chanio.ledger.journal.JournalStore;
import io.chanio.ledger.postgres.PostgresStore;
import io.chanio.operation.OperationCatalogue;
import io.chanio.telemetry.Metrics;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes a bean of the record of jobs, with what an earlier chanio left there. */
final class LedgerProducer {

    private static final String FOLDER = "ledger";

    /** @param shared the same, where other nodes have it too */
    record PickedStore(Store store, Optional<PostgresStore> shared) {}

    @Produces
    @Singleton
    PickedStore store(ChanioConfig config, Metrics metrics) {
        config.check();
        StoreObserver observer = (nanos, items) -> metrics.ledgerForced(Duration.ofNanos(nanos));
        return switch (config.ledger().kind()) {
            case JOURNAL ->
                new PickedStore(new JournalStore(config.data().resolve(FOLDER), observer), Optional.empty());
            case POSTGRESQL -> {
                PostgresStore shared = SharedRecord.open(config.ledger().postgresql(), observer);
                yield new PickedStore(shared, Optional.of(shared));
            }
        };
    }

    @Produces
    @Singleton
    JobCodec jobCodec(OperationCatalogue operations) {
        return new JobCodec(operations.resultTypes());
    }

    /** @throws RefusalToStart when the record can't be kept, or what is there can't be read */
    @Produces
    @Singleton
    DurableLedger ledger(ChanioConfig config, InstantSource clock, PickedStore store, JobCodec codec) {
        try {
            return DurableLedger.load(config.ledger().limits(), clock, store.store(), codec);
        } catch (StoreUnusableException | DamagedStoreException e) {
            throw new RefusalToStart(String.valueOf(e.getMessage()));
        }
    }

    @Produces
    @Singleton
    OtherNodes otherNodes(PickedStore store, JobCodec codec, InstantSource clock, Vertx vertx) {
        return store.shared()
                .<OtherNodes>map(shared -> {
                    Executor readers = SharedRecord.readers();
                    SharedJobs.Threads threads = new SharedJobs.Threads(
                            readers, (after, task) -> vertx.setTimer(after.toMillis() + 1, ignored -> task.run()));
                    return new SharedJobs(shared, shared.node().orElseThrow(), codec, threads, clock);
                })
                .orElse(OtherNodes.NONE);
    }
}
