package io.chanio.engine;

/** What can happen to a lane. */
enum LaneEvent {
    /** A job waits in the queue. */
    JOB_WAITING,
    /** A job waits that asks for a control function. */
    FUNCTION_WAITING,
    /** The client of the job whose program is on the subchannel wants it no more. */
    CANCEL,
    /** An IRB with the clear function was read. */
    CLEAR_ENDED,
    /** An IRB with the halt function was read. */
    HALT_ENDED,
    /** An IRB was read that no start asked for. */
    UNSOLICITED,
    /** An IRB with deferred condition code 1 was read. */
    NOT_EXECUTED,
    /** An IRB with deferred condition code 3 was read. */
    NOT_OPERATIONAL,
    /** An IRB was read, and the program goes on. */
    GOES_ON,
    /** The final IRB of a start was read. */
    FINAL,
    /** An IRB was read that means nothing. */
    SPURIOUS,
    /** The time of the program, or of a rung of the ladder, is up. */
    DEADLINE,
    /** It is time to look at the subchannel, or to repeat what was refused. */
    LOOK_DUE,
    /** A channel report was read. */
    CHANNEL_REPORT,
    /** The kernel wants the device back. */
    REMOVAL,
    /** chanio stops and waits no longer. */
    STOP
}
