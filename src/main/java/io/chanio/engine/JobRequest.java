package io.chanio.engine;

import io.chanio.css.SubchannelId;
import java.time.Duration;
import java.util.Optional;

/**
 * A job as it is offered to a lane.
 *
 * @param timeout from acceptance to the end; counts in the queue too
 */
public record JobRequest(JobId id, SubchannelId subchannel, Work work, Duration timeout, Optional<String> label) {}
