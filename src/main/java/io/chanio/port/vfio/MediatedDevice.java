package io.chanio.port.vfio;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The mediated device of a subchannel that is bound to {@code vfio_ccw}: what a process opens.
 *
 * @param group number of its IOMMU group; empty on a kernel without groups
 * @param node name of its own device node below {@code /dev/vfio/devices}; empty on a kernel without them
 * @see "linux Documentation/driver-api/vfio-mediated-device.rst"
 */
record MediatedDevice(UUID uuid, OptionalInt group, Optional<String> node) {}
