/**
 * The interface to one opened subchannel, cut where the kernel cuts it (bytes, errno, eventfds, mapped memory), and the
 * inventory of the subchannels there are. Two implementations that never see each other: the Linux driver and the
 * simulator.
 */
@NullMarked
package io.chanio.port;

import org.jspecify.annotations.NullMarked;
