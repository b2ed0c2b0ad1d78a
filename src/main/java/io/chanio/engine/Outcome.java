package io.chanio.engine;

import java.util.OptionalInt;

/**
 * How a job ended, in one word and one sentence.
 *
 * @param detail what happened, to which subchannel, and what to do: read by a person
 * @param errno of the refused system call, where that was the end
 */
public record Outcome(Kind kind, String detail, OptionalInt errno) {

    /** The first that holds, in this order. */
    public enum Kind {
        DEVICE_NOT_OPERATIONAL,
        PATH_NOT_OPERATIONAL,
        PROGRAM_REFUSED,
        DEVICE_REMOVED,
        TIMED_OUT,
        CANCELLED,
        STATUS_LOST,
        SERVICE_RESTARTED,
        START_FAILED,
        SUBCHANNEL_QUARANTINED,
        OPERATION_FAILED,
        CHANNEL_ERROR,
        UNIT_CHECK,
        DEVICE_BUSY,
        UNIT_EXCEPTION,
        INCORRECT_LENGTH,
        COMPLETED
    }

    public static Outcome of(Kind kind, String detail) {
        return new Outcome(kind, detail, OptionalInt.empty());
    }

    static Outcome deviceGone() {
        return of(Kind.DEVICE_NOT_OPERATIONAL, "the device is gone");
    }

    static Outcome pathGone() {
        return of(Kind.PATH_NOT_OPERATIONAL, "the path went while the program was started on it");
    }

    static Outcome terminatedElsewhere() {
        return of(Kind.CANCELLED, "the program was ended by a halt or clear from elsewhere");
    }

    public boolean completed() {
        return kind == Kind.COMPLETED;
    }
}
