package io.chanio.port.vfio;

import io.chanio.css.SubchannelId;
import io.chanio.os.LibC;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Inventory;
import io.chanio.port.Listing;
import io.chanio.port.vfio.VfioSettings.OnlineDevices;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;

/**
 * The subchannel of the lab's guest that tests on the real driver may use: bound to {@code vfio_ccw}, with a mediated
 * device, and with a device that knows NOP and SENSE ID.
 *
 * @param subchannel system property {@code chanio.lab.subchannel}
 * @param wanted system property {@code chanio.lab.interface}, {@code group} or {@code iommufd}
 */
public record LabSubchannel(SubchannelId subchannel, VfioInterface wanted) {

    /** @throws IllegalStateException outside of the lab, where these tests must not seem to have passed */
    public static LabSubchannel named() {
        return new LabSubchannel(
                SubchannelId.parse(property("chanio.lab.subchannel")),
                VfioInterface.valueOf(property("chanio.lab.interface").toUpperCase(Locale.ROOT)));
    }

    /** The guest's subchannels; nothing is claimed. */
    public VfioInventory inventory(LibC libc) {
        return VfioInventory.open(
                libc,
                KernelPaths.withSysfs(Path.of("/sys")),
                new VfioSettings(wanted, ClaimList.NONE, OnlineDevices.REFUSE),
                ArenaPlacement.DEFAULT,
                InstantSource.system());
    }

    /** The listing of this subchannel. */
    public Listing listing(Inventory inventory) {
        return inventory.list().stream()
                .filter(listing -> listing.subchannel().equals(subchannel))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the guest has no subchannel " + subchannel));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("system property " + name + " is not set: this test runs in the lab only");
        }
        return value;
    }
}
