package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * What a group says of itself. Both words in host order.
 *
 * <pre>
 *    0        4         8
 *   +--------+---------+
 *   | argsz  |  flags  |
 *   +--------+---------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio.h, struct vfio_group_status"
 */
record GroupStatus(int flags) {

    static final int LENGTH = 8;

    static final int ARGSZ_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;

    private static final int VIABLE = 1;

    /** What asks for it. */
    static ByteBuffer question() {
        return HostOrder.structure(LENGTH).putInt(ARGSZ_OFFSET, LENGTH);
    }

    static GroupStatus decode(ByteBuffer answer) {
        return new GroupStatus(answer.getInt(FLAGS_OFFSET));
    }

    /** Every device of the group is bound to a VFIO driver, or to none. */
    boolean viable() {
        return (flags & VIABLE) != 0;
    }
}
