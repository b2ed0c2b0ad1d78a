package io.chanio.port.vfio;

/**
 * The ioctls of VFIO and iommufd that open and map a device, in the order of the kernel headers and under their names.
 *
 * @see "linux include/uapi/linux/vfio.h, VFIO_TYPE, VFIO_BASE"
 * @see "linux include/uapi/linux/iommufd.h, IOMMUFD_TYPE, IOMMUFD_CMD_BASE"
 */
enum VfioRequest {
    VFIO_GET_API_VERSION(Header.VFIO, 0),
    VFIO_CHECK_EXTENSION(Header.VFIO, 1),
    VFIO_SET_IOMMU(Header.VFIO, 2),
    VFIO_GROUP_GET_STATUS(Header.VFIO, 3),
    VFIO_GROUP_SET_CONTAINER(Header.VFIO, 4),
    VFIO_GROUP_GET_DEVICE_FD(Header.VFIO, 6),
    VFIO_DEVICE_GET_INFO(Header.VFIO, 7),
    VFIO_DEVICE_GET_REGION_INFO(Header.VFIO, 8),
    VFIO_DEVICE_GET_IRQ_INFO(Header.VFIO, 9),
    VFIO_DEVICE_SET_IRQS(Header.VFIO, 10),
    VFIO_DEVICE_RESET(Header.VFIO, 11),
    VFIO_IOMMU_MAP_DMA(Header.VFIO, 13),
    VFIO_IOMMU_UNMAP_DMA(Header.VFIO, 14),
    VFIO_DEVICE_BIND_IOMMUFD(Header.VFIO, 18),
    VFIO_DEVICE_ATTACH_IOMMUFD_PT(Header.VFIO, 19),
    IOMMU_DESTROY(Header.IOMMUFD, 0),
    IOMMU_IOAS_ALLOC(Header.IOMMUFD, 1),
    IOMMU_IOAS_MAP(Header.IOMMUFD, 5),
    IOMMU_IOAS_UNMAP(Header.IOMMUFD, 6);

    /** Which header counts from where. Both share one type. */
    private enum Header {
        VFIO(100),
        IOMMUFD(0x80);

        private final int base;

        Header(int base) {
            this.base = base;
        }
    }

    private static final int TYPE = ';';

    private final int code;

    VfioRequest(Header header, int offset) {
        // _IO(type, nr): neither direction nor size, so the two low bytes are all there is.
        this.code = TYPE << 8 | header.base + offset;
    }

    int code() {
        return code;
    }
}
