package io.chanio.engine;

/**
 * Where a lane stands. {@link #on} is total: every cell is written out.
 *
 * <p>The ladder of a program whose time is up is {@link #HALTING}, {@link #CLEARING}, {@link #CLEARING_AGAIN}, {@link
 * #QUARANTINED}. The halt lets the device end in order; the clear follows also when the halt was answered, so that no
 * device end of the old program is left to arrive later: a timeout always ends in CLEAR. What is ended for another reason
 * (lost status, removal, stop) is cleared at once.
 *
 * @see "linux drivers/s390/cio/vfio_ccw_fsm.c, vfio_ccw_jumptable; device_ops.c, ccw_device_cancel_halt_clear"
 */
enum LaneState {
    /** Nothing is on the subchannel. */
    IDLE,
    /** A program is on the subchannel. */
    STARTED,
    /** A start was refused for the moment; nothing is on the subchannel. */
    PAUSED,
    /** A halt was asked for; nothing may be started before its own IRB was read. */
    HALTING,
    /** A clear was asked for. */
    CLEARING,
    /** A second clear was asked for. */
    CLEARING_AGAIN,
    /** Another thread resets the subchannel: nothing else may be done to it. */
    RESETTING,
    /** The end of a program is not known; its memory is frozen until the descriptor is closed. */
    QUARANTINED,
    /** The device is gone; a channel report may bring it back. */
    NOT_OPERATIONAL,
    /** There is no open subchannel. */
    CLOSED;

    Reaction on(LaneEvent event) {
        return switch (this) {
            case IDLE -> whenIdle(event);
            case STARTED -> whenStarted(event);
            case PAUSED -> whenPaused(event);
            case HALTING -> whenHalting(event);
            case CLEARING -> whenClearing(event);
            case CLEARING_AGAIN -> whenClearingAgain(event);
            case RESETTING -> whenResetting(event);
            case QUARANTINED -> whenQuarantined(event);
            case NOT_OPERATIONAL -> whenNotOperational(event);
            case CLOSED -> whenClosed(event);
        };
    }

    /** As what other threads see it. */
    LaneView.State shown() {
        return switch (this) {
            case IDLE -> LaneView.State.OPERATIONAL;
            case STARTED, PAUSED, HALTING, CLEARING, CLEARING_AGAIN, RESETTING -> LaneView.State.BUSY;
            case QUARANTINED -> LaneView.State.QUARANTINED;
            case NOT_OPERATIONAL -> LaneView.State.NOT_OPERATIONAL;
            case CLOSED -> LaneView.State.CLOSED;
        };
    }

    /** True in the states that only an operator, or the device's return, ends. */
    boolean refusesJobs() {
        return switch (this) {
            case IDLE, STARTED, PAUSED, HALTING, CLEARING, CLEARING_AGAIN, RESETTING -> false;
            case QUARANTINED, NOT_OPERATIONAL, CLOSED -> true;
        };
    }

    private static Reaction whenIdle(LaneEvent event) {
        return switch (event) {
            case JOB_WAITING -> Reaction.START_WAITING;
            case FUNCTION_WAITING -> Reaction.PERFORM_WAITING;
            case CLEAR_ENDED, HALT_ENDED, GOES_ON, SPURIOUS -> Reaction.NOTE_EVENT;
            case UNSOLICITED, NOT_EXECUTED, NOT_OPERATIONAL, FINAL -> Reaction.TAKE_EVENT;
            case DEADLINE, LOOK_DUE, STOP, CANCEL -> Reaction.NOTHING;
            case CHANNEL_REPORT -> Reaction.REFRESH_PATHS;
            case REMOVAL -> Reaction.GIVE_BACK;
        };
    }

    private static Reaction whenStarted(LaneEvent event) {
        return switch (event) {
            case JOB_WAITING -> Reaction.NOTHING;
            case FUNCTION_WAITING -> Reaction.PERFORM_WAITING;
            case CANCEL -> Reaction.HALT_FOR_CLIENT;
            case CLEAR_ENDED, HALT_ENDED -> Reaction.END_TERMINATED;
            case UNSOLICITED -> Reaction.TAKE_EVENT_AND_CHECK;
            case NOT_EXECUTED -> Reaction.START_AGAIN;
            case NOT_OPERATIONAL -> Reaction.END_NOT_OPERATIONAL;
            case GOES_ON -> Reaction.GATHER;
            case FINAL -> Reaction.END_PROGRAM;
            case SPURIOUS, LOOK_DUE -> Reaction.CHECK;
            case DEADLINE -> Reaction.TIME_OUT;
            case CHANNEL_REPORT -> Reaction.REFRESH_PATHS;
            case REMOVAL -> Reaction.CLEAR_AND_GIVE_BACK;
            case STOP -> Reaction.CLEAR_AND_STOP;
        };
    }

