package io.chanio.css;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sense data as an ECKD or CKD disk forms it, 24 or 32 bytes.
 *
 * <pre>
 *        0        8        16       24       31
 *       +--------+--------+--------+--------+
 *  +0   |     flags of bytes 0-2   |residual|
 *       +--------+--------+---+----+---+----+
 *  +4   |        |cyl low |cyl|head|fmt|msg |
 *       +--------+--------+---+----+---+----+
 *  +24  |                          |   80   |   32 bytes only
 *       +--------+--------+--------+--------+
 *  +28  |        |    cylinder     |  head  |   32 bytes only
 *       +--------+-----------------+--------+
 * </pre>
 *
 * @see "SA22-1025 3990/3390 reference, Sense Bytes"
 * @see "linux drivers/s390/block/dasd_3990_erp.c"
 */
public record EckdSense(SenseData sense) {

    /** What older control units have. */
    public static final int SHORT_LENGTH = 24;

    /** What newer control units have. */
    public static final int LONG_LENGTH = 32;

    private static final int REMAINING_COUNT_OFFSET = 3;
    private static final int CYLINDER_LOW_OFFSET = 5;
    private static final int CYLINDER_HIGH_AND_HEAD_OFFSET = 6;
    private static final int MESSAGE_OFFSET = 7;
    private static final int PRESENTATION_OFFSET = 27;
    private static final int LONG_CYLINDER_OFFSET = 29;
    private static final int LONG_HEAD_OFFSET = 31;

    /** Byte 27: 24 bytes' worth of sense in 32, the track at the end. */
    private static final int COMPATIBILITY = 0x80;

    /** Bytes 5 and 6 where a cylinder does not fit their twelve bits. */
    private static final int TRACK_DOES_NOT_FIT = 0xFFFF;

    private static final int NIBBLE = 0xF;
    private static final int NIBBLE_BITS = 4;

    /** A place on a disk. */
    public record Track(int cylinder, int head) {}

    public EckdSense {
        if (sense.bytes().length() < SHORT_LENGTH) {
            throw new IllegalArgumentException(
                    "sense data of " + sense.bytes().length() + " bytes is shorter than " + SHORT_LENGTH);
        }
    }

    /** Commands of the locate record that were left. Empty unless the domain was left incomplete or ended imprecisely. */
    public OptionalInt remainingCount() {
        return sense.has(SenseData.Flag.INCOMPLETE_DOMAIN) || sense.has(SenseData.Flag.IMPRECISE_ENDING)
                ? OptionalInt.of(sense.bytes().at(REMAINING_COUNT_OFFSET))
                : OptionalInt.empty();
    }

    /** The format of the message, 0 to 15; 0 is program or system checks. */
    public int format() {
        return sense.bytes().at(MESSAGE_OFFSET) >>> NIBBLE_BITS;
    }

    /** The message within its format, 0 to 15; 0 in format 0 is no message. */
    public int message() {
        return sense.bytes().at(MESSAGE_OFFSET) & NIBBLE;
    }

    /** Where the access mechanism stood. Empty where the bytes cannot say it. */
    public Optional<Track> track() {
        Octets bytes = sense.bytes();
        if (bytes.length() >= LONG_LENGTH && bytes.at(PRESENTATION_OFFSET) == COMPATIBILITY) {
            return Optional.of(new Track(bytes.halfwordAt(LONG_CYLINDER_OFFSET), bytes.at(LONG_HEAD_OFFSET)));
        }
        if (bytes.halfwordAt(CYLINDER_LOW_OFFSET) == TRACK_DOES_NOT_FIT) {
            return Optional.empty();
        }
        int highAndHead = bytes.at(CYLINDER_HIGH_AND_HEAD_OFFSET);
        int cylinder = highAndHead >>> NIBBLE_BITS << Byte.SIZE | bytes.at(CYLINDER_LOW_OFFSET);
        return Optional.of(new Track(cylinder, highAndHead & NIBBLE));
    }
}
