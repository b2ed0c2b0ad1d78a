package io.chanio.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before an event is sent again: twice as long each time, and not as long as everybody else. */
final class Pauses {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(1);

    /** As long as a receiver may ask for by Retry-After. */
    static final Duration ASKED_MAX = Duration.ofMinutes(10);

    /** Far beyond the longest. */
    private static final int DOUBLINGS_MAX = 16;

    private final RandomGenerator random;

    Pauses(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param attempts that failed, one at least
     * @param notBefore what the receiver asked for
     */
    Duration after(int attempts, Optional<Duration> notBefore) {
        long doubled = FIRST.toMillis() << Math.min(attempts - 1, DOUBLINGS_MAX);
        long whole = Math.min(LONGEST.toMillis(), doubled);
        Duration own = Duration.ofMillis(random.nextLong(whole / 2, whole + 1));
        Duration asked = notBefore.orElse(Duration.ZERO);
        return longer(own, asked.compareTo(ASKED_MAX) > 0 ? ASKED_MAX : asked);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
