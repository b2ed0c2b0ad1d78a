package io.chanio.port.vfio;

import io.chanio.css.SubchannelId;
import io.chanio.os.Access;
import io.chanio.os.Descriptor;
import io.chanio.os.LibC;
import io.chanio.os.NativeCallException;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Opening;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens mediated devices through whichever of the kernel's interfaces is wanted. Holds nothing, so every thread may. */
final class LinuxDeviceOpener implements DeviceOpener {

    private static final System.Logger LOGGER = System.getLogger(LinuxDeviceOpener.class.getName());

    private final LibC libc;
    private final Path dev;
    private final VfioInterface wanted;
    private final ArenaPlacement placement;

    /**
     * @param dev device nodes
     * @param placement of every subchannel's arena
     */
    LinuxDeviceOpener(LibC libc, Path dev, VfioInterface wanted, ArenaPlacement placement) {
        this.libc = libc;
        this.dev = dev;
        this.wanted = wanted;
        this.placement = placement;
    }

    @Override
    public Opening open(SubchannelId subchannel, MediatedDevice device) {
        try (Held held = new Held()) {
            VfioSubchannel port = port(subchannel, device, held);
            held.keep();
            return new Opening.Opened(port);
        } catch (RefusedException e) {
            return new Opening.Refused(e.reason());
        }
    }

    private VfioSubchannel port(SubchannelId subchannel, MediatedDevice device, Held held) throws RefusedException {
        OpenedDevice opened = device(device, held);
        DeviceSurvey survey = DeviceSurvey.of(opened.descriptor());
        IrqEventfds eventfds = IrqEventfds.open(libc, opened.descriptor(), survey.irqs(), held);
        LOGGER.log(
                System.Logger.Level.INFO,
                "subchannel {0}: opened {1}, which offers {2}",
                subchannel,
                opened.descriptor(),
                survey.features());
        return new VfioSubchannel(subchannel, libc, placement, opened, survey, eventfds);
    }

    private OpenedDevice device(MediatedDevice device, Held held) throws RefusedException {
        return switch (wanted) {
            case GROUP -> throughGroup(device, held);
            case IOMMUFD -> throughNode(device, Calls.open(libc, iommufdNode(), Touched.IOMMUFD, held), held);
            case AUTO -> throughEither(device, held);
        };
    }

    private OpenedDevice throughEither(MediatedDevice device, Held held) throws RefusedException {
        Descriptor iommufd = device.node().isPresent() ? iommufdIfAny(held) : null;
        return iommufd == null ? throughGroup(device, held) : throughNode(device, iommufd, held);
    }

    /** Null where there is none, or none that this process may open. */
    private @Nullable Descriptor iommufdIfAny(Held held) {
        try {
            Descriptor opened = Descriptor.open(libc, iommufdNode(), Access.READ_WRITE);
            held.release(opened::close);
            return opened;
        } catch (NativeCallException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "no iommufd, so the group: {0}", e.getMessage());
            return null;
        }
    }

    private OpenedDevice throughGroup(MediatedDevice device, Held held) throws RefusedException {
        if (device.group().isEmpty()) {
            throw new RefusedException(
                    "mediated device %s is in no IOMMU group: this kernel has VFIO without groups, and %s can't be used"
                            .formatted(device.uuid(), iommufdNode()));
        }
        return Container.open(libc, dev, device.group().getAsInt(), device.uuid(), held);
    }

    private OpenedDevice throughNode(MediatedDevice device, Descriptor iommufd, Held held) throws RefusedException {
        String node = device.node()
                .orElseThrow(() -> new RefusedException(
                        "mediated device %s has no node below %s: this kernel lacks VFIO_DEVICE_CDEV, take the group interface"
                                .formatted(device.uuid(), dev.resolve(Iommufd.DEVICE_NODES))));
        return Iommufd.open(libc, dev, iommufd, node, held);
    }

    private Path iommufdNode() {
        return dev.resolve(Iommufd.NODE);
    }
}
