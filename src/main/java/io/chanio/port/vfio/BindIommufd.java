package io.chanio.port.vfio;

import java.nio.ByteBuffer;

/**
 * Binds a device to an iommufd. All words in host order.
 *
 * <pre>
 *    0        4        8          12          16
 *   +--------+--------+----------+-----------+
 *   | argsz  | flags  | iommufd  | out_devid |
 *   +--------+--------+----------+-----------+
 * </pre>
 *
 * @see "linux include/uapi/linux/vfio.h, struct vfio_device_bind_iommufd"
 */
final class BindIommufd {

    static final int LENGTH = 16;

    static final int ARGSZ_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int IOMMUFD_OFFSET = 8;

    private BindIommufd() {}

    static ByteBuffer to(int iommufd) {
        return HostOrder.structure(LENGTH).putInt(ARGSZ_OFFSET, LENGTH).putInt(IOMMUFD_OFFSET, iommufd);
    }
}
