package io.chanio.port.sim;

import io.chanio.css.Octets;

/**
 * One command as it reaches a device.
 *
 * @param code command code, 0 to 255
 * @param count the bytes that the program provides or has room for, over all data-chained CCWs
 * @param data for write and control commands the {@code count} bytes; empty for read and sense commands
 * @param position where in the channel program the command stands
 */
public record DeviceCommand(int code, int count, Octets data, Position position) {

    /**
     * @param first no command was executed before it in this channel program
     * @param last command chaining does not follow
     * @param dataChained more than one CCW names its bytes
     */
    public record Position(boolean first, boolean last, boolean dataChained) {}
}
