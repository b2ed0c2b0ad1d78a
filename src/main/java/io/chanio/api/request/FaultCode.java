package io.chanio.api.request;

/** Stable names of the faults of a request's form; those of channel programs are {@code ProgramFault.Code}. */
public enum FaultCode {
    UNKNOWN_MEMBER,
    MISSING_MEMBER,
    WRONG_TYPE,
    OUT_OF_RANGE,
    MALFORMED_VALUE,
    CONFLICTING_MEMBERS
}
