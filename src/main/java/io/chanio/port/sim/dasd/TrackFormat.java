package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a track lies in an image: big-endian, the rest of the track's space left as it was.
 *
 * <pre>
 *    0      1     3     5
 *   +------+-----+-----+----------+----------+-- ... --+-------------+
 *   | 00   | CC  | HH  | record 0 | record 1 |         | 8 x X'FF'   |
 *   +------+-----+-----+----------+----------+-- ... --+-------------+
 *
 *    record:  CC 2 | HH 2 | R 1 | KL 1 | DL 2 | key KL | data DL
 * </pre>
 */
final class TrackFormat {

    static final int HOME_ADDRESS_OFFSET = 0;
    static final int FIRST_RECORD_OFFSET = Track.HOME_ADDRESS_LENGTH;
    static final int END_MARK_LENGTH = 8;

    /** Of a standard R0. */
    static final int RECORD_ZERO_DATA_LENGTH = 8;

    /** What stands in place of a count field after the last record, and ends the data of READ TRACK. */
    static final Octets END_MARK = Octets.of(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);

    private static final int RECORDS_AT_FIRST = 32;
    private static final long END_MARK_VALUE = -1L;
    private static final int HEAD_OFFSET = 2;
    private static final int RECORD_OFFSET = 4;
    private static final int KEY_LENGTH_OFFSET = 5;
    private static final int DATA_LENGTH_OFFSET = 6;

    private TrackFormat() {}

    /**
     * The track that {@code image} holds; empty when its home address is not the one of {@code address}. Records up to
     * the first impossible one are kept. They stay in {@code image}, which nobody changes any more.
     */
    static Optional<Track> parse(ByteBuffer image, TrackAddress address) {
        Octets home = Octets.of(image, HOME_ADDRESS_OFFSET, Track.HOME_ADDRESS_LENGTH);
        if (!home.equals(Octets.of(0).concat(address.toOctets()))) {
            return Optional.empty();
        }
        int[] offsets = new int[RECORDS_AT_FIRST];
        int records = 0;
        int offset = FIRST_RECORD_OFFSET;
        Track.Ending ending = Track.Ending.DAMAGED;
        while (offset + END_MARK_LENGTH <= image.capacity()) {
            if (image.getLong(offset) == END_MARK_VALUE) {
                ending = Track.Ending.MARKED;
                break;
            }
            int length = lengthAt(image, offset);
            if (offset + length + END_MARK_LENGTH > image.capacity()) {
                break;
            }
            offsets = records + 1 == offsets.length ? Arrays.copyOf(offsets, 2 * records + 2) : offsets;
            offsets[records++] = offset;
            offset += length;
        }
        offsets[records] = offset;
        return Optional.of(new Track(address, new StoredRecords(image, Arrays.copyOf(offsets, records + 1)), ending));
    }

    /** The bytes that the track takes, with its end mark. */
    static int length(Track track) {
        return FIRST_RECORD_OFFSET
                + track.records().stream().mapToInt(CkdRecord::length).sum()
                + END_MARK_LENGTH;
    }

    /**
     * Writes the track with its end mark into {@code image}, from its start on.
     *
     * @throws IllegalArgumentException when the records do not fit
     */
    static void write(Track track, ByteBuffer image) {
        track.homeAddress().copyTo(image, HOME_ADDRESS_OFFSET);
        int offset = FIRST_RECORD_OFFSET;
        for (CkdRecord each : track.records()) {
            int end = offset + each.length();
            if (end + END_MARK_LENGTH > image.capacity()) {
                throw new IllegalArgumentException("record " + each.record() + " of " + track.address() + " ends at "
                        + end + ", beyond a track of " + image.capacity() + " bytes");
            }
            each.count().copyTo(image, offset);
            each.key().copyTo(image, offset + CkdRecord.COUNT_LENGTH);
            each.data().copyTo(image, offset + CkdRecord.COUNT_LENGTH + each.keyLength());
            offset = end;
        }
        END_MARK.copyTo(image, offset);
    }

    private static int lengthAt(ByteBuffer image, int offset) {
        return CkdRecord.COUNT_LENGTH + keyLengthAt(image, offset) + dataLengthAt(image, offset);
    }

    static boolean isRecordZeroAt(ByteBuffer image, int offset) {
        return image.get(offset + RECORD_OFFSET) == 0;
    }

    static CkdRecord recordAt(ByteBuffer image, int offset) {
        int key = offset + CkdRecord.COUNT_LENGTH;
        int keyLength = keyLengthAt(image, offset);
        return new CkdRecord(
                Short.toUnsignedInt(image.getShort(offset)),
                Short.toUnsignedInt(image.getShort(offset + HEAD_OFFSET)),
                Byte.toUnsignedInt(image.get(offset + RECORD_OFFSET)),
                Octets.of(image, key, keyLength),
                Octets.of(image, key + keyLength, dataLengthAt(image, offset)));
    }

    private static int keyLengthAt(ByteBuffer image, int offset) {
        return Byte.toUnsignedInt(image.get(offset + KEY_LENGTH_OFFSET));
    }

    private static int dataLengthAt(ByteBuffer image, int offset) {
        return Short.toUnsignedInt(image.getShort(offset + DATA_LENGTH_OFFSET));
    }
}
