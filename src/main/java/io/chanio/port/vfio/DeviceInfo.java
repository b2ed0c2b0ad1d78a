package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * What an opened device says of itself. All words in host order.
 *
 * <pre>
 *    0        4        8             12         16           20
 *   +--------+--------+-------------+----------+------------+
 *   | argsz  | flags  | num_regions | num_irqs | cap_offset |
 *   +--------+--------+-------------+----------+------------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio.h, struct vfio_device_info"
 */
record DeviceInfo(int flags, int regions, int irqs) {

    static final int LENGTH = 20;

    static final int ARGSZ_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int REGIONS_OFFSET = 8;
    static final int IRQS_OFFSET = 12;

    private static final int CCW = 1 << 4;

    /** What asks for it. */
    static ByteBuffer question() {
        return HostOrder.structure(LENGTH).putInt(ARGSZ_OFFSET, LENGTH);
    }

    static DeviceInfo decode(ByteBuffer answer) {
        return new DeviceInfo(answer.getInt(FLAGS_OFFSET), answer.getInt(REGIONS_OFFSET), answer.getInt(IRQS_OFFSET));
    }

    /** It is a subchannel. */
    boolean ccw() {
        return (flags & CCW) != 0;
    }
}
