package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.Comparator;

/**
 * A cylinder and a head as they stand in four bytes CCHH: the cylinder's low 16 bits, then its high 12 bits before the
 * four bits of the head. Below 65,536 cylinders, and where a cylinder has more than 16 tracks, that is plainly CC and HH.
 *
 * @see "SA22-1025 3990/3390 reference, Define Extent; large volumes as in linux drivers/s390/block/dasd_eckd.c set_ch_t()"
 */
record TrackAddress(int cylinder, int head) implements Comparable<TrackAddress> {

    static final int LENGTH = 4;

    private static final int HEAD_BITS = 4;
    private static final int HEAD_MASK = 0x0F;
    private static final Comparator<TrackAddress> ORDER =
            Comparator.comparingInt(TrackAddress::cylinder).thenComparingInt(TrackAddress::head);

    /** The address in the four bytes at {@code offset}, of a disk with {@code heads} tracks a cylinder. */
    static TrackAddress at(Octets parameters, int offset, int heads) {
        int low = parameters.halfwordAt(offset);
        int high = parameters.halfwordAt(offset + 2);
        if (heads > HEAD_MASK + 1) {
            return new TrackAddress(low, high);
        }
        return new TrackAddress((high >> HEAD_BITS) << 16 | low, high & HEAD_MASK);
    }

    Octets toOctets() {
        int high = (cylinder >> 16) << HEAD_BITS | head;
        return Octets.of(cylinder >> 8, cylinder, high >> 8, high);
    }

    /** The track that lies {@code tracks} further on. */
    TrackAddress plus(int tracks, int heads) {
        int number = cylinder * heads + head + tracks;
        return new TrackAddress(number / heads, number % heads);
    }

    @Override
    public int compareTo(TrackAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "cylinder " + cylinder + " head " + head;
    }
}
