package io.chanio.operation;

/**
 * One thing that is wrong with the parameters of an operation.
 *
 * @param member the parameter's name
 * @param detail a sentence that names the offending value and what would be right
 */
public record ParameterFault(String member, Code code, String detail) {

    /** Stable names of the faults, for clients that react to them. */
    public enum Code {
        UNKNOWN_PARAMETER,
        MISSING_PARAMETER,
        WRONG_TYPE,
        OUT_OF_RANGE
    }
}
