package io.chanio.ledger;

import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Job;
import io.chanio.engine.JobRecord;
import java.util.Optional;

/** All that is kept of a job: its record, for how long, and the key under which it was asked for. */
record Kept(JobRecord record, Keeping keeping, Optional<IdempotencyKey> key) {

    Job job() {
        return record.job();
    }

    /** Its version is that of the change which readers have not seen yet. */
    Kept with(Job next) {
        long version = next.equals(job()) ? record.version() : record.version() + 1;
        return new Kept(new JobRecord(next, version, record.dataKept(), record.node()), keeping, key);
    }
}
