package io.chanio.port.sim;

/** What a simulated subchannel did in one turn. */
public enum FaultsTurn {
    /** There was nothing to do: no program, or one that is suspended or never ends by itself. */
    NOTHING,
    /** The clear ended. */
    CLEAR,
    /** The halt ended. */
    HALT,
    /** What was arranged for this start happened before its first command. */
    FAULT,
    /** Commands were carried out; when stepped singly one, with its data chain. */
    COMMANDS,
    /** The program was suspended. */
    SUSPENSION,
    /** The program's ending was presented. */
    ENDING,
    /** Device end was presented, which channel end had left behind. */
    DEVICE_END
}
