package io.chanio.engine;

/** What became of a request to cancel a job. */
public sealed interface Cancellation {

    /** It was still queued, and never touches the device. */
    record Cancelled(Job job) implements Cancellation {}

    /** It runs: its program is being halted, and may still end by itself. */
    record Running(Job job) implements Cancellation {}

    /** It runs, and the kernel offers neither halt nor clear for its subchannel. */
    record NotOffered(Job job) implements Cancellation {}
}
