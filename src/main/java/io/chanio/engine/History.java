package io.chanio.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The record of jobs, as the ways in need it. Callable from any thread; no call waits. */
public interface History {

    /** How long a job's record must stay after its end. */
    enum Keeping {
        /** Its client has the answer: as long as there is room. */
        WHILE_ROOM,
        /** Its client was told where to look: a while at least. */
        PROMISED
    }

    /** What the stage of {@link #await} waits for. */
    sealed interface Awaited {

        /** The job's end. */
        record End() implements Awaited {}

        /** Another version than {@code version}, or the job's end. */
        record Change(long version) implements Awaited {}
    }

    /**
     * Takes room for a job that is about to be offered. With {@link Keeping#PROMISED} the job is recorded from its acceptance
     * on, with {@link Keeping#WHILE_ROOM} only when it must: before a start that is not repeatable, or when it is promised.
     *
     * @param key what makes it one with an earlier request
     */
    Room reserve(JobId job, Keeping keeping, Optional<IdempotencyKey> key);

    /** Gives the room back, and its key: the lane did not take the job. Does nothing once the job is in the record. */
    void release(JobId job);

    /**
     * From now on the record must stay a while after the job's end, and outlive this process. Completes once it would, on
     * whichever thread sees that; for a job that only has its room, not before its lane took it or the room was given back.
     */
    CompletionStage<Recording> promise(JobId job);

    Optional<JobRecord> find(JobId job);

    /** At most {@code limit} jobs that {@code filter} accepts, newest first, all older than {@code before}. */
    List<JobRecord> list(JobFilter filter, Optional<JobId> before, int limit);

    /**
     * The record as soon as what is awaited holds, or as it stands when {@code atMost} ran out; empty when there is no such
     * record. Completes on whichever thread makes the change: whoever continues there must hop away first.
     */
    CompletionStage<Optional<JobRecord>> await(JobId job, Awaited awaited, Duration atMost);
}
