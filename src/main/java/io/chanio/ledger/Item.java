package io.chanio.ledger;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.JobState;
import java.util.Optional;

/** One thing that a {@link Store} keeps: putting another with the same {@link #key()} replaces it. */
public sealed interface Item {

    /** What it is found by; unlike that of every other item. */
    String key();

    /** All there is to it; a store does not look into it. */
    Octets document();

    /**
     * A job. What stands beside its document is what jobs are asked for by.
     *
     * @param document the whole of it
     */
    record OfJob(JobId job, SubchannelId subchannel, JobState state, Optional<String> label, Octets document)
            implements Item {

        @Override
        public String key() {
            return keyOf(job);
        }

        static String keyOf(JobId job) {
            return "job/" + job;
        }
    }

    /** What must be remembered of a subchannel: its reservation. */
    record OfSubchannel(SubchannelId subchannel, Octets document) implements Item {

        @Override
        public String key() {
            return keyOf(subchannel);
        }

        static String keyOf(SubchannelId subchannel) {
            return "subchannel/" + subchannel;
        }
    }

    /**
     * An idempotency key whose job is in the record no longer.
     *
     * @param digest of principal, path and key, in hex
     */
    record OfKey(String digest, Octets document) implements Item {

        @Override
        public String key() {
            return "key/" + digest;
        }
    }
}
