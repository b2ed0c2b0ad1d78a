package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * Makes an address space in an iommufd. All words in host order.
 *
 * <pre>
 *    0        4        8             12
 *   +--------+--------+-------------+
 *   |  size  | flags  | out_ioas_id |
 *   +--------+--------+-------------+
 * </pre>
 *
 * @see "linux include/uapi/linux/iommufd.h, struct iommu_ioas_alloc"
 */
final class IoasAlloc {

    static final int LENGTH = 12;

    static final int SIZE_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int ID_OFFSET = 8;

    private IoasAlloc() {}

    /** What asks for it. */
    static ByteBuffer question() {
        return HostOrder.structure(LENGTH).putInt(SIZE_OFFSET, LENGTH);
    }

    /** What the kernel calls the new address space. */
    static int id(ByteBuffer answer) {
        return answer.getInt(ID_OFFSET);
    }
}
