package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * Ends an object of an iommufd, such as an address space. Both words in host order.
 *
 * <pre>
 *    0        4        8
 *   +--------+--------+
 *   |  size  |   id   |
 *   +--------+--------+
 * </pre>
 *
 * @see "linux include/uapi/linux/iommufd.h, struct iommu_destroy"
 */
final class IommuDestroy {

    static final int LENGTH = 8;

    static final int SIZE_OFFSET = 0;
    static final int ID_OFFSET = 4;

    private IommuDestroy() {}

    static ByteBuffer of(int id) {
        return HostOrder.structure(LENGTH).putInt(SIZE_OFFSET, LENGTH).putInt(ID_OFFSET, id);
    }
}
