package io.chanio.program;

import java.util.List;

/**
 * The commands of 3270 displays and of 3215 consoles. A read takes the operator's input away, so it changes the device.
 *
 * @see "linux drivers/s390/char/raw3270.h: TC_*"
 */
final class TerminalCommands {

    static final List<Command> DISPLAY = List.of(
            Command.of("WRITE", 0x01, CommandRule.CHANGES),
            Command.of("READ_BUFFER", 0x02, CommandRule.CHANGES),
            Command.of("ERASE_WRITE", 0x05, CommandRule.CHANGES),
            Command.of("READ_MODIFIED", 0x06, CommandRule.CHANGES),
            Command.of("SELECT", 0x0B, CommandRule.CHANGES),
            Command.of("ERASE_WRITE_ALTERNATE", 0x0D, CommandRule.CHANGES),
            Command.of("ERASE_ALL_UNPROTECTED", 0x0F, CommandRule.CHANGES),
            Command.of("WRITE_STRUCTURED_FIELD", 0x11, CommandRule.CHANGES),
            Command.of("SELECT_READ_BUFFER", 0x1B, CommandRule.CHANGES),
            Command.of("SELECT_READ_MODIFIED_FROM_POSITION", 0x2B, CommandRule.CHANGES),
            Command.of("SELECT_READ_BUFFER_FROM_POSITION", 0x3B, CommandRule.CHANGES),
            Command.of("SELECT_WRITE", 0x4B, CommandRule.CHANGES));

    static final List<Command> CONSOLE = List.of(
            Command.of("WRITE", 0x01, CommandRule.CHANGES),
            Command.of("WRITE_AUTO_CARRIER_RETURN", 0x09, CommandRule.CHANGES),
            Command.of("READ_INQUIRY", 0x0A, CommandRule.CHANGES),
            Command.of("ALARM", 0x0B, CommandRule.CHANGES));

    private TerminalCommands() {}
}
