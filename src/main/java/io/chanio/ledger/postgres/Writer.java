package io.chanio.ledger.postgres;

import io.chanio.ledger.Item;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.batch.Batch;
import io.chanio.ledger.batch.Waiting;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes all that is waiting into one transaction, tells the receipts, and again. A connection that broke is made anew; what
 * was to be written over it is written again, for that does no harm when it is there already.
 *
 * <p>Threads: {@link #open} once, then one that runs it; {@link #trouble} any.
 */
final class Writer implements Runnable {

    private static final System.Logger LOGGER = System.getLogger(Writer.class.getName());

    private final Waiting<Item> waiting;
    private final DataSource source;
    private final String node;
    private final StoreObserver observer;
    private final LongSupplier nanoClock;

    /** What a batch that failed should have forgotten. */
    private final Set<String> owedRemovals = new LinkedHashSet<>();

    private @Nullable Session session;
    private volatile @Nullable String trouble;

    Writer(Waiting<Item> waiting, DataSource source, String node, StoreObserver observer, LongSupplier nanoClock) {
        this.waiting = waiting;
        this.source = source;
        this.node = node;
        this.observer = observer;
        this.nanoClock = nanoClock;
    }

    /** Everything of this node. */
    List<Item> open() throws SQLException {
        Session opened = Session.open(source, node);
        try {
            List<Item> items = opened.load();
            session = opened;
            return items;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    /** Why nothing new should be asked for. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            Batch<Item> batch = new Batch<>(item -> item.document().length());
            owedRemovals.forEach(batch::remove);
            more = waiting.take(batch);
            serve(batch);
        }
        close();
    }

    /** Nothing may end the one thread that writes, or leave somebody waiting for his receipt. */
    private void serve(Batch<Item> batch) {
        try {
            if (batch.isEmpty()) {
                probe();
            } else {
                write(batch);
            }
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "A fault in the writing of the record of jobs", e);
            failed(new SQLException(String.valueOf(e), e), batch);
        }
    }

    /** Whether the trouble is over, when nobody asks for anything. */
    private void probe() {
        if (trouble != null) {
            close();
            try {
                session = Session.open(source, node);
                over();
            } catch (SQLException e) {
                failed(e);
            }
        }
    }

    private void write(Batch<Item> batch) {
        owedRemovals.clear();
        boolean mayBeStale = session != null;
        try {
            attempt(batch);
        } catch (SQLException first) {
            close();
            if (mayBeStale && trouble == null) {
                writeAgain(batch);
            } else {
                failed(first, batch);
            }
        }
    }

    private void writeAgain(Batch<Item> batch) {
        try {
            attempt(batch);
        } catch (SQLException e) {
            close();
            failed(e, batch);
        }
    }

    private void attempt(Batch<Item> batch) throws SQLException {
        Session open = session == null ? Session.open(source, node) : session;
        session = open;
        long before = nanoClock.getAsLong();
        try {
            open.write(batch);
        } catch (RuntimeException | AssertionError e) {
            // Nothing may end the one thread that writes; the driver asserts where its connection broke.
            throw new SQLException(String.valueOf(e.getMessage()), e);
        }
        observer.forced(nanoClock.getAsLong() - before, batch.asked());
        over();
        batch.stored();
    }

    private void failed(SQLException error, Batch<Item> batch) {
        owedRemovals.addAll(batch.removals());
        failed(error);
        batch.failed(String.valueOf(error.getMessage()));
    }

    private void failed(SQLException error) {
        String detail = String.valueOf(error.getMessage());
        if (trouble == null) {
            LOGGER.log(System.Logger.Level.ERROR, "The record of jobs could not be written: {0}", detail);
        }
        trouble = detail;
    }

    private void over() {
        if (trouble != null) {
            LOGGER.log(System.Logger.Level.INFO, "The record of jobs is written again.");
            trouble = null;
        }
    }

    private void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
