package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;

/**
 * One record of a track, or the part on this track of one that overflows to the next: its count field, key and data. The count field is kept as it is written on the track, where the
 * cylinder and head need not be those of the track.
 *
 * @param cylinder the CC of the count field, 0 to 65,535
 * @param head the HH of the count field, 0 to 65,535
 * @param record the record number, 0 to 255
 * @see "SA22-1025 3990/3390 reference, Count Area"
 */
record CkdRecord(int cylinder, int head, int record, Octets key, Octets data) {

    static final int COUNT_LENGTH = 8;
    static final int KEY_LENGTH_MAX = 0xFF;
    static final int DATA_LENGTH_MAX = 0xFFFF;

    /** In the cylinder number: the record goes on with the first one of the next track. */
    private static final int OVERFLOW = 0x8000;

    /** From here on a volume has so many cylinders that their numbers need the overflow bit. */
    private static final int CYLINDERS_WITH_OVERFLOW_MAX = 0x8000;

    /** The part of a count field that a search compares with: CC HH R. */
    static final int ID_LENGTH = 5;

    CkdRecord {
        check(cylinder, 0xFFFF, "cylinder");
        check(head, 0xFFFF, "head");
        check(record, 0xFF, "record number");
        check(key.length(), KEY_LENGTH_MAX, "key length");
        check(data.length(), DATA_LENGTH_MAX, "data length");
    }

    int keyLength() {
        return key.length();
    }

    int dataLength() {
        return data.length();
    }

    /** The bytes it occupies on a track image. */
    int length() {
        return COUNT_LENGTH + key.length() + data.length();
    }

    boolean isRecordZero() {
        return record == 0;
    }

    /** CC HH R KL DL, 8 bytes. */
    Octets count() {
        return Octets.of(
                cylinder >> 8, cylinder, head >> 8, head, record, key.length(), data.length() >> 8, data.length());
    }

    /** CC HH R, 5 bytes. */
    Octets id() {
        return count().first(ID_LENGTH);
    }

    /** Whether the next track, of a volume with this many cylinders, has the rest of the record. */
    boolean overflows(int cylinders) {
        return cylinders < CYLINDERS_WITH_OVERFLOW_MAX && (cylinder & OVERFLOW) != 0;
    }

    CkdRecord overflowing() {
        return new CkdRecord(cylinder | OVERFLOW, head, record, key, data);
    }

    /** As it is presented: without the mark of a record that overflows. */
    CkdRecord presented(int cylinders) {
        return overflows(cylinders) ? new CkdRecord(cylinder & ~OVERFLOW, head, record, key, data) : this;
    }

    CkdRecord withData(Octets changed) {
        return new CkdRecord(cylinder, head, record, key, changed);
    }

    private static void check(int value, int max, String what) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is not 0 to " + max);
        }
    }
}
