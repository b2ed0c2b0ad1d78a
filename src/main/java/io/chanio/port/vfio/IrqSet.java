package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * Names the eventfd that an interruption signals. All words in host order.
 *
 * <pre>
 *    0        4        8        12        16        20           24
 *   +--------+--------+--------+---------+---------+------------+
 *   | argsz  | flags  | index  |  start  |  count  | descriptor |
 *   +--------+--------+--------+---------+---------+------------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio.h, struct vfio_irq_set"
 */
final class IrqSet {

    /** Without the data behind it. */
    static final int HEADER_LENGTH = 20;
    /** With one descriptor. */
    static final int LENGTH = 24;

    static final int ARGSZ_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int INDEX_OFFSET = 8;
    static final int START_OFFSET = 12;
    static final int COUNT_OFFSET = 16;
    static final int DESCRIPTOR_OFFSET = HEADER_LENGTH;

    private static final int DATA_EVENTFD = 1 << 2;
    private static final int ACTION_TRIGGER = 1 << 5;

    private IrqSet() {}

    static ByteBuffer eventfd(int index, int descriptor) {
        return HostOrder.structure(LENGTH)
                .putInt(ARGSZ_OFFSET, LENGTH)
                .putInt(FLAGS_OFFSET, DATA_EVENTFD | ACTION_TRIGGER)
                .putInt(INDEX_OFFSET, index)
                .putInt(START_OFFSET, 0)
                .putInt(COUNT_OFFSET, 1)
                .putInt(DESCRIPTOR_OFFSET, descriptor);
    }
}
