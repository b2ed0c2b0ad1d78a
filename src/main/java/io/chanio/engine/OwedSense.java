package io.chanio.engine;

import io.chanio.css.PathMask;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sense data that a unit check left in the device: a BASIC SENSE on the same path must be the very next program. It
 * belongs to the run that got the unit check, or to an event.
 *
 * @param owner null when it belongs to an event
 * @param soFar the owner's result but for the sense; null when it belongs to an event
 */
record OwedSense(
        PathMask path, @Nullable Run owner, @Nullable RunResult soFar, Consumer<Sense> events) implements Run.Listener {

    private static final int BASIC_SENSE = 0x04;
    private static final int SENSE_BYTES = 32;
    private static final ChannelProgram PROGRAM =
            ChannelProgram.of(ProgramCcw.of(BASIC_SENSE, new Operand.Count(SENSE_BYTES), CcwFlag.SLI));
    private static final Sense UNAVAILABLE = new Sense(Sense.Source.UNAVAILABLE, io.chanio.css.Octets.EMPTY);

    Run run(long deadline) {
        return new Run(PROGRAM, path.isEmpty() ? PathMask.ALL : path, deadline, this);
    }

    @Override
    public void started(long now) {}

    @Override
    public void ended(RunResult result, long now) {
        settle(basicSense(result).orElse(UNAVAILABLE), now);
    }

    /** The sense can't be fetched any more. */
    void unavailable(long now) {
        settle(UNAVAILABLE, now);
    }

    private void settle(Sense sense, long now) {
        if (owner != null && soFar != null) {
            owner.listener().ended(soFar.with(sense), now);
        } else {
            events.accept(sense);
        }
    }

    private static Optional<Sense> basicSense(RunResult result) {
        if (!result.outcome().completed() || result.data().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Sense(Sense.Source.BASIC, result.data().get(0).bytes()));
    }
}
