package io.chanio.engine;

/**
 * A job of an earlier chanio whose end is in no record.
 *
 * @param job as it was recorded last; an operation as {@link Work.RunNamed}
 * @param start what the record says about its first start
 */
public record Unfinished(Job job, Start start) {

    /** Whether a job that must not run twice may have run. */
    public enum Start {
        /** It never was started, or it may be run again all the same. */
        NOT_RECORDED,
        /** It was about to be started: it may have run. */
        RECORDED
    }
}
