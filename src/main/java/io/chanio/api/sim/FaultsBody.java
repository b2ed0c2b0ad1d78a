package io.chanio.api.sim;

import io.chanio.api.request.Members;
import io.chanio.css.PathMask;
import io.chanio.port.sim.Fault;
import io.chanio.port.sim.FaultScript;
import io.chanio.port.sim.FaultScript.AtEnd;
import io.chanio.port.sim.FaultScript.Step;
import io.chanio.port.sim.Faults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The bodies that the fault surface takes; whoever gets one wrong is told all that is wrong with it. */
final class FaultsBody {

    static final String STEPS = "steps";

    private FaultsBody() {}

    /** @param installed the subchannel's paths */
    static FaultScript script(byte @Nullable [] body, PathMask installed) {
        return Members.read(body, members -> {
            Optional<List<Members>> steps = members.objects(STEPS, 1, FaultScript.STEPS_MAX);
            if (steps.isEmpty()) {
                members.missing(STEPS, "an array of faults");
            }
            int seed = members.number("seed").orElse(0);
            boolean repeat = members.truth("repeat").orElse(false);
            members.refuseOthers();
            List<Step> read = steps.orElse(List.of()).stream()
                    .flatMap(step -> step(step, installed).stream())
                    .toList();
            return Optional.of(new FaultScript(read, repeat ? AtEnd.REPEAT : AtEnd.STOP, seed));
        });
    }

    /** @param installed the subchannel's paths */
    static Consumer<Faults> action(byte @Nullable [] body, PathMask installed) {
        return Members.read(body, members -> {
            Values values = new Values(members, installed);
            Optional<ActionKind> kind = values.required("action", Arrays.asList(ActionKind.values()));
            Optional<Consumer<Faults>> action = kind.flatMap(known -> known.read(values));
            // Which members an unknown action would have, nobody can say.
            kind.ifPresent(ignored -> members.refuseOthers());
            return action;
        });
    }

    private static Optional<Step> step(Members members, PathMask installed) {
        Values values = new Values(members, installed);
        int times = members.number("times", 1, FaultScript.TIMES_MAX).orElse(1);
        int perMille = members.number("perMille", 0, FaultScript.ALWAYS).orElse(FaultScript.ALWAYS);
        Optional<FaultKind> kind = values.required("fault", Arrays.asList(FaultKind.values()));
        Optional<Fault> fault = kind.flatMap(known -> known.read(values));
        kind.ifPresent(ignored -> members.refuseOthers());
        return fault.map(met -> new Step(met, times, perMille));
    }
}
