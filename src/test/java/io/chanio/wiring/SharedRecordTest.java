package io.chanio.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.JobState;
import io.chanio.ledger.Item;
import io.chanio.ledger.Store;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.StoreUnusableException;
import io.chanio.ledger.postgres.PostgresStore;
import io.chanio.ledger.postgres.PrivateCluster;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SharedRecordTest {

    private static final int SECONDS = 60;

    @Test
    void connectionsOutliveARestartOfTheServer() throws Exception {
        Optional<PrivateCluster> started = PrivateCluster.start();
        Assumptions.assumeTrue(started.isPresent(), "the package 'postgresql' is not installed");
        PrivateCluster cluster = started.orElseThrow();
        try (PostgresStore store = open(cluster.url())) {
            store.load();
            stored(store, 1);
            assertThat(store.find(job(1).job())).isPresent();

            cluster.down();
            cluster.up();

            stored(store, 2);
            assertThat(store.find(job(2).job())).isPresent();
            assertThat(store.unavailable()).isEmpty();
        } finally {
            cluster.remove();
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidInOneLine() {
        // The discard port: nobody listens there.
        try (PostgresStore store = open("jdbc:postgresql://127.0.0.1:9/postgres")) {
            assertThatThrownBy(store::load)
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageStartingWith("The record of jobs of node 'one' can't be had: ")
                    .hasMessageNotContaining("\n");
        }
    }

    private static PostgresStore open(String url) {
        return SharedRecord.open(url, Optional.of(PrivateCluster.USER), Optional.empty(), "one", StoreObserver.NONE);
    }

    private static void stored(Store store, int number) throws Exception {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        store.put(job(number), new Store.Receipt() {
            @Override
            public void stored() {
                answer.complete(Optional.empty());
            }

            @Override
            public void failed(String detail) {
                answer.complete(Optional.of(detail));
            }
        });
        assertThat(answer.get(SECONDS, TimeUnit.SECONDS)).isEmpty();
    }

    private static Item.OfJob job(int number) {
        return new Item.OfJob(
                new JobId(new UUID(3, number)),
                new SubchannelId(0, number),
                JobState.QUEUED,
                Optional.empty(),
                Octets.of(number));
    }
}
