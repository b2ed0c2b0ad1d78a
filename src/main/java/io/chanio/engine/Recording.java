package io.chanio.engine;

/** What became of recording a job so that a restart knows it. */
public sealed interface Recording {

    /** It would survive now; {@code job} is its record. */
    record Recorded(JobRecord job) implements Recording {}

    /** There is no such job, or no longer. */
    record NoJob() implements Recording {}

    /** It could not be recorded: whoever asked must not be told that it is safe. */
    record Failed(String detail) implements Recording {}
}
