package io.chanio.ledger;

import java.time.Duration;

/**
 * What the record of jobs may hold, whichever is reached first.
 *
 * @param age how long a job is kept after its end
 * @param records jobs
 * @param dataBytes bytes that the jobs' data and results take
 * @param promise how long the record of a job that was answered with 202 stays at least after its end
 * @param waiters requests that may wait for a job at once; more are answered without waiting
 */
public record Limits(Duration age, int records, long dataBytes, Duration promise, int waiters) {

    private static final long MEBIBYTE = 1024L * 1024L;

    public static final Limits DEFAULT =
            new Limits(Duration.ofHours(24), 100_000, 256 * MEBIBYTE, Duration.ofMinutes(10), 10_000);
}
