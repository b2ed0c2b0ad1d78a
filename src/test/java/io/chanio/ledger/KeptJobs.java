package io.chanio.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.CcwData;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.Outcome;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Work;
import io.chanio.operation.OperationCatalogue;
import io.chanio.port.Backend;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Jobs as the engine would tell of them, by number. */
final class KeptJobs {

    static final Instant ACCEPTED_AT = Instant.parse("2026-11-22T10:00:00Z");
    static final SubchannelId SUBCHANNEL = new SubchannelId(0, 0x13);
    static final Effect READS = new Effect(false, true);
    static final Effect WRITES = new Effect(true, false);

    private static final int READ = 0x06;
    private static final JobCodec CODEC = new JobCodec(new OperationCatalogue().resultTypes());

    private KeptJobs() {}

    static JobCodec codec() {
        return CODEC;
    }

    static JobId id(int number) {
        return new JobId(new UUID(number, 0));
    }

    static IdempotencyKey key(String key, String body) {
        return new IdempotencyKey(key, "", "/jobs", Octets.of(body.getBytes(UTF_8)));
    }

    static Job queued(int number, Effect effect) {
        return job(number, effect, JobState.QUEUED, ACCEPTED_AT, Optional.empty());
    }

    static Job running(int number, Effect effect) {
        return job(number, effect, JobState.RUNNING, ACCEPTED_AT, Optional.empty());
    }

    /** Running, and its client asked for its end. */
    static Job cancelling(int number, Effect effect) {
        Job job = running(number, effect);
        return new Job(
                job.request(),
                job.backend(),
                job.state(),
                job.submittedAt(),
                job.startedAt(),
                job.finishedAt(),
                job.attempts(),
                Optional.of(ACCEPTED_AT),
                job.outcome(),
                job.program(),
                job.result(),
                job.channelTime());
    }

    static Job ended(int number, Effect effect, int dataLength) {
        return ended(number, effect, dataLength, ACCEPTED_AT);
    }

    static Job ended(int number, Effect effect, int dataLength, Instant at) {
        ProgramResult result = new ProgramResult(
                ChannelProgram.of(),
                DeviceClass.ECKD,
                Outcome.of(Outcome.Kind.COMPLETED, "ended"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new CcwData(
                        0, dataLength, CcwData.Transferred.ALL, OptionalInt.empty(), Octets.zeros(dataLength))));
        return job(number, effect, JobState.SUCCEEDED, at, Optional.of(result));
    }

    private static Job job(int number, Effect effect, JobState state, Instant at, Optional<ProgramResult> result) {
        ChannelProgram program = ChannelProgram.of(ProgramCcw.of(READ, new Operand.Count(number)));
        return new Job(
                new JobRequest(
                        id(number),
                        SUBCHANNEL,
                        new Work.RunProgram(program, effect),
                        Duration.ofMinutes(1),
                        Optional.of("job " + number)),
                Backend.SIMULATED,
                state,
                ACCEPTED_AT,
                state == JobState.QUEUED ? Optional.empty() : Optional.of(at),
                state.ended() ? Optional.of(at) : Optional.empty(),
                state == JobState.QUEUED ? 0 : 1,
                Optional.empty(),
                result.map(ProgramResult::outcome),
                result,
                Optional.empty(),
                Optional.empty());
    }
}
