package io.chanio.port;

import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import java.util.Optional;

/**
 * One subchannel of the inventory, as it is before it is opened.
 *
 * @param deviceNumber empty where nobody tells it before the subchannel is open
 * @param driver the driver that has the subchannel; empty where none has, or where there are no drivers
 * @param device what is known of the device without asking it
 * @param paths empty where they are not known before the subchannel is open
 * @param instance what an opening would open, named so that it is another name after each new bind or creation, also when
 *     these come between two looks: for vfio-ccw the UUID of the mediated device and the inode number of its folder. While
 *     it is the same, a subchannel that the kernel took, or whose driver gave up, is not opened again. Empty where there is
 *     no such thing
 * @param unusable why it can't be opened (no image, not bound to the driver ...); empty when it can
 */
public record Listing(
        SubchannelId subchannel,
        Optional<DeviceNumber> deviceNumber,
        Optional<String> driver,
        Optional<DeviceIdentity> device,
        Optional<ChannelPaths> paths,
        Optional<String> instance,
        Optional<String> unusable) {

    /** One that can be opened, and of which no more is known. */
    public static Listing of(SubchannelId subchannel, DeviceNumber deviceNumber) {
        return new Listing(
                subchannel,
                Optional.of(deviceNumber),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same, as it stands after the bind or creation that {@code name} names. */
    public Listing ofInstance(String name) {
        return new Listing(subchannel, deviceNumber, driver, device, paths, Optional.of(name), unusable);
    }

    /** The same, which can't be opened. */
    public Listing unusableBecause(String reason) {
        return new Listing(subchannel, deviceNumber, driver, device, paths, instance, Optional.of(reason));
    }
}
