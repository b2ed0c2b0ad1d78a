package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * What a device says of one of its interruptions. All words in host order.
 *
 * <pre>
 *    0        4        8        12        16
 *   +--------+--------+--------+---------+
 *   | argsz  | flags  | index  |  count  |
 *   +--------+--------+--------+---------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio.h, struct vfio_irq_info"
 */
record IrqInfo(int flags, int count) {

    static final int LENGTH = 16;

    static final int ARGSZ_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int INDEX_OFFSET = 8;
    static final int COUNT_OFFSET = 12;

    private static final int EVENTFD = 1;

    /** What asks for it. */
    static ByteBuffer question(int index) {
        return HostOrder.structure(LENGTH).putInt(ARGSZ_OFFSET, LENGTH).putInt(INDEX_OFFSET, index);
    }

    static IrqInfo decode(ByteBuffer answer) {
        return new IrqInfo(answer.getInt(FLAGS_OFFSET), answer.getInt(COUNT_OFFSET));
    }

    /** It is there, and signals an eventfd. */
    boolean usable() {
        return (flags & EVENTFD) != 0 && count >= 1;
    }
}
