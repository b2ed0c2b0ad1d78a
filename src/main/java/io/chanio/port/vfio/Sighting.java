package io.chanio.port.vfio;

import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What one look at sysfs showed of an I/O subchannel.
 *
 * @param incarnation tells it from a subchannel that comes under the same name after an unplug
 * @param driver of the subchannel
 * @param device empty when neither the kernel tells it nor an earlier look showed it
 * @param instance of the mediated device: another one after each creation
 * @param ccwDevice empty unless the kernel's own drivers have the subchannel
 */
record Sighting(
        SubchannelId subchannel,
        Object incarnation,
        Optional<String> driver,
        Optional<DeviceNumber> device,
        Optional<DeviceIdentity> identity,
        Optional<ChannelPaths> paths,
        Optional<CcwDevice> ccwDevice,
        List<UUID> mediatedDevices,
        Optional<String> instance) {

    Sighting {
        mediatedDevices = List.copyOf(mediatedDevices);
    }

    /** The moving part of a ccw device. */
    record CcwDevice(Optional<String> driver, boolean online) {}

    boolean drivenBy(String name) {
        return driver.equals(Optional.of(name));
    }

    /** The subchannel and the number by which people know its device. */
    String name() {
        return device.map(number -> "subchannel %s (device %s)".formatted(subchannel, number))
                .orElse("subchannel " + subchannel);
    }
}
