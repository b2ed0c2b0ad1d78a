package io.chanio.program;

import java.util.List;

/**
 * A channel program as people write it: commands with data, counts and TIC targets, no addresses. Every CCW but the last
 * is command-chained unless its flags or {@code end} say otherwise. May be at fault; {@link ProgramChecks} says so.
 */
public record ChannelProgram(List<ProgramCcw> ccws, OrbOptions orb) {

    public ChannelProgram {
        ccws = List.copyOf(ccws);
    }

    public static ChannelProgram of(ProgramCcw... ccws) {
        return new ChannelProgram(List.of(ccws), OrbOptions.DEFAULT);
    }
}
