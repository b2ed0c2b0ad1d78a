package io.chanio.port.sim;

import io.chanio.css.Octets;

/**
 * How a channel program ended, or where it stands.
 *
 * @param unitStatus the device-status byte, zero when the channel ended it
 * @param subchannelStatus the subchannel-status byte
 * @param residual count of the CCW in use less what was transferred
 * @param programAddress the user's address behind the CCW in use
 * @param sense concurrent sense data; empty for none
 * @param initialStatus the device was reached by a command other than NOP
 */
record ChannelResult(
        int unitStatus, int subchannelStatus, int residual, int programAddress, Octets sense, boolean initialStatus) {

    private static final int CHANNEL_END = 0x08;
    private static final int DEVICE_END = 0x04;

    /** Of a program that has not begun, and begins at {@code programAddress}. */
    static ChannelResult before(int programAddress) {
        return new ChannelResult(0, 0, 0, programAddress, Octets.EMPTY, false);
    }

    /** True when the channel is through, and the device, still at work, will end by itself. */
    boolean deviceEndOwed() {
        return (unitStatus & (CHANNEL_END | DEVICE_END)) == CHANNEL_END;
    }

    /** True for whatever an operating system would want to look at. */
    boolean unusual() {
        boolean ended = (unitStatus & CHANNEL_END) != 0 && (unitStatus & ~(CHANNEL_END | DEVICE_END)) == 0;
        return subchannelStatus != 0 || !ended;
    }
}
