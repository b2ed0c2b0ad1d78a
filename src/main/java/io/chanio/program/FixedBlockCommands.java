package io.chanio.program;

import java.util.List;

/**
 * The commands of fixed-block disks.
 *
 * @see "linux drivers/s390/block/dasd_fba.h: DASD_FBA_CCW_*"
 */
final class FixedBlockCommands {

    static final List<Command> ALL = List.of(
            Command.of("READ_DEVICE_CHARACTERISTICS", 0x64, CommandRule.READS),
            Command.of("READ_CONFIGURATION_DATA", 0xFA, CommandRule.READS),
            Command.of("SENSE_PATH_GROUP_ID", 0x34, CommandRule.READS),
            Command.of("DEFINE_EXTENT", 0x63, CommandRule.DEFINE_EXTENT),
            Command.of("LOCATE", 0x43, CommandRule.FBA_LOCATE),
            Command.of("READ", 0x42, CommandRule.READS),
            Command.of("WRITE", 0x41, CommandRule.CHANGES));

    private FixedBlockCommands() {}
}
