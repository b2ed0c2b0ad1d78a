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

    Kept with(Job job) {
        return new Kept(new JobRecord(job, record.version(), record.dataKept()), keeping, key);
    }
}
