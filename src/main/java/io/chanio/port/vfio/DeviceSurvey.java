package io.chanio.port.vfio;

import io.chanio.os.Descriptor;
import io.chanio.port.Feature;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which regions and interruptions the kernel has for an opened device. Only the I/O region and its interruption must be
 * there.
 *
 * @param offsets where the regions lie in the device's file; the I/O region is not among them, it lies at {@code ioOffset}
 * @see "linux Documentation/arch/s390/vfio-ccw.rst"
 */
record DeviceSurvey(long ioOffset, Map<CcwRegion, Long> offsets, Set<Irq> irqs) {

    /** More regions than any driver has: those behind are not looked at. */
    private static final int REGIONS_MAX = 64;

    private static final int IO_REGION = 0;

    /** @throws RefusedException when it is no subchannel that chanio can drive */
    static DeviceSurvey of(Descriptor device) throws RefusedException {
        DeviceInfo info = DeviceInfo.decode(
                Calls.ask(device, VfioRequest.VFIO_DEVICE_GET_INFO, DeviceInfo.question(), Touched.DEVICE));
        if (!info.ccw()) {
            throw new RefusedException("%s is no subchannel: its driver is not vfio_ccw (device flags %x)"
                    .formatted(device, info.flags()));
        }
        long ioOffset = ioRegion(device, info);
        Map<CcwRegion, Long> offsets = regions(device, info);
        return new DeviceSurvey(ioOffset, offsets, irqs(device, info, offsets.containsKey(CcwRegion.CRW)));
    }

    /** What of a subchannel's functions this kernel offers. */
    Set<Feature> features() {
        Set<Feature> offered = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            if (offers(feature)) {
                offered.add(feature);
            }
        }
        return Collections.unmodifiableSet(offered);
    }

    private boolean offers(Feature feature) {
        return switch (feature) {
            case HALT_CLEAR -> offsets.containsKey(CcwRegion.ASYNC);
            case SCHIB -> offsets.containsKey(CcwRegion.SCHIB);
            case CRW -> irqs.contains(Irq.CRW);
            case REQ -> irqs.contains(Irq.REQ);
        };
    }

    private static long ioRegion(Descriptor device, DeviceInfo info) throws RefusedException {
        Optional<RegionInfo> io = info.regions() > IO_REGION ? region(device, IO_REGION) : Optional.empty();
        return io.filter(region -> region.length() >= IoRegion.LENGTH)
                .map(RegionInfo::offset)
                .orElseThrow(() -> new RefusedException(
                        "%s has no I/O region of %d bytes: this kernel's vfio_ccw is none that chanio knows"
                                .formatted(device, IoRegion.LENGTH)));
    }

    private static Map<CcwRegion, Long> regions(Descriptor device, DeviceInfo info) {
        Map<CcwRegion, Long> found = new EnumMap<>(CcwRegion.class);
        for (int index = IO_REGION + 1; index < Math.min(info.regions(), REGIONS_MAX); index++) {
            region(device, index).ifPresent(region -> {
                for (CcwRegion known : CcwRegion.values()) {
                    if (known.is(region)) {
                        found.put(known, region.offset());
                    }
                }
            });
        }
        return Map.copyOf(found);
    }

    /** Empty for a region that the kernel counts and does not describe. */
    private static Optional<RegionInfo> region(Descriptor device, int index) {
        return region(device, index, RegionInfo.LENGTH).flatMap(info -> {
            boolean grows = info.argsz() > RegionInfo.LENGTH && info.argsz() <= RegionInfo.LENGTH_MAX;
            return grows ? region(device, index, info.argsz()) : Optional.of(info);
        });
    }

    private static Optional<RegionInfo> region(Descriptor device, int index, int length) {
        ByteBuffer structure = RegionInfo.question(index, length);
        return device.ioctl(VfioRequest.VFIO_DEVICE_GET_REGION_INFO.code(), structure) < 0
                ? Optional.empty()
                : Optional.of(RegionInfo.decode(structure));
    }

    private static Set<Irq> irqs(Descriptor device, DeviceInfo info, boolean reports) throws RefusedException {
        Set<Irq> known = EnumSet.noneOf(Irq.class);
        for (Irq irq : Irq.values()) {
            if (IrqEventfds.index(irq) < info.irqs() && usable(device, irq)) {
                known.add(irq);
            }
        }
        if (!known.contains(Irq.IO)) {
            throw new RefusedException(
                    "%s has no I/O interruption: this kernel's vfio_ccw is none that chanio knows".formatted(device));
        }
        if (!reports) {
            // Nobody could take the reports that it tells of.
            known.remove(Irq.CRW);
        }
        return Set.copyOf(known);
    }

    private static boolean usable(Descriptor device, Irq irq) {
        ByteBuffer structure = IrqInfo.question(IrqEventfds.index(irq));
        return device.ioctl(VfioRequest.VFIO_DEVICE_GET_IRQ_INFO.code(), structure) >= 0
                && IrqInfo.decode(structure).usable();
    }
}
