package io.chanio.ledger;

import io.chanio.engine.JobId;
import java.util.Optional;

/** Something that the record of jobs gave up for space or age. */
sealed interface Loss {

    /** The data and the result of a job that ended. */
    record OfData(JobId job) implements Loss {}

    /**
     * A job, with all there was.
     *
     * @param key that must be remembered longer
     */
    record OfJob(JobId job, Optional<KeptKey> key) implements Loss {}

    /** A key whose job was given up before. */
    record OfKey(KeptKey key) implements Loss {}
}
