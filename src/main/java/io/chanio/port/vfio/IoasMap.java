package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * Maps memory of this process into an address space of an iommufd. All fields in host order.
 *
 * <pre>
 *    0        4        8         12         16        24         32         40
 *   +--------+--------+---------+----------+---------+----------+----------+
 *   |  size  | flags  | ioas_id |    -     | user_va |  length  |   iova   |
 *   +--------+--------+---------+----------+---------+----------+----------+
 * </pre>
 *
 * @see "linux include/uapi/linux/iommufd.h, struct iommu_ioas_map"
 */
final class IoasMap {

    static final int LENGTH = 40;

    static final int SIZE_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int ADDRESS_SPACE_OFFSET = 8;
    static final int USER_VA_OFFSET = 16;
    static final int LENGTH_OFFSET = 24;
    static final int IOVA_OFFSET = 32;

    private static final int FIXED_IOVA = 1;
    private static final int WRITEABLE = 2;
    private static final int READABLE = 4;

    private IoasMap() {}

    /** At {@code iova} and nowhere else, for the device to read and write. */
    static ByteBuffer of(int addressSpace, long memory, int iova, int length) {
        return HostOrder.structure(LENGTH)
                .putInt(SIZE_OFFSET, LENGTH)
                .putInt(FLAGS_OFFSET, FIXED_IOVA | WRITEABLE | READABLE)
                .putInt(ADDRESS_SPACE_OFFSET, addressSpace)
                .putLong(USER_VA_OFFSET, memory)
                .putLong(LENGTH_OFFSET, length)
                .putLong(IOVA_OFFSET, iova);
    }
}
