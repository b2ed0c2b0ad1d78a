package io.chanio.control;

import io.chanio.css.SubchannelId;
import io.chanio.engine.ControlFunction;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobState;
import io.chanio.engine.Outcome;
import io.chanio.program.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A job without its program, its data and its result: small enough to be kept where jobs are not. */
public record JobPicture(
        JobId id,
        SubchannelId subchannel,
        String backend,
        Optional<String> operation,
        Optional<ControlFunction> function,
        Optional<String> label,
        JobState state,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Effect effect,
        int attempts,
        Optional<Instant> cancelRequestedAt,
        Optional<Outcome> outcome,
        Optional<Duration> channelTime) {

    public static JobPicture of(Job job) {
        return new JobPicture(
                job.id(),
                job.request().subchannel(),
                job.backend().name(),
                job.request().work().operation(),
                job.request().work().function(),
                job.request().label(),
                job.state(),
                job.submittedAt(),
                job.startedAt(),
                job.finishedAt(),
                job.request().work().effectOnDevice(),
                job.attempts(),
                job.cancelRequestedAt(),
                job.outcome(),
                job.channelTime());
    }
}
