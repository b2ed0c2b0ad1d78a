package io.chanio.engine;

import io.chanio.engine.History.Awaited;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Nobody shares the record. Threads: any. */
final class NoOtherNodes implements OtherNodes {

    @Override
    public CompletionStage<Answer<Optional<JobRecord>>> find(JobId job) {
        return found(Optional.empty());
    }

    @Override
    public CompletionStage<Answer<Optional<JobRecord>>> await(JobId job, Awaited awaited, Duration atMost) {
        return found(Optional.empty());
    }

    @Override
    public CompletionStage<Answer<List<JobRecord>>> list(JobFilter filter, Optional<JobId> before, int limit) {
        return found(List.of());
    }

    private static <T> CompletionStage<Answer<T>> found(T value) {
        return CompletableFuture.completedFuture(new Answer.Found<>(value));
    }
}
