package io.chanio.port.vfio;

import io.chanio.os.Descriptor;
import io.chanio.os.LibC;
import io.chanio.os.MappedMemory;
import io.chanio.os.NativeCallException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * A container with one group in it: the older of the kernel's two ways to a device.
 *
 * @see "linux Documentation/driver-api/vfio.rst, VFIO Usage Example"
 */
final class Container implements AddressSpace {

    private static final String CONTAINER_NODE = "vfio/vfio";
    private static final int API_VERSION = 0;
    private static final int TYPE1V2_IOMMU = 3;

    private final Descriptor container;
    private final Descriptor group;

    private Container(Descriptor container, Descriptor group) {
        this.container = container;
        this.group = group;
    }

    /** Opens the device {@code uuid} of group {@code number}. */
    static OpenedDevice open(LibC libc, Path dev, int number, UUID uuid, Held held) throws RefusedException {
        Descriptor container = Calls.open(libc, dev.resolve(CONTAINER_NODE), Touched.CONTAINER, held);
        requireTypes(container);
        Descriptor group = Calls.open(libc, dev.resolve("vfio/" + number), Touched.GROUP, held);
        join(container, group);
        Descriptor device = device(group, uuid);
        held.release(device::close);
        return new OpenedDevice(device, new Container(container, group));
    }

    private static void requireTypes(Descriptor container) throws RefusedException {
        int version = Calls.ask(container, VfioRequest.VFIO_GET_API_VERSION, 0, Touched.CONTAINER);
        if (version != API_VERSION) {
            throw new RefusedException("%s speaks version %d of the VFIO interface, and chanio only %d"
                    .formatted(container, version, API_VERSION));
        }
        if (Calls.ask(container, VfioRequest.VFIO_CHECK_EXTENSION, TYPE1V2_IOMMU, Touched.CONTAINER) == 0) {
            throw new RefusedException(
                    "%s offers no TYPE1v2 address space: with TYPE1 alone the kernel can't pin pages for a"
                                    .formatted(container)
                            + " subchannel, and every program with data would fail with EACCES (load the module vfio_iommu_type1)");
        }
    }

    private static void join(Descriptor container, Descriptor group) throws RefusedException {
        GroupStatus status = GroupStatus.decode(
                Calls.ask(group, VfioRequest.VFIO_GROUP_GET_STATUS, GroupStatus.question(), Touched.GROUP));
        if (!status.viable()) {
            throw new RefusedException(
                    "group %s is not viable: another device in it is bound to a driver that is none of VFIO's"
                            .formatted(group));
        }
        ByteBuffer number = HostOrder.structure(Integer.BYTES).putInt(0, container.number());
        Calls.ask(group, VfioRequest.VFIO_GROUP_SET_CONTAINER, number, Touched.GROUP);
        Calls.ask(container, VfioRequest.VFIO_SET_IOMMU, TYPE1V2_IOMMU, Touched.CONTAINER);
    }

    private static Descriptor device(Descriptor group, UUID uuid) throws RefusedException {
        byte[] name = uuid.toString().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer cString = HostOrder.structure(name.length + 1).put(0, name);
        VfioRequest request = VfioRequest.VFIO_GROUP_GET_DEVICE_FD;
        try {
            return group.openByIoctl(request.code(), cString, request.name(), "mediated device " + uuid);
        } catch (NativeCallException e) {
            throw RefusedException.because(e, Touched.DEVICE);
        }
    }

    @Override
    public void map(MappedMemory memory, int iova) {
        int length = memory.memory().capacity();
        int answer = container.ioctl(VfioRequest.VFIO_IOMMU_MAP_DMA.code(), DmaMap.of(memory.address(), iova, length));
        Mapping.require(answer, VfioRequest.VFIO_IOMMU_MAP_DMA, iova, length);
    }

    @Override
    public void unmap(int iova, int length) {
        int answer = container.ioctl(VfioRequest.VFIO_IOMMU_UNMAP_DMA.code(), DmaUnmap.of(iova, length));
        Mapping.require(answer, VfioRequest.VFIO_IOMMU_UNMAP_DMA, iova, length);
    }

    @Override
    public void close() {
        Release.inOrder(List.of(group::close, container::close));
    }
}
