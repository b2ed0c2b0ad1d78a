package io.chanio.ledger;

import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The jobs of all chanio nodes that share a record, as far as they were written.
 *
 * <p>Threads: any; each call waits for the record.
 */
public interface StoredJobs {

    /** @throws StoreUnusableException when the record can't be reached now */
    Optional<StoredJob> find(JobId job);

    /**
     * Those of the other nodes, newest first.
     *
     * @param before only older ones than this
     * @param form what is made of each as it is read: the documents of all of them at once may be more than there is memory
     * @throws StoreUnusableException when the record can't be reached now
     */
    <T> List<T> listOfOthers(JobFilter filter, Optional<JobId> before, int limit, Function<StoredJob, T> form);
}
