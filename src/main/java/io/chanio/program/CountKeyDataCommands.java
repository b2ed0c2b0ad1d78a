package io.chanio.program;

import java.util.List;
import java.util.stream.Stream;

/**
 * The commands of count-key-data disks. Most reads and every search exist twice: X'80' more is the multitrack form.
 *
 * @see "SA22-1025 3990/3390 Reference"
 * @see "linux drivers/s390/block/dasd_eckd.h: DASD_ECKD_CCW_*"
 */
final class CountKeyDataCommands {

    private static final int MULTITRACK = 0x80;

    private static final List<Command> ACCESS = List.of(
            Command.of("SEEK", 0x07, CommandRule.READS),
            Command.of("SEEK_CYLINDER", 0x0B, CommandRule.READS),
            Command.of("RESTORE", 0x17, CommandRule.READS),
            Command.of("SEEK_HEAD", 0x1B, CommandRule.READS),
            Command.of("SET_FILE_MASK", 0x1F, CommandRule.READS),
            Command.of("READ_SECTOR", 0x22, CommandRule.READS),
            Command.of("SET_SECTOR", 0x23, CommandRule.READS),
            Command.of("DEFINE_EXTENT", 0x63, CommandRule.DEFINE_EXTENT),
            Command.of("LOCATE_RECORD", 0x47, CommandRule.LOCATE_RECORD),
            Command.of("LOCATE_RECORD_EXTENDED", 0x4B, CommandRule.LOCATE_RECORD_EXTENDED),
            Command.of("PREFIX", 0xE7, CommandRule.PREFIX));

    private static final List<Command> SEARCHES = List.of(
            Command.search("SEARCH_ID_EQUAL", 0x31),
            Command.search("SEARCH_ID_HIGH", 0x51),
            Command.search("SEARCH_ID_EQUAL_OR_HIGH", 0x71),
            Command.search("SEARCH_KEY_EQUAL", 0x29),
            Command.search("SEARCH_KEY_HIGH", 0x49),
            Command.search("SEARCH_KEY_EQUAL_OR_HIGH", 0x69),
            Command.search("SEARCH_HOME_ADDRESS_EQUAL", 0x39));

    private static final List<Command> READS = List.of(
            Command.of("READ_DATA", 0x06, CommandRule.READS),
            Command.of("READ_KEY_AND_DATA", 0x0E, CommandRule.READS),
            Command.of("READ_COUNT", 0x12, CommandRule.READS),
            Command.of("READ_RECORD_ZERO", 0x16, CommandRule.READS),
            Command.of("READ_HOME_ADDRESS", 0x1A, CommandRule.READS),
            Command.of("READ_COUNT_KEY_AND_DATA", 0x1E, CommandRule.READS));

    private static final List<Command> READS_WITHOUT_MULTITRACK_FORM = List.of(
            Command.of("READ_IPL", 0x02, CommandRule.READS),
            Command.of("READ_MULTIPLE_COUNT_KEY_AND_DATA", 0x5E, CommandRule.READS),
            Command.of("READ_TRACK_DATA", 0xA6, CommandRule.READS),
            Command.of("READ_TRACK", 0xDE, CommandRule.READS));

    private static final List<Command> WRITES = List.of(
            Command.of("WRITE_SPECIAL_COUNT_KEY_AND_DATA", 0x01, CommandRule.CHANGES),
            Command.of("WRITE_DATA", 0x05, CommandRule.CHANGES),
            Command.of("WRITE_KEY_AND_DATA", 0x0D, CommandRule.CHANGES),
            Command.of("ERASE", 0x11, CommandRule.CHANGES),
            Command.of("WRITE_RECORD_ZERO", 0x15, CommandRule.CHANGES),
            Command.of("WRITE_HOME_ADDRESS", 0x19, CommandRule.CHANGES),
            Command.of("WRITE_COUNT_KEY_AND_DATA", 0x1D, CommandRule.CHANGES),
            Command.of("WRITE_UPDATE_DATA", 0x85, CommandRule.CHANGES),
            Command.of("WRITE_UPDATE_KEY_AND_DATA", 0x8D, CommandRule.CHANGES),
            Command.of("WRITE_COUNT_KEY_AND_DATA_NEXT_TRACK", 0x9D, CommandRule.CHANGES));

    private static final List<Command> SUBSYSTEM = List.of(
            Command.of("READ_DEVICE_CHARACTERISTICS", 0x64, CommandRule.READS),
            Command.of("READ_CONFIGURATION_DATA", 0xFA, CommandRule.READS),
            Command.of("SENSE_PATH_GROUP_ID", 0x34, CommandRule.READS),
            Command.of("SET_PATH_GROUP_ID", 0xAF, CommandRule.CHANGES),
            Command.of("SENSE_SUBSYSTEM_STATUS", 0x54, CommandRule.READS_ONCE),
            Command.of("PERFORM_SUBSYSTEM_FUNCTION", 0x27, CommandRule.SUBSYSTEM_FUNCTION),
            Command.of("READ_SUBSYSTEM_DATA", 0x3E, CommandRule.SUBSYSTEM_DATA),
            Command.of("READ_AND_RESET_BUFFERED_LOG", 0xA4, CommandRule.CHANGES),
            Command.of("RESERVE", 0xB4, CommandRule.CHANGES),
            Command.of("UNCONDITIONAL_RESERVE", 0x14, CommandRule.CHANGES),
            Command.of("RELEASE", 0x94, CommandRule.CHANGES),
            Command.of("RESET_ALLEGIANCE", 0x44, CommandRule.CHANGES));

    static final List<Command> ALL = Stream.of(
                    ACCESS,
                    SEARCHES,
                    multitrack(SEARCHES),
                    READS,
                    multitrack(READS),
                    READS_WITHOUT_MULTITRACK_FORM,
                    WRITES,
                    SUBSYSTEM)
            .flatMap(List::stream)
            .toList();

    private CountKeyDataCommands() {}

    private static List<Command> multitrack(List<Command> commands) {
        return commands.stream()
                .map(command -> new Command(
                        command.mnemonic() + "_MULTITRACK",
                        command.code() | MULTITRACK,
                        command.rule(),
                        command.statusModifier()))
                .toList();
    }
}
