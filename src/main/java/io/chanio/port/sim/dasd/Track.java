package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
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
        records = List.copyOf(records);
    }

    /** Flag byte (always a good primary track) and CCHH. */
    Octets homeAddress() {
        return Octets.of(0).concat(address.toOctets());
    }
}
