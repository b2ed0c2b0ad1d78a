/**
 * Disks behind the simulator: 3390, 3380 and 3350 volumes in CKD image files, and the control units that answer for them.
 * A device is a table of commands and the rules that must hold before each, over a cursor on the current track. A volume is
 * tracks, whatever kind of file keeps them; a track is written whole or not at all.
 */
@NullMarked
package io.chanio.port.sim.dasd;

import org.jspecify.annotations.NullMarked;
