package io.chanio.port.sim.dasd;

import java.util.Set;

/**
 * The command codes of disks, as far as the code must name them; those of multitrack commands without the multitrack bit
 * unless they say so.
 *
 * @see "SA22-1025 3990/3390 reference, Command Codes"
 */
final class Codes {

    static final int WRITE_SPECIAL_COUNT_KEY_DATA = 0x01;
    static final int READ_IPL = 0x02;
    static final int NO_OPERATION = 0x03;
    static final int SENSE = 0x04;
    static final int WRITE_DATA = 0x05;
    static final int READ_DATA = 0x06;
    static final int SEEK = 0x07;
    static final int SEEK_CYLINDER = 0x0B;
    static final int WRITE_KEY_DATA = 0x0D;
    static final int READ_KEY_DATA = 0x0E;
    static final int ERASE = 0x11;
    static final int READ_COUNT = 0x12;
    static final int RECALIBRATE = 0x13;
    static final int UNCONDITIONAL_RESERVE = 0x14;
    static final int WRITE_RECORD_ZERO = 0x15;
    static final int READ_RECORD_ZERO = 0x16;
    static final int RESTORE = 0x17;
    static final int WRITE_HOME_ADDRESS = 0x19;
    static final int READ_HOME_ADDRESS = 0x1A;
    static final int SEEK_HEAD = 0x1B;
    static final int WRITE_COUNT_KEY_DATA = 0x1D;
    static final int READ_COUNT_KEY_DATA = 0x1E;
    static final int SET_FILE_MASK = 0x1F;
    static final int READ_SECTOR = 0x22;
    static final int SET_SECTOR = 0x23;
    static final int PERFORM_SUBSYSTEM_FUNCTION = 0x27;
    static final int SEARCH_KEY_EQUAL = 0x29;
    static final int SEARCH_ID_EQUAL = 0x31;
    static final int SENSE_PATH_GROUP_ID = 0x34;
    static final int SEARCH_HOME_ADDRESS = 0x39;
    static final int READ_SUBSYSTEM_DATA = 0x3E;
    static final int RESET_ALLEGIANCE = 0x44;
    static final int LOCATE_RECORD = 0x47;
    static final int LOCATE_RECORD_EXTENDED = 0x4B;
    static final int SENSE_SUBSYSTEM_STATUS = 0x54;
    static final int SUSPEND_MULTIPATH_RECONNECTION = 0x5B;
    static final int READ_MULTIPLE_COUNT_KEY_DATA = 0x5E;
    static final int DEFINE_EXTENT = 0x63;
    static final int READ_DEVICE_CHARACTERISTICS = 0x64;
    static final int WRITE_UPDATE_DATA = 0x85;
    static final int WRITE_UPDATE_KEY_DATA = 0x8D;
    static final int READ_COUNT_MULTITRACK = 0x92;
    static final int RELEASE = 0x94;
    static final int WRITE_COUNT_KEY_DATA_NEXT_TRACK = 0x9D;
    static final int READ_AND_RESET_BUFFERED_LOG = 0xA4;
    /** WRITE UPDATE DATA, after which the extent may change; two forms that no reference describes. */
    static final int WRITE_UPDATE_DATA_FREE = 0xA5;

    /** READ DATA, multitrack, after which the extent may change; two forms that no reference describes. */
    static final int READ_DATA_FREE = 0xA6;

    static final int SET_PATH_GROUP_ID = 0xAF;
    static final int RESERVE = 0xB4;
    static final int WRITE_UPDATE_DATA_FREE_B5 = 0xB5;
    static final int READ_DATA_FREE_B6 = 0xB6;
    static final int READ_TRACK = 0xDE;
    static final int SENSE_ID = 0xE4;
    static final int PREFIX = 0xE7;
    static final int READ_CONFIGURATION_DATA = 0xFA;

    /** Equal, high, equal or high. */
    static final Set<Integer> SEARCH_KEY = Set.of(0x29, 0x49, 0x69);
    /** Equal, high, equal or high. */
    static final Set<Integer> SEARCH_ID = Set.of(0x31, 0x51, 0x71);
    /** Those that find a record by themselves. */
    static final Set<Integer> LOCATES = Set.of(LOCATE_RECORD, LOCATE_RECORD_EXTENDED, PREFIX);

    /** Those that a control unit carries out although another path has the device reserved. */
    static final Set<Integer> DESPITE_RESERVATION =
            Set.of(UNCONDITIONAL_RESERVE, SENSE_PATH_GROUP_ID, RESET_ALLEGIANCE);

    /** Those that only a domain, or what prepares subsystem data, makes room for. */
    static final Set<Integer> OF_DOMAINS = Set.of(
            READ_SUBSYSTEM_DATA,
            WRITE_UPDATE_DATA,
            WRITE_UPDATE_KEY_DATA,
            WRITE_COUNT_KEY_DATA_NEXT_TRACK,
            WRITE_UPDATE_DATA_FREE,
            WRITE_UPDATE_DATA_FREE_B5,
            READ_TRACK);

    private Codes() {}
}
