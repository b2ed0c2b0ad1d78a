/**
 * Disks behind the simulator: 3390 and 3380 volumes in plain CKD image files, and the control units that answer for them.
 * A device is a table of commands over a cursor on the current track; nothing here writes to a volume.
 */
@NullMarked
package io.chanio.port.sim.dasd;

import org.jspecify.annotations.NullMarked;
