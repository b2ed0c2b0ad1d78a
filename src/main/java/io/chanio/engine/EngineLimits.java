package io.chanio.engine;

import java.time.Duration;

/**
 * The bounds of everything that the engine queues, repeats or waits for; reaching one is a named outcome.
 *
 * @param queueCapacity jobs that may wait in a lane; then {@link Submission.QueueFull}
 * @param callCapacity requests to a lane's owner (cancel, store subchannel) that may wait; then they fail
 * @param startPauseMin first pause before a refused start is tried again; doubles up to {@code startPauseMax}
 * @param startRetryTime how long a transiently refused start is tried again; then START_FAILED
 * @param restarts how often a start with deferred condition code 1 is made again; then START_FAILED
 * @param busyPauseMin first pause before a start is made again that found the device busy, unless the device ends the pause;
 *     doubles up to {@code busyPauseMax}
 * @param busyTime how long a busy device is tried again; then DEVICE_BUSY
 * @param statusCheckInterval how long a running program goes without a look at its subchannel
 * @param lostStatusGrace how long a subchannel must look idle before a program's status counts as lost: its interruption
 *     may still be on its way
 * @param rungTime how long each rung of the ladder (halt, clear, clear again) waits for its interruption
 * @param senseTime how long a BASIC SENSE may take
 * @param releaseTime how long chanio's own RELEASE of a reserved device may take, before it lets the device go
 * @param openingTime how long chanio's own first program may take
 * @param drainTime how long running jobs may go on while the engine closes; then they are cleared
 * @param closeTime how long the engine waits for its ports while it closes: the kernel may halt and clear each for minutes
 */
public record EngineLimits(
        int queueCapacity,
        int callCapacity,
        Duration startPauseMin,
        Duration startPauseMax,
        Duration startRetryTime,
        int restarts,
        Duration busyPauseMin,
        Duration busyPauseMax,
        Duration busyTime,
        Duration statusCheckInterval,
        Duration lostStatusGrace,
        Duration rungTime,
        Duration senseTime,
        Duration releaseTime,
        Duration openingTime,
        Duration drainTime,
        Duration closeTime) {

    public static final EngineLimits DEFAULT = new EngineLimits(
            256,
            1024,
            Duration.ofMillis(1),
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            5,
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1));

    public EngineLimits {
        if (queueCapacity < 1 || callCapacity < 1) {
            throw new IllegalArgumentException(
                    "queue capacity " + queueCapacity + " and call capacity " + callCapacity + " must be 1 at least");
        }
    }

    public EngineLimits withQueueCapacity(int capacity) {
        return with(capacity, drainTime, closeTime);
    }

    public EngineLimits withDrainTime(Duration time) {
        return with(queueCapacity, time, closeTime);
    }

    EngineLimits withCloseTime(Duration time) {
        return with(queueCapacity, drainTime, time);
    }

    private EngineLimits with(int jobs, Duration draining, Duration closing) {
        return new EngineLimits(
                jobs,
                callCapacity,
                startPauseMin,
                startPauseMax,
                startRetryTime,
                restarts,
                busyPauseMin,
                busyPauseMax,
                busyTime,
                statusCheckInterval,
                lostStatusGrace,
                rungTime,
                senseTime,
                releaseTime,
                openingTime,
                draining,
                closing);
    }
}
