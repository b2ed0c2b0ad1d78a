package io.chanio.program;

import java.util.List;

/** What the checks say of a channel program. */
public sealed interface ProgramCheck {

    /** Nothing is wrong with it. */
    record Valid(ChannelProgram program) implements ProgramCheck {}

    /**
     * It can't be run.
     *
     * @param faults all of them, those of the program first, then by CCW; at least one
     */
    record Invalid(List<ProgramFault> faults) implements ProgramCheck {

        public Invalid {
            faults = List.copyOf(faults);
        }
    }
}
