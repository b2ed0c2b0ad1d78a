package io.chanio.engine;

/** What became of a request to cancel a job. */
public sealed interface Cancellation {

    /** It was still queued, and never touches the device. */
    record Cancelled(Job job) implements Cancellation {}

    /** It runs: its program is on the subchannel. */
    record Running(Job job) implements Cancellation {}
}
