package io.chanio.ledger.journal;

import io.chanio.ledger.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written together: of each key the last that was asked for, and the receipts of all.
 *
 * <p>Threads: the writer's alone.
 */
final class Batch {

    private final Map<String, Optional<byte[]>> changes = new LinkedHashMap<>();
    private final List<Store.Receipt> receipts = new ArrayList<>();
    private long bytes;
    private int asked;

    void put(String key, byte[] item, Store.Receipt receipt) {
        replace(key, item);
        receipts.add(receipt);
    }

    void remove(String key) {
        replace(key, null);
    }

    private void replace(String key, byte @Nullable [] item) {
        // Taken out first, so that what was asked for last comes last.
        Optional<byte[]> before = changes.remove(key);
        bytes -= before == null ? 0 : length(before);
        Optional<byte[]> now = Optional.ofNullable(item);
        changes.put(key, now);
        bytes += length(now);
        asked++;
    }

    private static long length(Optional<byte[]> item) {
        return item.map(each -> (long) each.length).orElse(0L);
    }

    /** By key, in order; empty for what is removed. */
    Map<String, Optional<byte[]>> changes() {
        return changes;
    }

    long bytes() {
        return bytes;
    }

    int asked() {
        return asked;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    List<String> removals() {
        return changes.entrySet().stream()
                .filter(change -> change.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    void stored() {
        receipts.forEach(Store.Receipt::stored);
    }

    void failed(String detail) {
        receipts.forEach(receipt -> receipt.failed(detail));
    }
}
