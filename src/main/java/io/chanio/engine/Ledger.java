package io.chanio.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The record of jobs, as the engine needs it: told of every change, from the thread that makes it. Must not block. */
public interface Ledger {

    /** The job is accepted and waits, runs, or ended. Called in the order of the changes of one job. */
    void changed(Job job);

    /** The jobs are accepted together, and wait: a restart knows all of them or none. */
    default void accepted(List<Job> jobs) {
        jobs.forEach(this::changed);
    }

    /**
     * The job is about to be started for the first time, and must not be run again by itself: completes once a restart would
     * know that. Nothing of the job is started before, and nothing ever when it fails.
     */
    default CompletionStage<Void> starting(Job job) {
        // A record that dies with the process has nothing to tell the next one.
        return CompletableFuture.completedFuture(null);
    }

    /** What is remembered of reserved devices. */
    default Reservations reservations() {
        return Reservations.FORGOTTEN;
    }

    /** True when a restart would run this job, which waits: chanio may stop without ending it. */
    default boolean outlives(JobId job) {
        return false;
    }
}
