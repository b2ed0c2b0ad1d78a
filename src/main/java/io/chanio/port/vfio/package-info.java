/**
 * The port over Linux: subchannels found in sysfs, claimed for {@code vfio_ccw} where asked, opened through a VFIO group or
 * through iommufd, and driven by reads, writes and ioctls of the kernel's own layout.
 */
@NullMarked
package io.chanio.port.vfio;

import org.jspecify.annotations.NullMarked;
