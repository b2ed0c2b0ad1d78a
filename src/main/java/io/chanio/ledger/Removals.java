package io.chanio.ledger;

import io.chanio.engine.JobId;
import java.util.Optional;

/** Takes out of the store what the record of jobs gave up. Threads: any. */
final class Removals {

    private final Store store;
    private final JobCodec codec;
    private final Owed owed;

    Removals(Store store, JobCodec codec, Owed owed) {
        this.store = store;
        this.codec = codec;
        this.owed = owed;
    }

    /** @param key that must be remembered longer than its job */
    void remove(JobId job, Optional<KeptKey> key) {
        owed.settle(Item.OfJob.keyOf(job));
        if (key.isPresent()) {
            remember(key.get());
        } else {
            store.remove(Item.OfJob.keyOf(job));
        }
    }

    /** A key whose job went before. */
    void remove(KeptKey key) {
        String item = codec.item(key).key();
        owed.settle(item);
        store.remove(item);
    }

    /** The job goes only when its key is stored: in a moment without both, the same request would run again. */
    private void remember(KeptKey key) {
        Item.OfKey item = codec.item(key);
        store.put(
                item,
                Receipts.of(
                        () -> {
                            owed.settle(item.key());
                            store.remove(Item.OfJob.keyOf(key.job()));
                        },
                        detail -> owed.add(item.key(), () -> remember(key), detail)));
    }
}
