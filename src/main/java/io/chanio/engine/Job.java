package io.chanio.engine;

import io.chanio.port.Backend;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as it stood at one moment: an immutable picture that the lane's owner publishes and everybody may read.
 *
 * @param startedAt when its first program was handed to the subchannel; empty when it never was
 * @param attempts how often its programs were started
 * @param outcome present exactly when it ended
 * @param program the result of its last program, when one ran
 * @param result what its operation made of it, when it SUCCEEDED as an operation
 * @param channelTime between the starts and the final statuses of its programs
 */
public record Job(
        JobRequest request,
        Backend backend,
        JobState state,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        int attempts,
        Optional<Instant> cancelRequestedAt,
        Optional<Outcome> outcome,
        Optional<ProgramResult> program,
        Optional<Object> result,
        Optional<Duration> channelTime) {

    public JobId id() {
        return request.id();
    }

    /** The same job at the same moment, told with another request and with other results. */
    public Job with(JobRequest told, Optional<ProgramResult> ofProgram, Optional<Object> ofOperation) {
        return new Job(
                told,
                backend,
                state,
                submittedAt,
                startedAt,
                finishedAt,
                attempts,
                cancelRequestedAt,
                outcome,
                ofProgram,
                ofOperation,
                channelTime);
    }
}
