package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * Takes a mapping out of an address space of an iommufd. All fields in host order.
 *
 * <pre>
 *    0        4         8          16         24
 *   +--------+---------+----------+----------+
 *   |  size  | ioas_id |   iova   |  length  |
 *   +--------+---------+----------+----------+
 * </pre>
 *
 * @see "linux include/uapi/linux/iommufd.h, struct iommu_ioas_unmap"
 */
final class IoasUnmap {

    static final int LENGTH = 24;

    static final int SIZE_OFFSET = 0;
    static final int ADDRESS_SPACE_OFFSET = 4;
    static final int IOVA_OFFSET = 8;
    static final int LENGTH_OFFSET = 16;

    private IoasUnmap() {}

    static ByteBuffer of(int addressSpace, int iova, int length) {
        return HostOrder.structure(LENGTH)
                .putInt(SIZE_OFFSET, LENGTH)
                .putInt(ADDRESS_SPACE_OFFSET, addressSpace)
                .putLong(IOVA_OFFSET, iova)
                .putLong(LENGTH_OFFSET, length);
    }
}
