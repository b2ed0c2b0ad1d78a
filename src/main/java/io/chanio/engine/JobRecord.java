package io.chanio.engine;

/**
 * A job as the record of jobs holds it.
 *
 * @param version counts the changes of this record: another version, another picture
 * @param dataKept false once the record's data was given up for space; its {@link CcwData} then have no bytes
 */
public record JobRecord(Job job, long version, boolean dataKept) {}
