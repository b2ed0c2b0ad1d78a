package io.chanio.control;

import io.chanio.engine.CallRefused;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Makes values of the two ways in which a lane answers a call. */
final class Calls {

    private Calls() {}

    static <T, R> CompletionStage<R> answered(
            CompletionStage<T> call, Function<T, R> taken, Function<CallRefused, R> refused) {
        return call.handle((value, failure) -> {
            if (failure == null) {
                return taken.apply(value);
            }
            if (causeOf(failure) instanceof CallRefused refusal) {
                return refused.apply(refusal);
            }
            throw new CompletionException(causeOf(failure));
        });
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
