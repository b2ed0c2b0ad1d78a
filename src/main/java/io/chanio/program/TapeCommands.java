package io.chanio.program;

import java.util.List;

/**
 * The commands of tape drives. Reading and spacing move the medium, so they change it: no block comes twice.
 *
 * @see "linux drivers/s390/char/tape_std.h"
 */
final class TapeCommands {

    static final List<Command> ALL = List.of(
            Command.of("WRITE", 0x01, CommandRule.CHANGES),
            Command.of("READ", 0x02, CommandRule.CHANGES),
            Command.of("READ_FORWARD", 0x06, CommandRule.CHANGES),
            Command.of("REWIND", 0x07, CommandRule.CHANGES),
            Command.of("READ_PREVIOUS", 0x0A, CommandRule.CHANGES),
            Command.of("READ_BACKWARD", 0x0C, CommandRule.CHANGES),
            Command.of("REWIND_UNLOAD", 0x0F, CommandRule.CHANGES),
            Command.of("READ_BUFFER", 0x12, CommandRule.CHANGES),
            Command.of("ERASE_GAP", 0x17, CommandRule.CHANGES),
            Command.of("WRITE_TAPE_MARK", 0x1F, CommandRule.CHANGES),
            Command.of("READ_BLOCK_ID", 0x22, CommandRule.CHANGES),
            Command.of("READ_BUFFERED_LOG", 0x24, CommandRule.CHANGES),
            Command.of("BACKSPACE_BLOCK", 0x27, CommandRule.CHANGES),
            Command.of("BACKSPACE_FILE", 0x2F, CommandRule.CHANGES),
            Command.of("SENSE_PATH_GROUP_ID", 0x34, CommandRule.READS),
            Command.of("FORWARD_SPACE_BLOCK", 0x37, CommandRule.CHANGES),
            Command.of("READ_SUBSYSTEM_DATA", 0x3E, CommandRule.CHANGES),
            Command.of("FORWARD_SPACE_FILE", 0x3F, CommandRule.CHANGES),
            Command.of("SYNCHRONIZE", 0x43, CommandRule.CHANGES),
            Command.of("LOCATE_BLOCK", 0x4F, CommandRule.CHANGES),
            Command.of("READ_DEVICE_CHARACTERISTICS", 0x64, CommandRule.READS),
            Command.of("PERFORM_SUBSYSTEM_FUNCTION", 0x77, CommandRule.CHANGES),
            Command.of("DATA_SECURITY_ERASE", 0x97, CommandRule.CHANGES),
            Command.of("LOAD_DISPLAY", 0x9F, CommandRule.CHANGES),
            Command.of("SET_PATH_GROUP_ID", 0xAF, CommandRule.CHANGES),
            Command.of("ASSIGN", 0xB7, CommandRule.CHANGES),
            Command.of("SET_TAPE_WRITE_IMMEDIATE", 0xC3, CommandRule.CHANGES),
            Command.of("UNASSIGN", 0xC7, CommandRule.CHANGES),
            Command.of("MODE_SET", 0xDB, CommandRule.CHANGES),
            Command.of("READ_CONFIGURATION_DATA", 0xFA, CommandRule.READS));

    private TapeCommands() {}
}
