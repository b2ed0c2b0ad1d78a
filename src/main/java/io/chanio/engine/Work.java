package io.chanio.engine;

import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import java.util.Map;
import java.util.Optional;

/** What a job is to do. */
public sealed interface Work {

    /** Run a client's channel program, which passed its checks. */
    record RunProgram(ChannelProgram program, Effect effect) implements Work {}

    /**
     * Run an operation.
     *
     * @param parameters as the client gave them: with its name they make the recipe again after a restart
     */
    record RunRecipe(Recipe<?> recipe, Map<String, Object> parameters) implements Work {

        public RunRecipe {
            parameters = Map.copyOf(parameters);
        }
    }

    /** Run an operation that a record names, and that was not looked up again yet; no lane takes it so. */
    record RunNamed(String name, Map<String, Object> parameters, Effect effect) implements Work {

        public RunNamed {
            parameters = Map.copyOf(parameters);
        }
    }

    /** Do something to the subchannel itself, whatever is on it. */
    record RunFunction(ControlFunction asked) implements Work {

        /** It ends another job's program, and asking twice is as asking once. */
        private static final Effect EFFECT = new Effect(true, true);
    }

    default Effect effectOnDevice() {
        return switch (this) {
            case RunProgram(ChannelProgram ignored, Effect effect) -> effect;
            case RunRecipe(Recipe<?> recipe, var ignored) -> recipe.effect();
            case RunNamed(String ignored, var parameters, Effect effect) -> effect;
            case RunFunction ignored -> RunFunction.EFFECT;
        };
    }

    /** The operation's name; empty for a channel program and a control function. */
    default Optional<String> operation() {
        return switch (this) {
            case RunProgram ignored -> Optional.empty();
            case RunRecipe(Recipe<?> recipe, var ignored) -> Optional.of(recipe.name());
            case RunNamed(String name, var ignored, var effect) -> Optional.of(name);
            case RunFunction ignored -> Optional.empty();
        };
    }

    /** The control function; empty for what runs programs. */
    default Optional<ControlFunction> function() {
        return this instanceof RunFunction(ControlFunction asked) ? Optional.of(asked) : Optional.empty();
    }
}
