package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import io.chanio.port.sim.DeviceData;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A track: its address, its records in their order from the index on (R0 first), and how they end.
 *
 * @see "SA22-1025 3990/3390 reference, Track Format"
 */
record Track(TrackAddress address, List<CkdRecord> records, Ending ending) {

    static final int HOME_ADDRESS_LENGTH = 5;

    /** What follows the last record. */
    enum Ending {
        /** The end-of-track marker, as it must be. */
        MARKED,
        /** Bytes that can be no record: it would reach beyond the track. */
        DAMAGED
    }

    Track {
        records = records instanceof StoredRecords ? records : List.copyOf(records);
    }

    boolean isRecordZero(int index) {
        return records instanceof StoredRecords stored
                ? stored.isRecordZero(index)
                : records.get(index).isRecordZero();
    }

    /** The records from {@code index} on, one behind the other, and the end mark. */
    DeviceData imageFrom(int index) {
        if (records instanceof StoredRecords stored) {
            return stored.imageFrom(index);
        }
        ByteBuffer image = ByteBuffer.allocate(TrackFormat.length(this));
        TrackFormat.write(this, image);
        int start = TrackFormat.FIRST_RECORD_OFFSET
                + records.subList(0, index).stream().mapToInt(CkdRecord::length).sum();
        return new DeviceData.Stored(image.slice(start, image.capacity() - start));
    }

    /** Flag byte (always a good primary track) and CCHH. */
    Octets homeAddress() {
        return Octets.of(0).concat(address.toOctets());
    }
}
