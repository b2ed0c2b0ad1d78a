package io.chanio.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobState;
import io.chanio.ledger.Item;
import io.chanio.ledger.Store;
import io.chanio.ledger.StoreContract;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.StoreUnusableException;
import io.chanio.ledger.StoredJob;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On a PostgreSQL server of its own. Where none is installed nothing is checked, and the run says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoreTest extends StoreContract {

    private static final JobFilter ALL = new JobFilter(Optional.empty(), Optional.empty(), Optional.empty());

    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger carried = new AtomicInteger();
    private int databases;

    @SuppressWarnings("NullAway.Init")
    private PrivateCluster cluster;

    @SuppressWarnings("NullAway.Init")
    private DataSource database;

    /** Standard output is where people look whether it ran. */
    @SuppressWarnings("SystemOut")
    @BeforeAll
    void startServer() throws Exception {
        Optional<PrivateCluster> started = PrivateCluster.start();
        Assumptions.assumeTrue(started.isPresent(), "the package 'postgresql' is not installed");
        cluster = started.get();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // null where there is no server
    void stopServer() throws IOException, InterruptedException {
        if (cluster != null) {
            cluster.remove();
        }
    }

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = cluster.database("record" + databases++);
        commits.set(0);
        carried.set(0);
    }

    @Override
    protected Store open() {
        return open("one");
    }

    private PostgresStore open(String node) {
        StoreObserver observer = fallible((nanos, items) -> {
            commits.incrementAndGet();
            carried.addAndGet(items);
        });
        return new PostgresStore(database, node, observer);
    }

    @Test
    void writesWhatWaitsInOneTransaction() throws Exception {
        try (Store store = open();
                Connection other = database.getConnection()) {
            store.load();
            stored(store, job(0));
            int before = commits.get();
            List<Answer> answers = new ArrayList<>();
            try (Statement statement = other.createStatement()) {
                // Holds the writer up.
                other.setAutoCommit(false);
                statement.execute("lock table job in access exclusive mode");
                for (int i = 1; i <= 64; i++) {
                    answers.add(put(store, job(i)));
                }
                other.commit();
            }
            for (Answer answer : answers) {
                assertThat(answer.failure()).isEmpty();
            }

            // What the writer took before it was held up, and the rest.
            assertThat(commits.get() - before).isBetween(1, 2);
        }
        assertThat(carried).hasValue(65);
    }

    @Test
    void eachNodeLoadsItsOwnAndReadsThoseOfTheOthers() throws Exception {
        Item.OfJob first = job(1, JobState.SUCCEEDED, Octets.of(1));
        Item.OfJob second = job(2, JobState.RUNNING, Octets.of(2));
        Item.OfJob third = job(3, JobState.QUEUED, Octets.of(3));
        try (PostgresStore one = open("one");
                PostgresStore two = open("two")) {
            assertThat(one.load()).isEmpty();
            assertThat(two.load()).isEmpty();
            stored(one, first);
            stored(two, second);
            stored(one, third, new Item.OfSubchannel(new SubchannelId(0, 1), Octets.of(9)));

            assertThat(others(two, ALL, Optional.empty(), 10))
                    .containsExactly(new StoredJob("one", third), new StoredJob("one", first));
            assertThat(others(two, ALL, Optional.of(third.job()), 1)).containsExactly(new StoredJob("one", first));
            assertThat(others(one, ALL, Optional.empty(), 10)).containsExactly(new StoredJob("two", second));
            assertThat(two.find(first.job())).contains(new StoredJob("one", first));
            assertThat(two.find(second.job())).contains(new StoredJob("two", second));
            assertThat(two.find(job(4).job())).isEmpty();
        }
        try (PostgresStore two = open("two")) {
            assertThat(two.load()).containsExactly(second);
        }
    }

    @Test
    void listsWhatIsAskedFor() throws Exception {
        try (PostgresStore store = open("one");
                PostgresStore other = open("two")) {
            store.load();
            for (int i = 0; i < 40; i++) {
                stored(store, job(i, i < 5 ? JobState.FAILED : JobState.SUCCEEDED, Octets.EMPTY));
            }
            JobFilter failed = new JobFilter(Optional.empty(), Optional.of(JobState.FAILED), Optional.empty());
            JobFilter labelled =
                    new JobFilter(Optional.of(new SubchannelId(0, 4)), Optional.of(JobState.FAILED), job(4).label());
            JobFilter nobody = new JobFilter(Optional.of(new SubchannelId(0, 5)), Optional.empty(), job(4).label());

            assertThat(others(other, failed, Optional.empty(), 3))
                    .extracting(each -> each.job().job())
                    .containsExactly(job(4).job(), job(3).job(), job(2).job());
            assertThat(others(other, labelled, Optional.empty(), 3))
                    .extracting(each -> each.job().job())
                    .containsExactly(job(4).job());
            assertThat(others(other, nobody, Optional.empty(), 3)).isEmpty();
            JobFilter unheardOf = new JobFilter(Optional.empty(), Optional.empty(), Optional.of("a\0b"));
            assertThat(others(other, unheardOf, Optional.empty(), 3)).isEmpty();
            assertThat(others(other, ALL, Optional.empty(), 3)).hasSize(3);
            assertThat(others(other, ALL, Optional.empty(), 100)).hasSize(40);
        }
    }

    private static List<StoredJob> others(PostgresStore store, JobFilter filter, Optional<JobId> before, int limit) {
        return store.listOfOthers(filter, before, limit, Function.identity());
    }

    @Test
    void aNodesNameIsRefusedToASecondProcess() {
        try (PostgresStore store = open("one");
                PostgresStore second = open("one")) {
            store.load();

            assertThatThrownBy(second::load)
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining("'one'")
                    .hasMessageContaining("another chanio process");
        }
    }

    @Test
    void aRestartOfTheServerBetweenPutsIsNotNoticed() throws Exception {
        try (PostgresStore store = open("one")) {
            store.load();
            stored(store, job(1));
            cluster.down();
            cluster.up();

            stored(store, job(2));
            assertThat(store.unavailable()).isEmpty();
        }
        assertThat(reloaded()).containsExactly(job(1), job(2));
    }

    @Test
    void aServerThatIsAwayIsSaidAndUsedAgainWhenItIsBack() throws Exception {
        try (PostgresStore store = open("one")) {
            store.load();
            stored(store, job(1), job(2));
            cluster.down();
            try {
                store.remove(job(2).key());
                assertThat(put(store, job(3)).failure()).isPresent();
                assertThat(store.unavailable()).isPresent();
                assertThatThrownBy(() -> store.find(job(1).job())).isInstanceOf(StoreUnusableException.class);
            } finally {
                cluster.up();
            }

            stored(store, job(4));
            assertThat(store.unavailable()).isEmpty();
            assertThat(store.find(job(2).job())).isEmpty();
        }
        assertThat(reloaded()).containsExactly(job(1), job(4));
    }

    @Test
    void aLabelThatPostgresCanNotHoldStopsNobody() throws Exception {
        Item.OfJob odd = new Item.OfJob(
                job(1).job(), new SubchannelId(0, 1), JobState.QUEUED, Optional.of("a\0b"), Octets.of(0));
        try (PostgresStore store = open("one")) {
            store.load();
            stored(store, odd, job(2));

            assertThat(store.find(odd.job()).orElseThrow().job().document()).isEqualTo(Octets.of(0));
        }
    }
}