    private static Reaction whenPaused(LaneEvent event) {
        return switch (event) {
            case JOB_WAITING, CANCEL -> Reaction.NOTHING;
            case FUNCTION_WAITING -> Reaction.PERFORM_WAITING;
            case CLEAR_ENDED, HALT_ENDED, GOES_ON, SPURIOUS -> Reaction.NOTE_EVENT;
            case UNSOLICITED, NOT_EXECUTED, NOT_OPERATIONAL, FINAL -> Reaction.TAKE_EVENT;
            case DEADLINE -> Reaction.EXPIRE;
            case LOOK_DUE -> Reaction.RETRY;
            case CHANNEL_REPORT -> Reaction.REFRESH_PATHS;
            case REMOVAL -> Reaction.GIVE_BACK;
            case STOP -> Reaction.ABANDON;
        };
    }

    private static Reaction whenHalting(LaneEvent event) {
        return switch (event) {
            case JOB_WAITING, FUNCTION_WAITING, CANCEL, STOP -> Reaction.NOTHING;
            case CLEAR_ENDED -> Reaction.SETTLE;
            case HALT_ENDED -> Reaction.CLEAR_AFTER_HALT;
            case DEADLINE -> Reaction.CLEAR;
            case UNSOLICITED, SPURIOUS -> Reaction.NOTE_EVENT;
            case NOT_EXECUTED -> Reaction.KEEP_NOT_EXECUTED;
            case NOT_OPERATIONAL, FINAL -> Reaction.KEEP_END;
            case GOES_ON -> Reaction.GATHER_ONLY;
            case LOOK_DUE -> Reaction.REPEAT_FUNCTION;
            case CHANNEL_REPORT -> Reaction.REFRESH_PATHS;
            case REMOVAL -> Reaction.CLEAR_AND_GIVE_BACK;
        };
    }

    private static Reaction whenClearing(LaneEvent event) {
        return switch (event) {
            case JOB_WAITING, FUNCTION_WAITING, CANCEL, STOP -> Reaction.NOTHING;
            case CLEAR_ENDED -> Reaction.SETTLE;
            case UNSOLICITED, SPURIOUS, HALT_ENDED -> Reaction.NOTE_EVENT;
            case NOT_EXECUTED -> Reaction.KEEP_NOT_EXECUTED;
            case NOT_OPERATIONAL, FINAL -> Reaction.KEEP_END;
            case GOES_ON -> Reaction.GATHER_ONLY;
            case DEADLINE -> Reaction.CLEAR_AGAIN;
            case LOOK_DUE -> Reaction.REPEAT_FUNCTION;
            case CHANNEL_REPORT -> Reaction.REFRESH_PATHS;
            case REMOVAL -> Reaction.GIVE_BACK_LATER;
        };
    }

    private static Reaction whenClearingAgain(LaneEvent event) {
        return event == LaneEvent.DEADLINE ? Reaction.QUARANTINE : whenClearing(event);
    }

    private static Reaction whenResetting(LaneEvent event) {
        return switch (event) {
            case JOB_WAITING, FUNCTION_WAITING, CANCEL, STOP, DEADLINE, LOOK_DUE, CHANNEL_REPORT -> Reaction.NOTHING;
            case CLEAR_ENDED, HALT_ENDED, UNSOLICITED, NOT_EXECUTED, NOT_OPERATIONAL, GOES_ON, FINAL, SPURIOUS ->
                Reaction.NOTE_EVENT;
            case REMOVAL -> Reaction.GIVE_BACK_LATER;
        };
    }

    private static Reaction whenQuarantined(LaneEvent event) {
        return switch (event) {
            case JOB_WAITING, FUNCTION_WAITING -> Reaction.REFUSE_WAITING;
            case CLEAR_ENDED, HALT_ENDED, UNSOLICITED, NOT_EXECUTED, NOT_OPERATIONAL, GOES_ON, FINAL, SPURIOUS ->
                Reaction.NOTE_EVENT;
            case DEADLINE, LOOK_DUE, STOP, CANCEL -> Reaction.NOTHING;
            case CHANNEL_REPORT -> Reaction.REFRESH_PATHS;
            case REMOVAL -> Reaction.GIVE_BACK;
        };
    }

    private static Reaction whenNotOperational(LaneEvent event) {
        return switch (event) {
            case JOB_WAITING, FUNCTION_WAITING -> Reaction.REFUSE_WAITING;
            case CLEAR_ENDED, HALT_ENDED, UNSOLICITED, NOT_EXECUTED, NOT_OPERATIONAL, GOES_ON, FINAL, SPURIOUS ->
                Reaction.LOOK_FOR_DEVICE;
            case DEADLINE, LOOK_DUE, STOP, CANCEL -> Reaction.NOTHING;
            case CHANNEL_REPORT -> Reaction.LOOK_FOR_DEVICE;
            case REMOVAL -> Reaction.GIVE_BACK;
        };
    }

    private static Reaction whenClosed(LaneEvent event) {
        return switch (event) {
            case JOB_WAITING, FUNCTION_WAITING -> Reaction.REFUSE_WAITING;
            case CLEAR_ENDED,
                    HALT_ENDED,
                    UNSOLICITED,
                    NOT_EXECUTED,
                    NOT_OPERATIONAL,
                    GOES_ON,
                    FINAL,
                    SPURIOUS,
                    DEADLINE,
                    LOOK_DUE,
                    CHANNEL_REPORT,
                    REMOVAL,
                    CANCEL,
                    STOP -> Reaction.NOTHING;
        };
    }
}
