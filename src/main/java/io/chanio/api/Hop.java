package io.chanio.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The way back from a lane's thread to the request that waits.
 *
 * <p>A job costs two hops between threads: the first wakes the lane's worker (its eventfd, when the job is offered), the
 * second is here: the worker, which saw the job's end, hands the answer to the event loop that holds the connection and
 * goes on with its lanes. Neither parsing nor writing JSON ever runs on a worker.
 */
final class Hop {

    private Hop() {}

    /** Continues with {@code next} on the context of the request that calls this, or at once where nothing was waited for. */
    static <T, R> CompletionStage<R> back(CompletionStage<T> stage, Function<T, R> next) {
        if (stage.toCompletableFuture().isDone()) {
            return stage.thenApply(next);
        }
        Context request = Vertx.currentContext();
        CompletableFuture<R> answer = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> request.runOnContext(ignored -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                complete(answer, value, next);
            }
        }));
        return answer;
    }

    private static <T, R> void complete(CompletableFuture<R> answer, T value, Function<T, R> next) {
        try {
            answer.complete(next.apply(value));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
