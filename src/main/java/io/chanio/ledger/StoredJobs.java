package io.chanio.ledger;

import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import java.util.List;
import java.util.Optional;

/**
 * The jobs of all chanio nodes that share a record, as far as they were written.
 *
 * <p>Threads: any; each call waits for the record.
 */
public interface StoredJobs {

    /** @throws StoreUnusableException when the record can't be reached now */
    Optional<StoredJob> find(JobId job);

    /**
     * Newest first.
     *
     * @param before only older ones than this
     * @throws StoreUnusableException when the record can't be reached now
     */
    List<StoredJob> list(JobFilter filter, Optional<JobId> before, int limit);
}
