package io.chanio.program;

import io.chanio.css.Ccw;
import java.util.List;

/**
 * The commands that every class of devices knows.
 *
 * @see "SA22-7204 Common I/O-Device Commands"
 */
final class CommonCommands {

    static final int NOP = 0x03;

    static final List<Command> ALL = List.of(
            Command.of("NOP", NOP, CommandRule.READS),
            Command.of("SENSE", 0x04, CommandRule.READS_ONCE),
            Command.of("TIC", Ccw.TIC, CommandRule.READS),
            Command.of("SENSE_ID", 0xE4, CommandRule.READS));

    private CommonCommands() {}
}
