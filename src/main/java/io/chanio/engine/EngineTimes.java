package io.chanio.engine;

/** The bounds of {@link EngineLimits} that a lane needs, in nanoseconds of the engine's monotonic clock. */
record EngineTimes(
        long startPauseMin,
        long startPauseMax,
        long startRetryTime,
        int restarts,
        long busyPauseMin,
        long busyPauseMax,
        long busyTime,
        long statusCheckInterval,
        long lostStatusGrace,
        long rungTime,
        long senseTime,
        long releaseTime) {

    /** Channel reports that are taken in one go. */
    static final int REPORTS_AT_ONCE = 64;

    static EngineTimes of(EngineLimits limits) {
        return new EngineTimes(
                limits.startPauseMin().toNanos(),
                limits.startPauseMax().toNanos(),
                limits.startRetryTime().toNanos(),
                limits.restarts(),
                limits.busyPauseMin().toNanos(),
                limits.busyPauseMax().toNanos(),
                limits.busyTime().toNanos(),
                limits.statusCheckInterval().toNanos(),
                limits.lostStatusGrace().toNanos(),
                limits.rungTime().toNanos(),
                limits.senseTime().toNanos(),
                limits.releaseTime().toNanos());
    }
}
