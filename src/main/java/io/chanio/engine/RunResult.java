package io.chanio.engine;

import io.chanio.css.Irb;
import java.util.List;
import java.util.Optional;

/**
 * What became of one program.
 *
 * @param end what is known about its end
 * @param status empty when it never ran
 * @param irb the last that came for it
 * @param channelNanos from its start to its end; 0 when it never started
 */
record RunResult(
        Outcome outcome,
        ProgramEnd end,
        Optional<GatheredStatus> status,
        Optional<Irb> irb,
        Optional<Sense> sense,
        List<CcwData> data,
        long channelNanos) {

    RunResult {
        data = List.copyOf(data);
    }

    /** Of a program that never ran. */
    static RunResult neverRan(Outcome outcome) {
        return new RunResult(
                outcome, ProgramEnd.NEVER_RAN, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 0);
    }

    RunResult with(Sense found) {
        return new RunResult(outcome, end, status, irb, Optional.of(found), data, channelNanos);
    }
}
