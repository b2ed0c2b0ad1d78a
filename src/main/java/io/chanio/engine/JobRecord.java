package io.chanio.engine;

import java.util.Optional;

/**
 * A job as the record of jobs holds it.
 *
 * @param version counts the changes of this record: another version, another picture
 * @param dataKept false once the record's data was given up for space; its {@link CcwData} then have no bytes
 * @param node the chanio that has it, where several share the record
 */
public record JobRecord(Job job, long version, boolean dataKept, Optional<String> node) {

    /** In a record that nobody shares. */
    public JobRecord(Job job, long version, boolean dataKept) {
        this(job, version, dataKept, Optional.empty());
    }
}
