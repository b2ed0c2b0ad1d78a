package io.chanio.program;

/** What became of laying a program into an arena. */
public sealed interface Placement {

    /** It lies there, ready to be started. */
    record Placed(AssembledProgram program) implements Placement {}

    /**
     * It does not fit; the arena is as it was.
     *
     * @param needed bytes
     * @param available bytes of the arena that the program's CCW format can address
     */
    record TooLarge(int needed, int available) implements Placement {}
}
