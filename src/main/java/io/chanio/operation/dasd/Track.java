package io.chanio.operation.dasd;

import io.chanio.css.Octets;
import java.util.List;
import java.util.Optional;

/**
 * The records of a track, record 0 included.
 *
 * @param cylinder where the track was read
 */
public record Track(int cylinder, int head, List<TrackRecord> records) {

    public Track {
        records = List.copyOf(records);
    }

    /**
     * A record: count, key and data.
     *
     * @param cylinder of the count field, as the device or a program wrote it there
     * @param record 0 to 255
     * @param key empty when it has none
     * @param data empty when it has none: an end-of-file record
     */
    public record TrackRecord(
            int cylinder,
            int head,
            int record,
            int keyLength,
            int dataLength,
            Optional<Octets> key,
            Optional<Octets> data) {}

    Optional<TrackRecord> record(int number) {
        return records.stream().filter(record -> record.record() == number).findFirst();
    }
}
