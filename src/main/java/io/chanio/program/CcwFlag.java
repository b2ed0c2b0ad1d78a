package io.chanio.program;

import io.chanio.css.Ccw;

/** The flags that a client may set in a CCW; command chaining follows from the CCW's place in the program. */
public enum CcwFlag {
    /** Suppress length indication. */
    SLI(Ccw.SUPPRESS_LENGTH_INDICATION),
    /** No transfer to storage. */
    SKIP(Ccw.SKIP),
    /** Program-controlled interruption. */
    PCI(Ccw.PROGRAM_CONTROLLED_INTERRUPTION),
    /** Data chaining in the place of command chaining. */
    CD(Ccw.CHAIN_DATA);

    private final int bit;

    CcwFlag(int bit) {
        this.bit = bit;
    }

    /** The flag's bit in the CCW. */
    public int bit() {
        return bit;
    }
}
