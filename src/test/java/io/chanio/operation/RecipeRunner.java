package io.chanio.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.engine.CcwData;
import io.chanio.engine.Outcome;
import io.chanio.engine.PathSituation;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effects;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCheck;
import io.chanio.program.ProgramChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Runs a recipe without an engine: each of its programs is checked, held against the effect that the recipe claims, and
 * answered with bytes.
 */
public final class RecipeRunner {

    private static final int STEPS_MAX = 1000;

    private final DeviceClass deviceClass;
    private final Function<ChannelProgram, Octets> device;
    private PathSituation paths = new PathSituation(Optional.empty(), Optional.empty());
    private Function<ChannelProgram, Outcome> ends =
            program -> Outcome.of(Outcome.Kind.COMPLETED, "channel end and device end");

    /** @param device what the only read-class CCW of a program stores */
    public RecipeRunner(DeviceClass deviceClass, Function<ChannelProgram, Octets> device) {
        this.deviceClass = deviceClass;
        this.device = device;
    }

    /** What a recipe finds that looks at the paths. */
    RecipeRunner onPaths(PathSituation found) {
        paths = found;
        return this;
    }

    /** How programs end. */
    RecipeRunner ending(Function<ChannelProgram, Outcome> outcomes) {
        ends = outcomes;
        return this;
    }

    public <R> R result(Recipe<R> recipe) {
        return switch (run(recipe)) {
            case Step.Done<R>(R result) -> result;
            case Step.Unusable<R>(String detail) -> throw new AssertionError(detail);
            case Step.Run<R> run -> throw new AssertionError("still wants " + run.program());
            case Step.Attempt<R> attempt -> throw new AssertionError("still wants " + attempt.program());
            case Step.LookAtPaths<R> look -> throw new AssertionError("still wants the paths: " + look);
        };
    }

    public String refusal(Recipe<?> recipe) {
        return switch (run(recipe)) {
            case Step.Done<?>(Object result) -> throw new AssertionError("made of it " + result);
            case Step.Unusable<?>(String detail) -> detail;
            case Step.Run<?> run -> throw new AssertionError("still wants " + run.program());
            case Step.Attempt<?> attempt -> throw new AssertionError("still wants " + attempt.program());
            case Step.LookAtPaths<?> look -> throw new AssertionError("still wants the paths: " + look);
        };
    }

    private <R> Step<R> run(Recipe<R> recipe) {
        Step<R> step = recipe.begin();
        for (int steps = 0; steps < STEPS_MAX; steps++) {
            switch (step) {
                case Step.Run<R>(var program, var judge) -> step = judge.judge(checked(program, recipe));
                case Step.Attempt<R>(var program, var judge) -> step = judge.judge(checked(program, recipe));
                case Step.LookAtPaths<R>(var next) -> step = next.apply(paths);
                case Step.Done<R> done -> {
                    return done;
                }
                case Step.Unusable<R> unusable -> {
                    return unusable;
                }
            }
        }
        return step;
    }

    private ProgramResult checked(ChannelProgram program, Recipe<?> recipe) {
        assertThat(ProgramChecks.check(program, deviceClass)).isEqualTo(new ProgramCheck.Valid(program));
        assertThat(Effects.of(program, deviceClass)).isEqualTo(recipe.effect());
        return answer(program);
    }

    private ProgramResult answer(ChannelProgram program) {
        Octets stored = device.apply(program);
        List<CcwData> data = new ArrayList<>();
        for (int index = 0; index < program.ccws().size(); index++) {
            if (program.ccws().get(index).type().storesData()
                    && program.ccws().get(index).operand() instanceof Operand.Count(int count)) {
                int residual = count - Math.min(count, stored.length());
                data.add(new CcwData(
                        index,
                        count,
                        residual == 0 ? CcwData.Transferred.ALL : CcwData.Transferred.PARTIAL,
                        OptionalInt.of(residual),
                        stored.first(count)));
            }
        }
        return new ProgramResult(
                program, deviceClass, ends.apply(program), Optional.empty(), Optional.empty(), Optional.empty(), data);
    }
}
