package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import io.chanio.port.sim.DeviceData;

/** What became of a command inside the control unit: it ended, or a {@link UnitCheck} says why not. */
sealed interface Outcome permits Outcome.Ended, Outcome.Failed, UnitCheck {

    int STATUS_MODIFIER = 0x40;
    int BUSY = 0x10;
    int CHANNEL_END_DEVICE_END = 0x0C;
    int UNIT_CHECK = 0x02;
    int UNIT_EXCEPTION = 0x01;

    /**
     * @param status the unit status
     * @param data for reads all that there is to read
     * @param accepted for writes and controls the bytes taken
     */
    record Ended(int status, DeviceData data, int accepted) implements Outcome {

        Ended(int status, Octets data, int accepted) {
            this(status, new DeviceData.Made(data), accepted);
        }
    }

    /**
     * A read that failed on the way.
     *
     * @param data what was read before
     */
    record Failed(UnitCheck check, Octets data) implements Outcome {}

    /** A command without data. */
    static Outcome done() {
        return accepted(0);
    }

    /** A control command that took {@code bytes} of parameters. */
    static Outcome accepted(int bytes) {
        return new Ended(CHANNEL_END_DEVICE_END, Octets.EMPTY, bytes);
    }

    /** A write to an end-of-file record: nothing is written. */
    static Outcome unitException(int bytes) {
        return new Ended(CHANNEL_END_DEVICE_END | UNIT_EXCEPTION, Octets.EMPTY, bytes);
    }

    /** A search that compared {@code bytes}; a hit lets the channel skip a CCW. */
    static Outcome searched(boolean hit, int bytes) {
        return new Ended(CHANNEL_END_DEVICE_END | (hit ? STATUS_MODIFIER : 0), Octets.EMPTY, bytes);
    }

    static Outcome read(Octets data) {
        return new Ended(CHANNEL_END_DEVICE_END, data, 0);
    }

    /** A read of what lies on the medium. */
    static Outcome read(DeviceData data) {
        return new Ended(CHANNEL_END_DEVICE_END, data, 0);
    }

    /** A read that ends in unit exception where the record's data area is empty: the end-of-file record. */
    static Outcome readOf(CkdRecord record, Octets data) {
        int status = record.dataLength() == 0 ? CHANNEL_END_DEVICE_END | UNIT_EXCEPTION : CHANNEL_END_DEVICE_END;
        return new Ended(status, data, 0);
    }
}
