package io.chanio.engine;

import java.time.Instant;

/**
 * A job that an earlier chanio had accepted and that is to run, or to run again.
 *
 * @param submittedAt when it was accepted: its time goes on from then
 * @param attempts how often its programs were started before
 */
public record Resumed(JobRequest request, Instant submittedAt, int attempts) {}
