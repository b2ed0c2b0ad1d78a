package io.chanio.operation.dasd;

import io.chanio.css.Octets;

/**
 * A track by cylinder and head.
 *
 * <pre>
 *  0               16           28  31
 * +---------------+------------+----+
 * | cylinder low  |cylinder hi |head|   CCHH
 * +---------------+------------+----+
 * </pre>
 *
 * @param cylinder 0 to 268,435,455
 * @param head 0 to 15
 * @see "linux drivers/s390/block/dasd_eckd.c, set_ch_t()"
 */
public record TrackAddress(int cylinder, int head) implements Comparable<TrackAddress> {

    static final int CYLINDER_MAX = 0xFFF_FFFF;
    static final int HEAD_MAX = 0xF;

    private static final int HEAD_BITS = 4;

    public TrackAddress {
        if (cylinder < 0 || cylinder > CYLINDER_MAX) {
            throw new IllegalArgumentException("cylinder %d is not 0 to %d".formatted(cylinder, CYLINDER_MAX));
        }
        if (head < 0 || head > HEAD_MAX) {
            throw new IllegalArgumentException("head %d is not 0 to %d".formatted(head, HEAD_MAX));
        }
    }

    /** Reads the four bytes CCHH at {@code offset}. */
    static TrackAddress decode(Octets source, int offset) {
        int headAndHigh = source.halfwordAt(offset + Short.BYTES);
        return new TrackAddress(
                headAndHigh >>> HEAD_BITS << Short.SIZE | source.halfwordAt(offset), headAndHigh & HEAD_MAX);
    }

    /** The four bytes CCHH. */
    Octets encode() {
        int headAndHigh = cylinder >>> Short.SIZE << HEAD_BITS | head;
        return Octets.of(cylinder >>> Byte.SIZE, cylinder, headAndHigh >>> Byte.SIZE, headAndHigh);
    }

    /** The track behind this one, on a device with so many tracks in a cylinder. */
    TrackAddress next(int heads) {
        return head + 1 < heads ? new TrackAddress(cylinder, head + 1) : new TrackAddress(cylinder + 1, 0);
    }

    @Override
    public int compareTo(TrackAddress that) {
        return cylinder == that.cylinder ? Integer.compare(head, that.head) : Integer.compare(cylinder, that.cylinder);
    }

    @Override
    public String toString() {
        return cylinder + "/" + head;
    }
}
