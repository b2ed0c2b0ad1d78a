package io.chanio.ledger;

import io.chanio.engine.JobRecord;
import java.util.ArrayList;
import java.util.List;

/** One job's place in the ledger. Guarded by the ledger's lock, but for the record, which readers may take without. */
final class Entry {

    private volatile JobRecord record;
    private boolean promised;
    private long weight;
    private final List<Waiter> waiters = new ArrayList<>(1);

    Entry(Keepsake first, boolean promised) {
        this.record = new JobRecord(first.job(), 1, true);
        this.weight = first.weight();
        this.promised = promised;
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

    List<Waiter> waiters() {
        return waiters;
    }

    void change(Keepsake next) {
        weight = next.weight();
        record = new JobRecord(next.job(), record.version() + 1, true);
    }

    void dropData() {
        weight = 0;
        record = new JobRecord(Keepsake.withoutData(record.job()), record.version() + 1, false);
    }
}
