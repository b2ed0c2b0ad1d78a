package io.chanio.port.sim;

import java.util.List;

/**
 * The faults that starts to come meet, one start after the other. The same script and the same starts are the same
 * faults: chance comes from the seed.
 *
 * @param steps in their order
 * @param atEnd what follows the last step
 */
public record FaultScript(List<Step> steps, AtEnd atEnd, int seed) {

    /** Steps of one script. */
    public static final int STEPS_MAX = 256;

    /** Starts of one step. */
    public static final int TIMES_MAX = 1_000_000;

    /** The chance of what always happens. */
    public static final int ALWAYS = 1000;

    /** What follows the last step. */
    public enum AtEnd {
        /** Starts that go well. */
        STOP,
        /** The first step. */
        REPEAT
    }

    /**
     * The same for a number of starts.
     *
     * @param times how many starts
     * @param perMille of a thousand such starts how many meet the fault; the others go well
     */
    public record Step(Fault fault, int times, int perMille) {

        public Step {
            if (times < 1 || times > TIMES_MAX) {
                throw new IllegalArgumentException("times %d is not 1 to %d".formatted(times, TIMES_MAX));
            }
            if (perMille < 0 || perMille > ALWAYS) {
                throw new IllegalArgumentException("perMille %d is not 0 to %d".formatted(perMille, ALWAYS));
            }
        }

        public static Step always(Fault fault, int times) {
            return new Step(fault, times, ALWAYS);
        }
    }

    public FaultScript {
        steps = List.copyOf(steps);
        if (steps.size() > STEPS_MAX) {
            throw new IllegalArgumentException(
                    "%d steps are more than the %d of a script".formatted(steps.size(), STEPS_MAX));
        }
    }

    /** No fault at all. */
    static FaultScript empty() {
        return new FaultScript(List.of(), AtEnd.STOP, 0);
    }
}
