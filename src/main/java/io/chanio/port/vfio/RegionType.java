package io.chanio.port.vfio;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The capability that says what a region is. All fields in host order; {@code next} counts from the start of the whole
 * answer and is 0 in the last capability.
 *
 * <pre>
 *    0      2           4        8        12         16
 *   +------+-----------+--------+--------+----------+
 *   |  id  |  version  |  next  |  type  | subtype  |
 *   +------+-----------+--------+--------+----------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio.h, struct vfio_info_cap_header, struct vfio_region_info_cap_type"
 */
record RegionType(int type, int subtype) {

    static final int LENGTH = 16;

    static final int ID_OFFSET = 0;
    static final int NEXT_OFFSET = 4;
    static final int TYPE_OFFSET = 8;
    static final int SUBTYPE_OFFSET = 12;

    /** Of the capability that is a type: VFIO_REGION_INFO_CAP_TYPE. */
    static final int ID = 2;
    /** A chain that is longer, or a ring. */
    static final int CAPABILITIES_MAX = 16;

    private static final int CCW = 2;

    /** The one in the chain that starts at {@code first}; empty when there is none, or it does not lie in the answer. */
    static Optional<RegionType> find(ByteBuffer answer, int first) {
        int at = first;
        for (int i = 0; i < CAPABILITIES_MAX && at > 0 && at <= answer.capacity() - TYPE_OFFSET; i++) {
            if (Short.toUnsignedInt(answer.getShort(at + ID_OFFSET)) == ID) {
                return at <= answer.capacity() - LENGTH
                        ? Optional.of(
                                new RegionType(answer.getInt(at + TYPE_OFFSET), answer.getInt(at + SUBTYPE_OFFSET)))
                        : Optional.empty();
            }
            at = answer.getInt(at + NEXT_OFFSET);
        }
        return Optional.empty();
    }

    /** True for the vfio-ccw region of this subtype. */
    boolean isCcw(int wanted) {
        return type == CCW && subtype == wanted;
    }
}
