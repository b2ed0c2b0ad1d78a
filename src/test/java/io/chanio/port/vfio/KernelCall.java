package io.chanio.port.vfio;

import java.util.Arrays;

/** The ioctls by the numbers that a C program printed from the kernel's own headers. */
enum KernelCall {
    VFIO_GET_API_VERSION(0x3b64),
    VFIO_CHECK_EXTENSION(0x3b65),
    VFIO_SET_IOMMU(0x3b66),
    VFIO_GROUP_GET_STATUS(0x3b67),
    VFIO_GROUP_SET_CONTAINER(0x3b68),
    VFIO_GROUP_GET_DEVICE_FD(0x3b6a),
    VFIO_DEVICE_GET_INFO(0x3b6b),
    VFIO_DEVICE_GET_REGION_INFO(0x3b6c),
    VFIO_DEVICE_GET_IRQ_INFO(0x3b6d),
    VFIO_DEVICE_SET_IRQS(0x3b6e),
    VFIO_DEVICE_RESET(0x3b6f),
    VFIO_IOMMU_MAP_DMA(0x3b71),
    VFIO_IOMMU_UNMAP_DMA(0x3b72),
    VFIO_DEVICE_BIND_IOMMUFD(0x3b76),
    VFIO_DEVICE_ATTACH_IOMMUFD_PT(0x3b77),
    IOMMU_DESTROY(0x3b80),
    IOMMU_IOAS_ALLOC(0x3b81),
    IOMMU_IOAS_MAP(0x3b85),
    IOMMU_IOAS_UNMAP(0x3b86);

    final long number;

    KernelCall(long number) {
        this.number = number;
    }

    static KernelCall of(long number) {
        return Arrays.stream(values())
                .filter(call -> call.number == number)
                .findFirst()
                .orElseThrow(() -> new KernelRefusal(KernelRefusal.ENOTTY));
    }
}
