package io.chanio.ledger;

import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.JobId;
import java.time.Instant;

/**
 * An idempotency key, and what was accepted under it.
 *
 * @param acceptedAt when its time began
 */
record KeptKey(IdempotencyKey key, JobId job, Instant acceptedAt) {}
