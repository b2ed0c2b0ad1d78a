package io.chanio.ledger.postgres;

import io.chanio.ledger.Item;
import io.chanio.ledger.ItemCodec;
import io.chanio.ledger.batch.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The writer's connection. While it is open no other process can have one for the same node.
 *
 * <p>Threads: one at a time.
 */
final class Session implements AutoCloseable {

    private static final String JOB_KEY = "job/";
    private static final int ROWS_AT_ONCE = 100;
    private static final char NO_TEXT_HOLDS_IT = 0;
    private static final char REPLACEMENT = '\uFFFD';

    private static final String LOCK = "select pg_try_advisory_lock(hashtextextended('chanio ledger of ' || ?, 0))";
    private static final String LET_GO = "select pg_advisory_unlock_all()";
    private static final String HIGHEST = """
            select greatest(
              (select max(first_put) from job where node = ?),
              (select max(first_put) from item where node = ?))""";
    private static final String ALL_JOBS = "select %s, first_put from job where node = ?".formatted(Rows.COLUMNS);
    private static final int FIRST_PUT_OF_JOB = 7;
    private static final String ALL_ITEMS = "select item, first_put from item where node = ?";
    private static final String PUT_JOB = """
            insert into job (node, id, subchannel, state, label, document, first_put) values (?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update
            set subchannel = excluded.subchannel, state = excluded.state, label = excluded.label, document = excluded.document
            where job.node = excluded.node""";
    private static final String PUT_ITEM = """
            insert into item (node, key, item, first_put) values (?, ?, ?, ?)
            on conflict (node, key) do update set item = excluded.item""";
    private static final String REMOVE_JOB = "delete from job where node = ? and id = ?";
    private static final String REMOVE_ITEM = "delete from item where node = ? and key = ?";

    private final Connection connection;
    private final String node;
    private long nextOrder;

    private Session(Connection connection, String node) {
        this.connection = connection;
        this.node = node;
    }

    static Session open(DataSource source, String node) throws SQLException {
        Session session = new Session(source.getConnection(), node);
        try {
            session.connection.setAutoCommit(false);
            session.lock();
            session.nextOrder = session.highestOrder() + 1;
            session.connection.commit();
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private void lock() throws SQLException {
        try (PreparedStatement statement = prepared(LOCK);
                ResultSet answer = statement.executeQuery()) {
            if (!answer.next() || !answer.getBoolean(1)) {
                throw new SQLException("another chanio process has the node name '%s'".formatted(node));
            }
        }
    }

    private long highestOrder() throws SQLException {
        try (PreparedStatement statement = prepared(HIGHEST)) {
            statement.setString(2, node);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() ? answer.getLong(1) : 0;
            }
        }
    }

    /** Everything of this node, in the order of the first puts. */
    List<Item> load() throws SQLException {
        TreeMap<Long, Item> byOrder = new TreeMap<>();
        try (PreparedStatement statement = prepared(ALL_JOBS)) {
            // Without it the driver holds all rows at once, beside what they are made into.
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byOrder.put(row.getLong(FIRST_PUT_OF_JOB), Rows.job(row).job());
                }
            }
        }
        try (PreparedStatement statement = prepared(ALL_ITEMS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                byOrder.put(row.getLong(2), ItemCodec.decode(row.getBytes(1)));
            }
        }
        connection.commit();
        return List.copyOf(byOrder.values());
    }

    /** All of it, or nothing. */
    void write(Batch<Item> batch) throws SQLException {
        try (PreparedStatement putJob = prepared(PUT_JOB);
                PreparedStatement putItem = prepared(PUT_ITEM);
                PreparedStatement removeJob = prepared(REMOVE_JOB);
                PreparedStatement removeItem = prepared(REMOVE_ITEM)) {
            for (Map.Entry<String, Optional<Item>> change : batch.changes().entrySet()) {
                if (change.getValue().isPresent()) {
                    put(change.getKey(), change.getValue().get(), putJob, putItem);
                } else {
                    remove(change.getKey(), removeJob, removeItem);
                }
            }
            putJob.executeBatch();
            putItem.executeBatch();
            removeJob.executeBatch();
            removeItem.executeBatch();
        }
        connection.commit();
    }

    private void put(String key, Item item, PreparedStatement putJob, PreparedStatement putItem) throws SQLException {
        switch (item) {
            case Item.OfJob job -> {
                putJob.setObject(2, job.job().value());
                putJob.setString(3, job.subchannel().toString());
                putJob.setString(4, job.state().name());
                putJob.setString(5, job.label().map(Session::storable).orElse(null));
                putJob.setBytes(6, job.document().toArray());
                putJob.setLong(7, nextOrder++);
                putJob.addBatch();
            }
            case Item.OfSubchannel other -> putItem(key, other, putItem);
            case Item.OfKey other -> putItem(key, other, putItem);
        }
    }

    private void putItem(String key, Item item, PreparedStatement statement) throws SQLException {
        statement.setString(2, key);
        statement.setBytes(3, ItemCodec.encode(item));
        statement.setLong(4, nextOrder++);
        statement.addBatch();
    }

    private static void remove(String key, PreparedStatement removeJob, PreparedStatement removeItem)
            throws SQLException {
        if (key.startsWith(JOB_KEY)) {
            Optional<UUID> job = job(key.substring(JOB_KEY.length()));
            if (job.isPresent()) {
                removeJob.setObject(2, job.get());
                removeJob.addBatch();
            }
        } else {
            removeItem.setString(2, key);
            removeItem.addBatch();
        }
    }

    /** Empty for a key that no job can have. */
    private static Optional<UUID> job(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** PostgreSQL has no text with a zero in it; the label as it was given is in the document. */
    static String storable(String text) {
        return text.replace(NO_TEXT_HOLDS_IT, REPLACEMENT);
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, node);
        return statement;
    }

    /** A pool keeps the connection, so the lock on the node must be let go by name. */
    @Override
    public void close() {
        try (Connection closing = connection) {
            closing.rollback();
            try (PreparedStatement statement = closing.prepareStatement(LET_GO)) {
                statement.execute();
            }
            closing.commit();
        } catch (SQLException gone) {
            System.getLogger(Session.class.getName())
                    .log(System.Logger.Level.DEBUG, "The connection was gone already: {0}", gone.getMessage());
        }
    }
}
