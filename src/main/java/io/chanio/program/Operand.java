package io.chanio.program;

import io.chanio.css.Octets;

/** What a CCW of a {@link ChannelProgram} carries in the place of an address and a count. */
public sealed interface Operand {

    /** The bytes that a write or control command sends; their number is the count. */
    record Data(Octets bytes) implements Operand {}

    /**
     * Room for what a read or sense command stores, or that many zeros for a write or control command.
     *
     * @param bytes 1 to 65,535
     */
    record Count(int bytes) implements Operand {}

    /**
     * Where a TIC leads.
     *
     * @param ccw index of a CCW of the same program
     */
    record Target(int ccw) implements Operand {}

    /** A control command with neither data nor a count: count 1, no meaning in the byte. */
    record None() implements Operand {}
}
