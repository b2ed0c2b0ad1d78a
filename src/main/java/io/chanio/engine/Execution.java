package io.chanio.engine;

import io.chanio.engine.Outcome.Kind;
import java.util.OptionalInt;

/** Whether one command of a program was executed, as far as the program's result tells. */
enum Execution {
    DONE,
    NOT_DONE,
    UNKNOWN;

    /** @param ccw the command's index in a program that comes there but once */
    static Execution of(int ccw, RunResult result) {
        return switch (result.end()) {
            case NEVER_RAN -> NOT_DONE;
            case UNKNOWN -> UNKNOWN;
            case CONFIRMED -> ofEnded(ccw, result);
        };
    }

    private static Execution ofEnded(int ccw, RunResult result) {
        Kind kind = result.outcome().kind();
        OptionalInt stopped = result.status().map(GatheredStatus::stoppedAtCcw).orElse(OptionalInt.empty());
        if (stopped.isEmpty()) {
            return saysItAll(kind) ? ofLast(kind) : UNKNOWN;
        }
        if (stopped.getAsInt() == ccw) {
            return ofLast(kind);
        }
        return stopped.getAsInt() > ccw ? DONE : NOT_DONE;
    }

    /** True when it holds for each command, wherever the program ended. */
    private static boolean saysItAll(Kind kind) {
        return kind == Kind.COMPLETED || kind == Kind.PATH_NOT_OPERATIONAL || kind == Kind.DEVICE_NOT_OPERATIONAL;
    }

    /** Of the command with which the program ended. */
    private static Execution ofLast(Kind kind) {
        return switch (kind) {
            case COMPLETED, OPERATION_FAILED, INCORRECT_LENGTH -> DONE;
            case UNIT_CHECK, DEVICE_BUSY, PATH_NOT_OPERATIONAL, DEVICE_NOT_OPERATIONAL, PROGRAM_REFUSED -> NOT_DONE;
            case DEVICE_REMOVED,
                    TIMED_OUT,
                    CANCELLED,
                    STATUS_LOST,
                    SERVICE_RESTARTED,
                    START_FAILED,
                    SUBCHANNEL_QUARANTINED,
                    CHANNEL_ERROR,
                    UNIT_EXCEPTION -> UNKNOWN;
        };
    }
}
