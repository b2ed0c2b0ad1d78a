package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import io.chanio.port.sim.DeviceCommand;

/**
 * A command as the parts of the device see it.
 *
 * @param code the command code
 * @param parameters what a write or control command brings
 * @param last nothing is chained to it
 */
record Command(int code, Octets parameters, boolean last) {

    private static final int MULTITRACK = 0x80;
    private static final int SINGLE_TRACK_MASK = 0x7F;
    private static final int TYPE_MASK = 0x03;
    private static final int SENSE_MASK = 0x0F;
    private static final int WRITE_TYPE = 0x01;
    private static final int READ_TYPE = 0x02;
    private static final int CONTROL_TYPE = 0x03;
    private static final int SENSE_TYPE = 0x04;

    static Command of(DeviceCommand command) {
        return new Command(command.code(), command.data(), command.position().last());
    }

    boolean multitrack() {
        return (code & MULTITRACK) != 0;
    }

    /** The code without its multitrack bit. */
    int singleTrackCode() {
        return code & SINGLE_TRACK_MASK;
    }

    boolean isRead() {
        return (code & TYPE_MASK) == READ_TYPE;
    }

    boolean isWrite() {
        return (code & TYPE_MASK) == WRITE_TYPE;
    }

    boolean isControlOrSense() {
        return (code & TYPE_MASK) == CONTROL_TYPE || (code & SENSE_MASK) == SENSE_TYPE;
    }

    boolean isSearchIdOrKey() {
        int code = singleTrackCode();
        return Codes.SEARCH_ID.contains(code) || Codes.SEARCH_KEY.contains(code);
    }
}
