/**
 * A channel subsystem without hardware behind the port's interface: the driver's state machine, an interpreter of channel
 * programs, and devices. One thread of its own, or stepped by hand.
 */
@NullMarked
package io.chanio.port.sim;

import org.jspecify.annotations.NullMarked;
