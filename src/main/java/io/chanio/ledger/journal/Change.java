package io.chanio.ledger.journal;

import io.chanio.ledger.Store;

/** What the writer is asked to do, in this order. */
sealed interface Change {

    /** Keep an item: encoded by the thread that asked, for there may be much of it. */
    final class Put implements Change {

        private final String key;
        private final byte[] item;
        private final Store.Receipt receipt;

        Put(String key, byte[] item, Store.Receipt receipt) {
            this.key = key;
            this.item = item;
            this.receipt = receipt;
        }

        void into(Batch batch) {
            batch.put(key, item, receipt);
        }
    }

    /** Forget one. */
    record Remove(String key) implements Change {}

    /** Write what came before, and end. */
    record End() implements Change {}
}
