package io.chanio.engine;

import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import java.util.Optional;

/** What a job is to do. */
public sealed interface Work {

    /** Run a client's channel program, which passed its checks. */
    record RunProgram(ChannelProgram program, Effect effect) implements Work {}

    /** Run an operation. */
    record RunRecipe(Recipe<?> recipe) implements Work {}

    default Effect effectOnDevice() {
        return switch (this) {
            case RunProgram(ChannelProgram ignored, Effect effect) -> effect;
            case RunRecipe(Recipe<?> recipe) -> recipe.effect();
        };
    }

    /** The operation's name; empty for a channel program. */
    default Optional<String> operation() {
        return switch (this) {
            case RunProgram ignored -> Optional.empty();
            case RunRecipe(Recipe<?> recipe) -> Optional.of(recipe.name());
        };
    }
}
