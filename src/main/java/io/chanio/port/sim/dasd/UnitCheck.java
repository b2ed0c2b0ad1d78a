package io.chanio.port.sim.dasd;

/**
 * The ways in which a disk refuses or fails a command, each with sense bytes 0, 1, 3 and 7 (format and message).
 *
 * @see "SA22-1025 3990/3390 reference, Sense Bytes"
 */
enum UnitCheck implements Outcome {
    /** Command reject: no such command. */
    INVALID_COMMAND(0x80, 0x00, 0x01),
    /** Command reject: not here in a chain. */
    INVALID_SEQUENCE(0x80, 0x00, 0x02),
    /** Command reject: no seek or locate came before in this chain. */
    NOT_POSITIONED(0x80, 0x00, 0x22),
    /** Command reject: fewer bytes than the parameters need. */
    PARAMETERS_TOO_SHORT(0x80, 0x00, 0x03),
    /** Command reject: a parameter has an invalid value. */
    INVALID_PARAMETER(0x80, 0x00, 0x04),
    /** Command reject: the chain ended before all commands of its locate record domain. */
    INCOMPLETE_DOMAIN(0x81, 0x00, 0x00),
    /** Outside the extent, or against the file mask. */
    FILE_PROTECTED(0x00, 0x04, 0x00),
    NO_RECORD_FOUND(0x00, 0x08, 0x00),
    END_OF_CYLINDER(0x00, 0x20, 0x00),
    /** The home address is not that of the track. */
    INVALID_TRACK_FORMAT(0x00, 0x40, 0x00),
    /** The track can't be read, or ends amid a record. */
    EQUIPMENT_CHECK(0x10, 0x00, 0x10),
    /** A write to a volume that is open for reading only. */
    WRITE_INHIBITED(0x10, 0x02, 0x10),
    /** A locate record that announces writes to a volume that is open for reading only. */
    WRITES_INHIBITED(0x10, 0x02, 0x04),
    /** The cylinder ends before the record that is being read over several tracks. */
    OVERFLOW_READ_BEYOND_CYLINDER(0x00, 0x21, 0x06, 0x00),
    /** The extent ends before the record that is being read over several tracks. */
    OVERFLOW_READ_PROTECTED(0x00, 0x05, 0x06, 0x00),
    /** The cylinder ends before the record that is being written over several tracks. */
    OVERFLOW_WRITE_BEYOND_CYLINDER(0x00, 0x21, 0x05, 0x00),
    /** The extent ends before the record that is being written over several tracks. */
    OVERFLOW_WRITE_PROTECTED(0x00, 0x05, 0x05, 0x00);

    private final int sense0;
    private final int sense1;
    private final int sense3;
    private final int formatAndMessage;

    UnitCheck(int sense0, int sense1, int formatAndMessage) {
        this(sense0, sense1, 0, formatAndMessage);
    }

    /** @param sense3 after an imprecise ending, what was going on: 6 a read, 5 a write */
    UnitCheck(int sense0, int sense1, int sense3, int formatAndMessage) {
        this.sense0 = sense0;
        this.sense1 = sense1;
        this.sense3 = sense3;
        this.formatAndMessage = formatAndMessage;
    }

    int sense0() {
        return sense0;
    }

    int sense1() {
        return sense1;
    }

    int sense3() {
        return sense3;
    }

    int formatAndMessage() {
        return formatAndMessage;
    }
}
