package io.chanio.port.sim;

import io.chanio.port.sim.FaultScript.AtEnd;
import io.chanio.port.sim.FaultScript.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where a {@link FaultScript} stands. Never longer than a script.
 *
 * <p>Threads: under the lock of its subchannel.
 */
final class FaultQueue {

    private static final Fault NONE = new Fault.None();

    private final FaultScript script;
    private final RandomGenerator chance;
    private int step;
    private int startsOfStep;

    /** @param chance seeded by the script */
    FaultQueue(FaultScript script, RandomGenerator chance) {
        this.script = script;
        this.chance = chance;
    }

    /** What the next start meets. */
    Fault next() {
        if (step == script.steps().size()) {
            return NONE;
        }
        Step now = script.steps().get(step);
        Fault met = chance.nextInt(FaultScript.ALWAYS) < now.perMille() ? now.fault() : NONE;
        startsOfStep++;
        if (startsOfStep == now.times()) {
            startsOfStep = 0;
            step = step + 1 == script.steps().size() && script.atEnd() == AtEnd.REPEAT ? 0 : step + 1;
        }
        return met;
    }

    FaultScript script() {
        return script;
    }

    /** Starts up to the end of the script, this time. */
    int outstanding() {
        return remaining().stream().mapToInt(Step::times).sum();
    }

    /** The script of what is left, and {@code last} behind it. */
    FaultScript followedBy(Step last) {
        List<Step> all = new ArrayList<>(script.atEnd() == AtEnd.REPEAT ? script.steps() : remaining());
        all.add(last);
        return new FaultScript(all, script.atEnd(), script.seed());
    }

    private List<Step> remaining() {
        List<Step> left =
                new ArrayList<>(script.steps().subList(step, script.steps().size()));
        if (startsOfStep > 0) {
            Step now = left.getFirst();
            left.set(0, new Step(now.fault(), now.times() - startsOfStep, now.perMille()));
        }
        return left;
    }
}
