package io.chanio.port.vfio;

import io.chanio.os.Descriptor;
import io.chanio.os.LibC;
import io.chanio.os.MappedMemory;
import java.nio.file.Path;
import java.util.List;

/**
 * An iommufd with one address space in it: the newer of the kernel's two ways to a device, which then has a node of its
 * own.
 *
 * @see "linux Documentation/userspace-api/iommufd.rst"
 * @see "linux Documentation/driver-api/vfio.rst, IOMMUFD and vfio_iommu_type1, VFIO Device cdev"
 */
final class Iommufd implements AddressSpace {

    static final String NODE = "iommu";
    static final String DEVICE_NODES = "vfio/devices";

    private final Descriptor iommufd;
    private final int addressSpace;

    private Iommufd(Descriptor iommufd, int addressSpace) {
        this.iommufd = iommufd;
        this.addressSpace = addressSpace;
    }

    /** Opens the device behind {@code node} over {@code iommufd}, which {@code held} has already. */
    static OpenedDevice open(LibC libc, Path dev, Descriptor iommufd, String node, Held held) throws RefusedException {
        Path path = dev.resolve(DEVICE_NODES).resolve(node);
        Descriptor device = Calls.open(libc, path, Touched.NODE, held);
        Calls.ask(device, VfioRequest.VFIO_DEVICE_BIND_IOMMUFD, BindIommufd.to(iommufd.number()), Touched.BINDING);
        int addressSpace =
                IoasAlloc.id(Calls.ask(iommufd, VfioRequest.IOMMU_IOAS_ALLOC, IoasAlloc.question(), Touched.IOMMUFD));
        Calls.ask(device, VfioRequest.VFIO_DEVICE_ATTACH_IOMMUFD_PT, AttachIommufd.to(addressSpace), Touched.DEVICE);
        return new OpenedDevice(device, new Iommufd(iommufd, addressSpace));
    }

    @Override
    public void map(MappedMemory memory, int iova) {
        int length = memory.memory().capacity();
        int answer = iommufd.ioctl(
                VfioRequest.IOMMU_IOAS_MAP.code(), IoasMap.of(addressSpace, memory.address(), iova, length));
        Mapping.require(answer, VfioRequest.IOMMU_IOAS_MAP, iova, length);
    }

    @Override
    public void unmap(int iova, int length) {
        int answer = iommufd.ioctl(VfioRequest.IOMMU_IOAS_UNMAP.code(), IoasUnmap.of(addressSpace, iova, length));
        Mapping.require(answer, VfioRequest.IOMMU_IOAS_UNMAP, iova, length);
    }

    @Override
    public void close() {
        // An address space that the kernel does not end goes with its iommufd.
        Release.inOrder(List.of(
                () -> iommufd.ioctl(VfioRequest.IOMMU_DESTROY.code(), IommuDestroy.of(addressSpace)), iommufd::close));
    }
}
