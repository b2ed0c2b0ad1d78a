package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An entry of a level 2 table: where a track is. Numbers are little-endian.
 *
 * <pre>
 *    0          4        6        8
 *   +----------+--------+--------+
 *   | position | length | size   |
 *   +----------+--------+--------+
 * </pre>
 *
 * @param position in the file; 0 for a track that is not kept
 * @param length of the track there; of one that is not kept, its {@link NullTrack}
 * @param size of its space
 * @see "Hercules cckd.h, struct CCKD_L2ENT"
 */
record TrackEntry(long position, int length, int size) {

    static final int LENGTH = 8;

    /** The track is in another file. */
    static final long ELSEWHERE = 0xFFFF_FFFFL;

    private static final int LENGTH_OFFSET = 4;
    private static final int SIZE_OFFSET = 6;

    static TrackEntry none(int format) {
        return new TrackEntry(0, format, format);
    }

    static TrackEntry read(Octets bytes, int offset) {
        ByteBuffer entry =
                ByteBuffer.wrap(bytes.slice(offset, offset + LENGTH).toArray()).order(ByteOrder.LITTLE_ENDIAN);
        return new TrackEntry(
                Integer.toUnsignedLong(entry.getInt(0)),
                Short.toUnsignedInt(entry.getShort(LENGTH_OFFSET)),
                Short.toUnsignedInt(entry.getShort(SIZE_OFFSET)));
    }

    boolean kept() {
        return position != 0;
    }

    Octets toOctets() {
        ByteBuffer entry = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt((int) position).putShort((short) length).putShort((short) size);
        return Octets.of(entry, 0, LENGTH);
    }
}
