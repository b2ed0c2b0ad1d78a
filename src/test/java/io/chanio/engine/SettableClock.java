package io.chanio.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Wall clock and monotonic clock in one, which stand still until they are told to go on. */
final class SettableClock implements InstantSource, LongSupplier {

    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private long nanos;

    void advance(Duration by) {
        nanos += by.toNanos();
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos);
    }

    /** Monotonic nanoseconds. */
    @Override
    public long getAsLong() {
        return nanos;
    }
}
