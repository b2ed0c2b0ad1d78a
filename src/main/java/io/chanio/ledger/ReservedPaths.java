package io.chanio.ledger;

import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Reservations;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The paths to which subchannels are reserved, so that a restart gives them back. Threads: any. */
public final class ReservedPaths implements Reservations {

    private final Store store;
    private final JobCodec codec;
    private final Map<SubchannelId, PathMask> reserved = new ConcurrentHashMap<>();

    ReservedPaths(Store store, JobCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    void restore(Item.OfSubchannel item) {
        reserved.put(item.subchannel(), codec.decodePaths(item.key(), item.document()));
    }

    @Override
    public Optional<PathMask> of(SubchannelId subchannel) {
        return Optional.ofNullable(reserved.get(subchannel));
    }

    public Map<SubchannelId, PathMask> all() {
        return Map.copyOf(reserved);
    }

    /** Completes when a restart would know; fails when that can't be stored. */
    @Override
    public CompletionStage<Void> put(SubchannelId subchannel, PathMask paths) {
        reserved.put(subchannel, paths);
        CompletableFuture<Void> stored = new CompletableFuture<>();
        store.put(
                codec.item(subchannel, paths),
                Receipts.of(
                        () -> stored.complete(null),
                        detail -> stored.completeExceptionally(new IllegalStateException(detail))));
        return stored;
    }

    @Override
    public void remove(SubchannelId subchannel) {
        if (reserved.remove(subchannel) != null) {
            store.remove(Item.OfSubchannel.keyOf(subchannel));
        }
    }
}
