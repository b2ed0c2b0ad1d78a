package io.chanio.engine;

/** What a lane does about an event; {@link LaneState#on} decides which. */
enum Reaction {
    NOTHING,
    /** Take the next job and start its program. */
    START_WAITING,
    /** Do the control function that waits. */
    PERFORM_WAITING,
    /** Halt the program for its client. */
    HALT_FOR_CLIENT,
    /** End all jobs that wait: nothing will ever run here. */
    REFUSE_WAITING,
    /** Count status that no start asked for, and fetch the sense that it owes. */
    TAKE_EVENT,
    /** As {@link #TAKE_EVENT}, and see whether this status overwrote the program's own. */
    TAKE_EVENT_AND_CHECK,
    /** Count status that no start asked for, while no program may be started. */
    NOTE_EVENT,
    /** Gather the status of a program that goes on, and see whether it really does. */
    GATHER,
    /** Gather the status of a program that is being ended. */
    GATHER_ONLY,
    /** See whether the status of the program was lost. */
    CHECK,
    /** The start was never executed: make it again. */
    START_AGAIN,
    /** Make a refused start again: its pause is over. */
    RETRY,
    /** The program ended: judge it, and fetch the sense that it owes. */
    END_PROGRAM,
    /** The program found no path or no device. */
    END_NOT_OPERATIONAL,
    /** The program was ended by a halt or clear that this lane did not ask for. */
    END_TERMINATED,
    /** The program's own end came before that of the halt or clear: it wins, and the lane waits on. */
    KEEP_END,
    /** As {@link #KEEP_END}, for a start that was never executed. */
    KEEP_NOT_EXECUTED,
    /** The program's time is up: look once more, then halt. */
    TIME_OUT,
    /** The program's time is up before it could be started. */
    EXPIRE,
    /** The halt ended: clear, unless the program's own end was read before. */
    CLEAR_AFTER_HALT,
    /** The halt did not end in time: clear. */
    CLEAR,
    /** Clear once more. */
    CLEAR_AGAIN,
    /** Freeze the subchannel. */
    QUARANTINE,
    /** The clear ended: so does the program. */
    SETTLE,
    /** Ask again for a halt or clear that was refused. */
    REPEAT_FUNCTION,
    /** Read the path information anew. */
    REFRESH_PATHS,
    /** See whether the device is back. */
    LOOK_FOR_DEVICE,
    /** Give the subchannel back to the kernel. */
    GIVE_BACK,
    /** Clear the program, then give the subchannel back. */
    CLEAR_AND_GIVE_BACK,
    /** Give the subchannel back when the clear is over. */
    GIVE_BACK_LATER,
    /** Clear the program because chanio stops. */
    CLEAR_AND_STOP,
    /** End the program that was to be started again. */
    ABANDON
}
