package io.chanio.port.sim;

import io.chanio.css.Octets;

/**
 * What a device answered to one command.
 *
 * @param unitStatus the device-status byte (channel end 08, device end 04, unit check 02 ...); channel end without
 *     device end says that the device works on, and ends by itself
 * @param offered for read and sense commands all the bytes that the device has to offer, however many the program has room
 *     for; empty for the others
 * @param accepted for write and control commands how many bytes the device takes, however many the program provides; zero
 *     for the others
 */
public record DeviceAnswer(int unitStatus, DeviceData offered, int accepted) {

    /** With bytes that were made for the answer. */
    public DeviceAnswer(int unitStatus, Octets data, int accepted) {
        this(unitStatus, new DeviceData.Made(data), accepted);
    }

    /** What is offered, to keep. */
    public Octets data() {
        return offered.toOctets();
    }
}
