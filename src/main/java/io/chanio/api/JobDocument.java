package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.control.JobPicture;
import io.chanio.css.DeviceClass;
import io.chanio.engine.CcwData;
import io.chanio.engine.ControlFunction;
import io.chanio.engine.Job;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.Outcome;
import io.chanio.engine.ProgramResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A job as clients see it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "Job",
        description = "A channel program or an operation, where it stands and what came of it.",
        requiredProperties = {
            "id",
            "subchannel",
            "backend",
            "state",
            "submittedAt",
            "mayChangeDevice",
            "repeatable",
            "attempts"
        })
record JobDocument(
        @Schema(description = "Later jobs have greater ids.")
        String id,

        @Schema(examples = "0.0.0120") String subchannel,

        @Schema(
                description = "Where the subchannel is from; SIMULATED data is invented.",
                enumeration = {"VFIO", "SIMULATED"})
        String backend,

        @Schema(description = "The chanio that has the job, where several share the record of jobs.")
        Optional<String> node,

        @Schema(description = "The operation's name; absent for a channel program.", examples = "sense-id")
        Optional<String> operation,

        @Schema(description = "What was done to the subchannel itself; absent for what runs programs.")
        Optional<ControlFunction> function,

        Optional<String> label,
        JobState state,
        Instant submittedAt,

        @Schema(description = "When its first program was started; absent when it never touched the device.")
        Optional<Instant> startedAt,

        Optional<Instant> finishedAt,

        @Schema(description = "Whether the device or its medium may be another after it.")
        boolean mayChangeDevice,

        @Schema(description = "Whether it may be run again without knowing whether it ran.")
        boolean repeatable,

        @Schema(description = "How often its programs were started.")
        int attempts,

        Optional<Instant> cancelRequestedAt,

        @Schema(description = "How it ended; present exactly when it did.")
        Optional<OutcomeDocument> outcome,

        @Schema(description = "What the channel said of its last program; absent in listings.")
        Optional<IrbDocument> irb,

        @Schema(description = "One for each read-class CCW of its last program; absent in listings.")
        Optional<List<CcwDataDocument>> data,

        @Schema(
                description = "What the operation found, in the operation's own form; absent in listings.",
                implementation = Object.class)
        Optional<Object> result,

        Optional<TimingsDocument> timings) {

    /** With everything. */
    static JobDocument whole(JobRecord record) {
        Job job = record.job();
        DeviceClass deviceClass = job.program().map(ProgramResult::deviceClass).orElse(DeviceClass.UNKNOWN);
        return of(
                JobPicture.of(job),
                record.node(),
                job.program().flatMap(IrbDocument::of),
                job.program().map(result -> dataOf(result, record.dataKept())),
                job.result().map(result -> ResultDocuments.of(result, deviceClass)));
    }

    /** As it stands in a listing. */
    static JobDocument brief(JobRecord record) {
        return brief(JobPicture.of(record.job()), record.node());
    }

    static JobDocument brief(JobPicture job, Optional<String> node) {
        return of(job, node, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static JobDocument of(
            JobPicture job,
            Optional<String> node,
            Optional<IrbDocument> irb,
            Optional<List<CcwDataDocument>> data,
            Optional<Object> result) {
        return new JobDocument(
                job.id().toString(),
                job.subchannel().toString(),
                job.backend(),
                node,
                job.operation(),
                job.function(),
                job.label(),
                job.state(),
                job.submittedAt(),
                job.startedAt(),
                job.finishedAt(),
                job.effect().mayChangeDevice(),
                job.effect().repeatable(),
                job.attempts(),
                job.cancelRequestedAt(),
                job.outcome().map(OutcomeDocument::of),
                irb,
                data,
                result,
                TimingsDocument.of(job));
    }

    private static List<CcwDataDocument> dataOf(ProgramResult result, boolean kept) {
        return result.data().stream()
                .map(data -> CcwDataDocument.of(data, kept))
                .toList();
    }

    /** How a job ended. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(
            name = "Outcome",
            description = "How the job ended: in one word, and in one sentence for people.",
            requiredProperties = {"kind", "detail"})
    record OutcomeDocument(
            Outcome.Kind kind,
            String detail,

            @Schema(description = "Of the refused system call.", implementation = Integer.class)
            OptionalInt errno) {

        static OutcomeDocument of(Outcome outcome) {
            return new OutcomeDocument(outcome.kind(), outcome.detail(), outcome.errno());
        }
    }

    /** What a read-class CCW brought. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(
            name = "CcwData",
            description = "What one read-class CCW brought.",
            requiredProperties = {"ccw", "count", "transferred"})
    record CcwDataDocument(
            @Schema(description = "Index of the CCW.") int ccw,
            @Schema(description = "The CCW's count.") int count,
            CcwData.Transferred transferred,

            @Schema(description = "Bytes not transferred, where the channel said so.", implementation = Integer.class)
            OptionalInt residual,

            @Schema(
                    description = "What came; with UNKNOWN the whole buffer, which was zero before. Absent when "
                            + "nothing came, and once the data was given up for space.",
                    format = "byte")
            Optional<String> bytes) {

        static CcwDataDocument of(CcwData data, boolean kept) {
            boolean present = kept && data.transferred() != CcwData.Transferred.NONE;
            return new CcwDataDocument(
                    data.ccw(),
                    data.count(),
                    data.transferred(),
                    data.residual(),
                    present
                            ? Optional.of(Base64.getEncoder()
                                    .encodeToString(data.bytes().toArray()))
                            : Optional.empty());
        }
    }

    /** How long a job's phases took. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "Timings", description = "How long the job's phases took; a phase that was not is absent.")
    record TimingsDocument(
            @Schema(description = "From acceptance to the first start.", implementation = Long.class)
            OptionalLong queuedMicros,

            @Schema(description = "From the starts to the final statuses.", implementation = Long.class)
            OptionalLong channelMicros,

            @Schema(description = "From acceptance to the end.", implementation = Long.class)
            OptionalLong totalMicros) {

        private static final long NANOS_PER_MICRO = 1000;

        static Optional<TimingsDocument> of(JobPicture job) {
            Optional<Duration> queued = job.startedAt().map(start -> Duration.between(job.submittedAt(), start));
            Optional<Duration> total = job.finishedAt().map(end -> Duration.between(job.submittedAt(), end));
            return queued.or(() -> total)
                    .map(some -> new TimingsDocument(micros(queued), micros(job.channelTime()), micros(total)));
        }

        private static OptionalLong micros(Optional<Duration> duration) {
            return duration.isPresent()
                    ? OptionalLong.of(duration.get().toNanos() / NANOS_PER_MICRO)
                    : OptionalLong.empty();
        }
    }
}
