package io.chanio.ledger;

import java.util.List;
import java.util.Optional;

/**
 * Where the record of jobs outlives the process.
 *
 * <p>Threads: {@link #load} once, before anything else; the rest any, and none of it waits.
 */
public interface Store extends AutoCloseable {

    /** Is told, on a thread of the store's, what became of a put. Must not block. */
    interface Receipt {

        /** It, and all that was put and removed before it, outlives a loss of power. */
        void stored();

        /** It may be stored or not; whoever relies on it must not be told that it is safe. */
        void failed(String detail);
    }

    /**
     * Everything there is, in the order of the first puts.
     *
     * @throws DamagedStoreException when something other than the tail can't be read
     */
    List<Item> load();

    /** Keeps {@code item}, in the order of the calls. */
    void put(Item item, Receipt receipt);

    /** One of several puts. */
    record Put(Item item, Receipt receipt) {}

    /** Keeps all of these items or none, in the order of the calls. */
    void putTogether(List<Put> puts);

    /** Forgets the item with this key, in the order of the calls; does nothing when there is none. */
    void remove(String key);

    /** This chanio's name among those that share the record; empty where nobody shares it. */
    default Optional<String> node() {
        return Optional.empty();
    }

    /** Why nothing new should be put now; what ends a job that is stored already may be put still. Empty when all is well. */
    Optional<String> unavailable();

    /** Writes what was put, and lets go. */
    @Override
    void close();
}
