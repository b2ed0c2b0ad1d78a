package io.chanio.engine;

/** The record of jobs, as the engine needs it: told of every change, from the thread that makes it. Must not block. */
public interface Ledger {

    /** The job is accepted and waits, runs, or ended. Called in the order of the changes of one job. */
    void changed(Job job);
}
