package io.chanio.port.vfio;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks at all subchannels, and remembers what can't change while their folders stay: a look that finds nothing new reads
 * little. It also remembers what a ccw device showed, after its driver lost it. Not for more than one thread at a time.
 */
final class SysfsScan {

    private final KernelFiles files;
    private final Path sys;
    private Map<SubchannelId, Memory> memories = new HashMap<>();

    SysfsScan(KernelFiles files, Path sys) {
        this.files = files;
        this.sys = sys;
    }

    /** What earlier looks showed of the subchannel with this incarnation. */
    private record Memory(Object incarnation, boolean forIo, Optional<KnownDevice> device) {}

    /** @param incarnation of the ccw device's folder, when the identity was read there */
    private record KnownDevice(DeviceNumber number, Optional<Object> incarnation, Optional<DeviceIdentity> identity) {}

    List<Sighting> lookAtAll() {
        List<SubchannelId> all = SubchannelFolder.all(files, sys);
        List<Sighting> seen = new ArrayList<>(all.size());
        Map<SubchannelId, Memory> kept = HashMap.newHashMap(all.size());
        for (SubchannelId id : all) {
            lookAt(id).ifPresent(seen::add);
            Memory memory = memories.get(id);
            if (memory != null) {
                kept.put(id, memory);
            }
        }
        memories = kept;
        return seen;
    }

    /** Empty when it is gone, or not for I/O. */
    Optional<Sighting> lookAt(SubchannelId id) {
        SubchannelFolder folder = new SubchannelFolder(files, sys, id);
        Optional<Object> incarnation = folder.incarnation();
        if (incarnation.isEmpty()) {
            memories.remove(id);
            return Optional.empty();
        }
        Optional<Memory> memory = Optional.ofNullable(memories.get(id))
                .filter(known -> known.incarnation().equals(incarnation.get()))
                .or(() -> folder.forIo().map(forIo -> new Memory(incarnation.get(), forIo, Optional.empty())));
        memory.ifPresentOrElse(known -> memories.put(id, known), () -> memories.remove(id));
        return memory.filter(Memory::forIo).map(known -> look(folder, known));
    }

    private Sighting look(SubchannelFolder folder, Memory memory) {
        Optional<String> driver = folder.driver();
        boolean ours = driver.equals(Optional.of(SubchannelFolder.VFIO_CCW));
        Optional<KnownDevice> shown = driver.isEmpty() || ours ? Optional.empty() : shown(folder, memory.device());
        Optional<KnownDevice> device = shown.or(() -> withoutDriver(folder, memory.device()));
        Optional<CcwDeviceFolder> ccwDevice = shown.map(known -> folder.ccwDevice(known.number()));
        memories.put(folder.id(), new Memory(memory.incarnation(), true, device));
        List<UUID> mediatedDevices = ours ? folder.mediatedDevices() : List.of();
        return new Sighting(
                folder.id(),
                memory.incarnation(),
                driver,
                device.map(KnownDevice::number),
                device.flatMap(KnownDevice::identity),
                folder.channelPaths(),
                ccwDevice.map(there -> new Sighting.CcwDevice(there.driver(), there.online())),
                mediatedDevices,
                mediatedDevices.stream().findFirst().flatMap(folder::instance));
    }

    /** What the ccw device shows; what is known of it, if it is still the one. */
    private static Optional<KnownDevice> shown(SubchannelFolder folder, Optional<KnownDevice> known) {
        return known.filter(device -> device.identity().isPresent())
                .filter(device -> isThere(folder, device))
                .or(() -> folder.ccwDevice()
                        .map(there -> new KnownDevice(there.number(), there.incarnation(), there.identity())));
    }

    private static boolean isThere(SubchannelFolder folder, KnownDevice known) {
        return known.incarnation().isPresent()
                && folder.ccwDevice(known.number()).incarnation().equals(known.incarnation());
    }

    /** The subchannel's own word comes before memory: the device may have been replaced meanwhile. */
    private static Optional<KnownDevice> withoutDriver(SubchannelFolder folder, Optional<KnownDevice> known) {
        Optional<DeviceNumber> stated = folder.statedDevice();
        Optional<KnownDevice> remembered = known.filter(
                        device -> stated.isEmpty() || device.number().equals(stated.get()))
                .map(device -> new KnownDevice(device.number(), Optional.empty(), device.identity()));
        return remembered.or(() -> stated.map(number -> new KnownDevice(number, Optional.empty(), Optional.empty())));
    }
}
