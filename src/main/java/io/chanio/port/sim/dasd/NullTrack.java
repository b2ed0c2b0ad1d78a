package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tracks that a compressed image does not keep: it names one of these forms instead.
 *
 * @see "Hercules cckddasd.c, cckd_null_trk()"
 */
enum NullTrack {
    /** R0 and an end-of-file record. */
    END_OF_FILE,
    /** R0 alone. */
    EMPTY,
    /** R0 and twelve records of 4,096 zeros, as Linux formats them. */
    LINUX;

    private static final int LINUX_RECORDS = 12;
    private static final int LINUX_LENGTH = 4_096;

    static boolean knows(int format) {
        return format >= 0 && format < values().length;
    }

    static NullTrack of(int format) {
        return values()[format];
    }

    Track at(TrackAddress address) {
        List<CkdRecord> records = new ArrayList<>();
        records.add(record(address, 0, TrackFormat.RECORD_ZERO_DATA_LENGTH));
        switch (this) {
            case END_OF_FILE -> records.add(record(address, 1, 0));
            case EMPTY -> {
                // R0 is all.
            }
            case LINUX -> {
                for (int number = 1; number <= LINUX_RECORDS; number++) {
                    records.add(record(address, number, LINUX_LENGTH));
                }
            }
        }
        return new Track(address, records, Track.Ending.MARKED);
    }

    private static CkdRecord record(TrackAddress address, int number, int length) {
        return new CkdRecord(address.cylinder(), address.head(), number, Octets.EMPTY, Octets.zeros(length));
    }
}
