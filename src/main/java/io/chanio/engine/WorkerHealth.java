package io.chanio.engine;

import java.time.Duration;

/**
 * How a worker is.
 *
 * @param sinceHeartbeat since it last came around; more than {@link #SILENCE_MAX} means that it hangs
 * @param busyRatio the part of its time that it works, 0 to 1
 */
public record WorkerHealth(String worker, Duration sinceHeartbeat, double busyRatio) {

    /** A worker comes around every second also when nothing happens. */
    public static final Duration SILENCE_MAX = Duration.ofSeconds(10);

    public boolean alive() {
        return sinceHeartbeat.compareTo(SILENCE_MAX) <= 0;
    }
}
