package io.chanio.ledger.postgres;

import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.ledger.Item;
import io.chanio.ledger.Store;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.StoreUnusableException;
import io.chanio.ledger.StoredJob;
import io.chanio.ledger.StoredJobs;
import io.chanio.ledger.batch.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * The record of jobs in a PostgreSQL database. Several chanio nodes share it: each loads and writes what is its own, and
 * each can read the jobs of all.
 *
 * <p>Threads: as {@link Store} and {@link StoredJobs} say. One thread writes, and has a connection of its own.
 */
public final class PostgresStore implements Store, StoredJobs {

    private static final long BATCH_BYTES = 4 * 1024 * 1024;
    /** Rows that are held at once: a document may have megabytes. */
    private static final int ROWS_AT_ONCE = 16;

    private static final String FIND = "select %s from job where id = ?".formatted(Rows.COLUMNS);

    private final DataSource source;
    private final String node;
    private final Waiting<Item> waiting = new Waiting<>(BATCH_BYTES);
    private final Writer writer;
    private final Thread thread;

    /** @param node this chanio's name, unlike that of every other one with the same database */
    public PostgresStore(DataSource source, String node, StoreObserver observer) {
        this(source, node, observer, System::nanoTime);
    }

    private PostgresStore(DataSource source, String node, StoreObserver observer, LongSupplier nanoClock) {
        this.source = source;
        this.node = node;
        this.writer = new Writer(waiting, source, node, observer, nanoClock);
        this.thread = Thread.ofPlatform().name("chanio-ledger").unstarted(writer);
    }

    /** @throws StoreUnusableException when the database can't be reached, or another process has this node's name */
    @Override
    public List<Item> load() {
        try {
            Schema.bring(source);
            List<Item> items = writer.open();
            thread.start();
            return items;
        } catch (SQLException | FlywayException e) {
            throw unusable(e);
        }
    }

    @Override
    public void put(Item item, Receipt receipt) {
        waiting.put(item.key(), item, receipt);
    }

    @Override
    public void putTogether(List<Put> puts) {
        waiting.putTogether(puts, Function.identity());
    }

    @Override
    public void remove(String key) {
        waiting.remove(key);
    }

    @Override
    public Optional<String> node() {
        return Optional.of(node);
    }

    @Override
    public Optional<String> unavailable() {
        return writer.trouble().or(waiting::fullness);
    }

    @Override
    public Optional<StoredJob> find(JobId job) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, job.value());
            return read(statement, Function.identity()).stream().findFirst();
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    @Override
    public <T> List<T> listOfOthers(JobFilter filter, Optional<JobId> before, int limit, Function<StoredJob, T> form) {
        List<String> conditions = new ArrayList<>(List.of("node <> ?"));
        List<Object> values = new ArrayList<>(List.of(node));
        filter.subchannel().ifPresent(subchannel -> {
            conditions.add("subchannel = ?");
            values.add(subchannel.toString());
        });
        filter.state().ifPresent(state -> {
            conditions.add("state = ?");
            values.add(state.name());
        });
        filter.label().ifPresent(label -> {
            conditions.add("label = ?");
            values.add(Session.storable(label));
        });
        before.ifPresent(job -> {
            conditions.add("id < ?");
            values.add(job.value());
        });
        return list(conditions, values, limit, form);
    }

    private <T> List<T> list(List<String> conditions, List<Object> values, int limit, Function<StoredJob, T> form) {
        String query = "select %s from job where %s order by id desc limit ?"
                .formatted(Rows.COLUMNS, String.join(" and ", conditions));
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            // Without both the driver holds all rows at once.
            connection.setAutoCommit(false);
            statement.setFetchSize(ROWS_AT_ONCE);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.setInt(values.size() + 1, limit);
            List<T> jobs = read(statement, form);
            connection.commit();
            return jobs;
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    private static <T> List<T> read(PreparedStatement statement, Function<StoredJob, T> form) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<T> jobs = new ArrayList<>();
            while (row.next()) {
                jobs.add(form.apply(Rows.job(row)));
            }
            return jobs;
        }
    }

    private StoreUnusableException unusable(Exception e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new StoreUnusableException(
                "The record of jobs of node '%s' can't be had: %s".formatted(node, reason), e);
    }

    @Override
    public void close() {
        try {
            if (thread.isAlive()) {
                waiting.end();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
