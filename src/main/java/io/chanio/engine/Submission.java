package io.chanio.engine;

import io.chanio.css.SubchannelId;

/** What became of offering a job to a lane. */
public sealed interface Submission {

    /** It waits in the queue; {@code job} is its first picture. */
    record Queued(Job job) implements Submission {}

    record QueueFull(int capacity) implements Submission {}

    /** The lane takes no jobs: its device or driver is gone, or its end is not known. */
    record Unavailable(LaneView lane) implements Submission {}

    /** There is no such subchannel, or no longer. */
    record NoSubchannel(SubchannelId subchannel) implements Submission {}

    /** chanio is stopping. */
    record Draining() implements Submission {}
}
