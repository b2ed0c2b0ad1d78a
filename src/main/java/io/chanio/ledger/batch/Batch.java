package io.chanio.ledger.batch;

import io.chanio.ledger.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What is written together: of each key the last that was asked for, and the receipts of all.
 *
 * <p>Threads: the writer's alone.
 *
 * @param <T> the form in which an item waits
 */
public final class Batch<T> {

    private static final System.Logger LOGGER = System.getLogger(Batch.class.getName());

    private final ToLongFunction<T> length;
    private final Map<String, Optional<T>> changes = new LinkedHashMap<>();
    private final List<Store.Receipt> receipts = new ArrayList<>();
    private long bytes;
    private int asked;

    /** @param length bytes of an item */
    public Batch(ToLongFunction<T> length) {
        this.length = length;
    }

    void put(String key, T item, Store.Receipt receipt) {
        replace(key, Optional.of(item));
        receipts.add(receipt);
    }

    /** The item with this key is forgotten, unless it is put again behind this. */
    public void remove(String key) {
        replace(key, Optional.empty());
    }

    private void replace(String key, Optional<T> now) {
        // Taken out first, so that what was asked for last comes last.
        Optional<T> before = changes.remove(key);
        bytes += length(now) - (before == null ? 0 : length(before));
        changes.put(key, now);
        asked++;
    }

    private long length(Optional<T> item) {
        return item.map(length::applyAsLong).orElse(0L);
    }

    /** By key, in order; empty for what is removed. */
    public Map<String, Optional<T>> changes() {
        return changes;
    }

    public long bytes() {
        return bytes;
    }

    /** Puts and removals, also those that later ones replaced. */
    public int asked() {
        return asked;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The keys that nothing is left of when this is written. */
    public List<String> removals() {
        return changes.entrySet().stream()
                .filter(change -> change.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    public void stored() {
        receipts.forEach(receipt -> tell(receipt::stored));
    }

    public void failed(String detail) {
        receipts.forEach(receipt -> tell(() -> receipt.failed(detail)));
    }

    /** One that fails must not keep the others from being told, or end the thread that writes. */
    private static void tell(Runnable receipt) {
        try {
            receipt.run();
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "A receipt of the record of jobs failed", e);
        }
    }
}
