package io.chanio.engine;

/** What became of asking the record of jobs for room. */
public sealed interface Room {

    /** The job may be offered to its lane. */
    record Taken() implements Room {}

    /** There is none, whatever would be given up for it. */
    record Full() implements Room {}

    /** An earlier request had the same key: its job is {@code job}, which may still be on its way to its lane. */
    record Replayed(JobId job) implements Room {}

    /** An earlier request had the same key and another body. */
    record KeyReused() implements Room {}

    /** An earlier request had the same key, and the record of its job {@code job}, or the key's time, is gone. */
    record Expired(JobId job) implements Room {}

    /** Nothing can be recorded now. */
    record Unavailable(String detail) implements Room {}
}
