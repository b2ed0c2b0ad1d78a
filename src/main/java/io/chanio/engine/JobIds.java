package io.chanio.engine;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes job ids: UUIDs of version 7, each greater than the one before, also within a millisecond and when the clock steps
 * back.
 *
 * <pre>
 *    0                                48   52            64 66                              127
 *   +--------------------------------+----+-------------+--+----------------------------------+
 *   |   milliseconds since 1970      |0111|   counter   |10|              random              |
 *   +--------------------------------+----+-------------+--+----------------------------------+
 * </pre>
 *
 * <p>Threads: any.
 *
 * @see "RFC 9562, 5.7 and 6.2 method 1 (fixed bit-length dedicated counter)"
 */
public final class JobIds {

    private static final int COUNTER_BITS = 12;
    private static final int COUNTER_MAX = (1 << COUNTER_BITS) - 1;
    /** The counter starts in the lower half of its range, so that it has room to count. */
    private static final int COUNTER_START_BOUND = 1 << (COUNTER_BITS - 1);

    private static final int MILLIS_SHIFT = 16;
    private static final long VERSION_7 = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int VARIANT_BITS = 2;

    private final InstantSource clock;
    private final RandomGenerator random;
    private long millis = -1;
    private int counter;

    public JobIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public synchronized JobId next() {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            counter = random.nextInt(COUNTER_START_BOUND);
        } else if (counter < COUNTER_MAX) {
            counter++;
        } else {
            // The counter of this millisecond is used up: borrow the next one, which the clock will reach.
            millis++;
            counter = random.nextInt(COUNTER_START_BOUND);
        }
        long most = (millis << MILLIS_SHIFT) | VERSION_7 | counter;
        return new JobId(new UUID(most, VARIANT | (random.nextLong() >>> VARIANT_BITS)));
    }
}
