package io.chanio.port.vfio;

import io.chanio.css.DeviceNumber;
import java.util.Optional;
import java.util.Set;

/**
 * The devices without which this machine does not go on.
 *
 * @param ipl the device it was started from
 * @param roots where its root file system lies
 * @param console named by {@code condev=} on the kernel's command line
 * @param console3270 whether a 3270 display is the kernel's console; which one, nobody tells
 */
record HostDevices(
        Optional<DeviceNumber> ipl, Set<DeviceNumber> roots, Optional<DeviceNumber> console, boolean console3270) {

    HostDevices {
        roots = Set.copyOf(roots);
    }
}
