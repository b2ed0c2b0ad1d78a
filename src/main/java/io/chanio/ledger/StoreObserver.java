package io.chanio.ledger;

/** Is told what a {@link Store} does, on a thread of the store's. Must not block. */
public interface StoreObserver {

    StoreObserver NONE = (nanos, items) -> {};

    /**
     * What was waiting now outlives a loss of power.
     *
     * @param nanos what the medium took for it
     * @param items puts and removals that it carried
     */
    void forced(long nanos, int items);
}
