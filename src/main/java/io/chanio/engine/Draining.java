package io.chanio.engine;

import org.jspecify.annotations.Nullable;

/**
 * How a lane comes to its end when chanio stops: what runs may go on for a time and is cleared then, and a device that is
 * reserved is released when nothing runs any more.
 *
 * <p>Threads: the lane's owner.
 */
final class Draining {

    private boolean begun;
    private boolean stopping;
    private long stopAt = Stage.NEVER;

    /** What runs may go on until {@code until}, on the engine's monotonic clock. */
    void begin(long until) {
        begun = true;
        stopAt = until;
    }

    /** When what runs is ended. */
    long nextDeadline() {
        return stopAt;
    }

    /** Ends what runs, when its time is up. */
    void stopWhenDue(@Nullable Conductor conductor, LaneJobs jobs, long now) {
        if (now >= stopAt) {
            stopAt = Stage.NEVER;
            stopping = true;
        }
        if (stopping && conductor != null) {
            jobs.stop();
            conductor.stop(now);
        }
    }

    /** Nothing runs any more, or never will. */
    void idle(@Nullable Conductor conductor, Allegiance allegiance, long now) {
        if (!begun) {
            return;
        }
        stopAt = Stage.NEVER;
        if (conductor != null && conductor.state() == LaneState.IDLE) {
            // The release has a time of its own.
            stopping = false;
            conductor.release(now);
        } else {
            allegiance.keep("the subchannel takes no program");
        }
    }
}
