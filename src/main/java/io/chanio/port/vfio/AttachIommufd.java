package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * Attaches a bound device to an address space of its iommufd. All words in host order.
 *
 * <pre>
 *    0        4        8        12
 *   +--------+--------+--------+
 *   | argsz  | flags  | pt_id  |
 *   +--------+--------+--------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio.h, struct vfio_device_attach_iommufd_pt"
 */
final class AttachIommufd {

    static final int LENGTH = 12;

    static final int ARGSZ_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int ADDRESS_SPACE_OFFSET = 8;

    private AttachIommufd() {}

    static ByteBuffer to(int addressSpace) {
        return HostOrder.structure(LENGTH).putInt(ARGSZ_OFFSET, LENGTH).putInt(ADDRESS_SPACE_OFFSET, addressSpace);
    }
}
