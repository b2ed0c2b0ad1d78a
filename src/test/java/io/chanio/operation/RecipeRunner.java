package io.chanio.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.engine.CcwData;
import io.chanio.engine.Outcome;
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

    /** @param device what the only read-class CCW of a program stores */
    public RecipeRunner(DeviceClass deviceClass, Function<ChannelProgram, Octets> device) {
        this.deviceClass = deviceClass;
        this.device = device;
    }

    public <R> R result(Recipe<R> recipe) {
        return switch (run(recipe)) {
            case Step.Done<R>(R result) -> result;
            case Step.Unusable<R>(String detail) -> throw new AssertionError(detail);
            case Step.Run<R> run -> throw new AssertionError("still wants " + run.program());
        };
    }

    public String refusal(Recipe<?> recipe) {
        return switch (run(recipe)) {
            case Step.Done<?>(Object result) -> throw new AssertionError("made of it " + result);
            case Step.Unusable<?>(String detail) -> detail;
            case Step.Run<?> run -> throw new AssertionError("still wants " + run.program());
        };
    }

    private <R> Step<R> run(Recipe<R> recipe) {
        Step<R> step = recipe.begin();
        for (int steps = 0; steps < STEPS_MAX && step instanceof Step.Run<R>(var program, var judge); steps++) {
            assertThat(ProgramChecks.check(program, deviceClass)).isEqualTo(new ProgramCheck.Valid(program));
            assertThat(Effects.of(program, deviceClass)).isEqualTo(recipe.effect());
            step = judge.judge(answer(program));
        }
        return step;
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
                program,
                deviceClass,
                Outcome.of(Outcome.Kind.COMPLETED, "channel end and device end"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                data);
    }
}
