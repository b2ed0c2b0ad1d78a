package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * Maps memory of this process for the devices of a container. All fields in host order.
 *
 * <pre>
 *    0        4        8          16         24         32
 *   +--------+--------+----------+----------+----------+
 *   | argsz  | flags  |  vaddr   |   iova   |   size   |
 *   +--------+--------+----------+----------+----------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio.h, struct vfio_iommu_type1_dma_map"
 */
final class DmaMap {

    static final int LENGTH = 32;

    static final int ARGSZ_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int VADDR_OFFSET = 8;
    static final int IOVA_OFFSET = 16;
    static final int SIZE_OFFSET = 24;

    private static final int READ = 1;
    private static final int WRITE = 2;

    private DmaMap() {}

    /** For the device to read and write. */
    static ByteBuffer of(long memory, int iova, int length) {
        return HostOrder.structure(LENGTH)
                .putInt(ARGSZ_OFFSET, LENGTH)
                .putInt(FLAGS_OFFSET, READ | WRITE)
                .putLong(VADDR_OFFSET, memory)
                .putLong(IOVA_OFFSET, iova)
                .putLong(SIZE_OFFSET, length);
    }
}
