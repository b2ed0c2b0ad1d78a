package io.chanio.program;

import java.util.OptionalInt;

/**
 * One thing that is wrong with a channel program.
 *
 * @param ccw index of the CCW at fault; empty when the program as a whole is
 * @param member the member of the CCW or program at fault, as clients write it
 * @param detail a sentence that names the offending value and what would be right
 */
public record ProgramFault(OptionalInt ccw, String member, Code code, String detail) {

    /** Stable names of the faults, for clients that react to them. */
    public enum Code {
        EMPTY_PROGRAM,
        TOO_MANY_CCWS,
        TOO_MANY_SEGMENTS,
        INVALID_COMMAND,
        UNKNOWN_COMMAND,
        MISSING_OPERAND,
        UNEXPECTED_OPERAND,
        COUNT_OUT_OF_RANGE,
        COUNT_AND_DATA_DIFFER,
        READ_BACKWARD_TOO_LONG,
        TIC_FIRST,
        TIC_OUT_OF_RANGE,
        TIC_TO_TIC,
        TIC_AFTER_STATUS_MODIFIER,
        DATA_CHAINING_AT_END,
        DATA_CHAINING_BACK,
        UNEXPECTED_FLAG,
        MALFORMED_VALUE
    }
}
