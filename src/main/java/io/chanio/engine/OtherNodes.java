package io.chanio.engine;

import io.chanio.engine.History.Awaited;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The jobs of the other chanio nodes that share this one's record, as far as they were written there. Callable from any
 * thread; no call waits. Stages complete on whichever thread read the record: whoever continues there must hop away first.
 */
public interface OtherNodes {

    /** Of a record that nobody shares. */
    OtherNodes NONE = new NoOtherNodes();

    /** What reading the record came to. */
    sealed interface Answer<T> {

        record Found<T>(T value) implements Answer<T> {}

        /** The record can't be read now. */
        record Unavailable<T>(String detail) implements Answer<T> {}
    }

    CompletionStage<Answer<Optional<JobRecord>>> find(JobId job);

    /** The record soon after what is awaited holds there, or as it stands when {@code atMost} ran out. */
    CompletionStage<Answer<Optional<JobRecord>>> await(JobId job, Awaited awaited, Duration atMost);

    /** At most {@code limit} jobs, newest first, all older than {@code before}; without their programs, data and results. */
    CompletionStage<Answer<List<JobRecord>>> list(JobFilter filter, Optional<JobId> before, int limit);
}
