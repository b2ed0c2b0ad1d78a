package io.chanio.ledger;

import io.chanio.engine.History.Keeping;
import io.chanio.engine.JobRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One job's place in the ledger. Guarded by the ledger's lock, but for the record, which readers may take without. */
final class Entry {

    private volatile JobRecord record;
    private boolean promised;
    private long weight;
    private Optional<KeptKey> key;
    private final List<Waiter> waiters = new ArrayList<>(1);

    Entry(JobRecord first, long weight, boolean promised, Optional<KeptKey> key) {
        this.record = first;
        this.weight = weight;
        this.promised = promised;
        this.key = key;
    }

    JobRecord record() {
        return record;
    }

    boolean promised() {
        return promised;
    }

    void promise() {
        promised = true;
    }

    long weight() {
        return weight;
    }

    Optional<KeptKey> key() {
        return key;
    }

    /** The key stands for this job no longer. */
    Optional<KeptKey> disown() {
        Optional<KeptKey> before = key;
        key = Optional.empty();
        return before;
    }

    List<Waiter> waiters() {
        return waiters;
    }

    Kept kept() {
        return keptAs(record);
    }

    /** As it will stand after {@link #change}. */
    Kept keptAfter(Keepsake next) {
        return keptAs(changed(next));
    }

    void change(Keepsake next) {
        weight = next.weight();
        record = changed(next);
    }

    void dropData() {
        weight = 0;
        record = new JobRecord(Keepsake.withoutData(record.job()), record.version() + 1, false, record.node());
    }

    private JobRecord changed(Keepsake next) {
        return new JobRecord(next.job(), record.version() + 1, true, record.node());
    }

    private Kept keptAs(JobRecord shown) {
        return new Kept(shown, promised ? Keeping.PROMISED : Keeping.WHILE_ROOM, key.map(KeptKey::key));
    }
}
