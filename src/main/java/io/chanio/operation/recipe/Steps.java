package io.chanio.operation.recipe;

import io.chanio.engine.Step;
import java.util.function.Function;

/** Joins steps, so that one recipe can begin with another. */
public final class Steps {

    private Steps() {}

    /** Goes on with {@code next} where {@code step} ends with a result. */
    public static <A, B> Step<B> then(Step<A> step, Function<A, Step<B>> next) {
        return switch (step) {
            case Step.Run<A>(var program, var judge) ->
                new Step.Run<>(program, result -> then(judge.judge(result), next));
            case Step.Attempt<A>(var program, var judge) ->
                new Step.Attempt<>(program, result -> then(judge.judge(result), next));
            case Step.LookAtPaths<A>(var look) ->
                new Step.LookAtPaths<>(situation -> then(look.apply(situation), next));
            case Step.Done<A>(var value) -> next.apply(value);
            case Step.Unusable<A>(var detail) -> new Step.Unusable<>(detail);
        };
    }
}
