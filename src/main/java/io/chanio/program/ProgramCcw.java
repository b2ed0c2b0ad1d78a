package io.chanio.program;

import io.chanio.css.CommandType;
import java.util.Set;

/**
 * One command of a {@link ChannelProgram}.
 *
 * @param command command code, 0 to 255
 * @param operand data, count or TIC target
 * @param flags those that the client set
 * @param end this CCW has neither chaining flag though another follows it in the list: the end of a segment that only a TIC
 *     reaches past
 */
public record ProgramCcw(int command, Operand operand, Set<CcwFlag> flags, boolean end) {

    public ProgramCcw {
        flags = Set.copyOf(flags);
    }

    /** A command without flags in the middle or at the end of a program. */
    public static ProgramCcw of(int command, Operand operand, CcwFlag... flags) {
        return new ProgramCcw(command, operand, Set.of(flags), false);
    }

    public CommandType type() {
        return CommandType.of(command);
    }
}
