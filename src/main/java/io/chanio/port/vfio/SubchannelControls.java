package io.chanio.port.vfio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The writes by which a subchannel goes from driver to driver. Each may block for as long as somebody has the device open.
 *
 * @see "linux drivers/base/bus.c (bind, unbind), drivers/s390/cio/css.c (driver_override), drivers/vfio/mdev/mdev_sysfs.c"
 */
record SubchannelControls(SubchannelFolder folder) {

    /** An empty write never reaches the kernel's driver; a line without text does. */
    private static final String NOBODY = "\n";

    /** No other driver than {@code vfio_ccw} may have it. */
    void reserve() throws IOException {
        write(folder.path().resolve("driver_override"), SubchannelFolder.VFIO_CCW);
    }

    /** Any driver may have it. */
    void unreserve() throws IOException {
        folder.files().write(folder.path().resolve("driver_override"), NOBODY);
    }

    /** Fails when {@code driver} does not have it: whoever took it meanwhile keeps it. */
    void unbind(String driver) throws IOException {
        write(attribute(driver, "unbind"), folder.id().toString());
    }

    void bind(String driver) throws IOException {
        write(attribute(driver, "bind"), folder.id().toString());
    }

    void createMediatedDevice(UUID uuid) throws IOException {
        write(folder.path().resolve("mdev_supported_types/vfio_ccw-io/create"), uuid.toString());
    }

    void removeMediatedDevice(UUID uuid) throws IOException {
        write(folder.mediatedDevicePath(uuid).resolve("remove"), "1");
    }

    void setOffline(CcwDeviceFolder device) throws IOException {
        write(device.onlineAttribute(), "0");
    }

    void setOnline(CcwDeviceFolder device) throws IOException {
        write(device.onlineAttribute(), "1");
    }

    private Path attribute(String driver, String name) {
        return folder.sys().resolve("bus/css/drivers").resolve(driver).resolve(name);
    }

    private void write(Path attribute, String word) throws IOException {
        folder.files().write(attribute, word + "\n");
    }
}
