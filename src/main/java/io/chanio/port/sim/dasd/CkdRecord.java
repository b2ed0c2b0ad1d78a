package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;

/**
 * One record of a track: its count field, key and data. The count field is kept as it is written on the track, where the
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

    private static void check(int value, int max, String what) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is not 0 to " + max);
        }
    }
}
