package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * Takes a mapping away from the devices of a container. All fields in host order.
 *
 * <pre>
 *    0        4        8          16         24
 *   +--------+--------+----------+----------+
 *   | argsz  | flags  |   iova   |   size   |
 *   +--------+--------+----------+----------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio.h, struct vfio_iommu_type1_dma_unmap"
 */
final class DmaUnmap {

    static final int LENGTH = 24;

    static final int ARGSZ_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int IOVA_OFFSET = 8;
    static final int SIZE_OFFSET = 16;

    private DmaUnmap() {}

    static ByteBuffer of(int iova, int length) {
        return HostOrder.structure(LENGTH)
                .putInt(ARGSZ_OFFSET, LENGTH)
                .putLong(IOVA_OFFSET, iova)
                .putLong(SIZE_OFFSET, length);
    }
}
