package io.chanio.api;

import io.chanio.api.request.Members;
import io.chanio.api.request.Problem;
import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import io.chanio.control.AllJobs.Sought;
import io.chanio.control.Cancelled;
import io.chanio.control.Released;
import io.chanio.control.SchibAnswer;
import io.chanio.control.Submitted;
import io.chanio.css.SubchannelId;
import io.chanio.engine.CallRefused;
import io.chanio.engine.CcwData;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.LaneView;
import io.chanio.engine.SchibReading;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Turns what the waist answers into HTTP answers. */
final class Answers {

    static final String JOBS = "/api/v1/jobs/";
    static final String RETRY_AFTER_SECONDS = "1";
    static final String PREFERENCE_APPLIED = "Preference-Applied";
    private static final String ENDED = "-ended";

    private Answers() {}

    /** The job is not over, or nobody waits for that. */
    static Response accepted(JobRecord record) {
        return ofJob(Response.accepted(), record)
                .header(HttpHeaders.LOCATION, JOBS + record.job().id())
                .build();
    }

    /** 200 when it ended, 202 with where to find it while it has not. */
    static Response standing(JobRecord record) {
        return record.job().state().ended() ? ok(record) : accepted(record);
    }

    static Response ok(JobRecord record) {
        return ofJob(Response.ok(), record).build();
    }

    static Response ok(JobRecord record, Duration waited) {
        return ofJob(Response.ok(), record)
                .header(PREFERENCE_APPLIED, Preference.applied(waited))
                .build();
    }

    static Response notModified(JobRecord record) {
        return Response.notModified().header(HttpHeaders.ETAG, etag(record)).build();
    }

    /** Another node may know of an end before it can know how many changes there were. */
    static String etag(JobRecord record) {
        return "\"%d%s\"".formatted(record.version(), record.job().state().ended() ? ENDED : "");
    }

    private static Response.ResponseBuilder ofJob(Response.ResponseBuilder answer, JobRecord record) {
        return answer.type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.ETAG, etag(record))
                .entity(JobDocument.whole(record));
    }

    /** Every outcome of submitting but the good one. */
    static Response refused(Submitted refusal, String instance) {
        return switch (refusal) {
            case Submitted.Accepted(JobRecord job) -> accepted(job);
            case Submitted.Replayed(JobRecord job) -> standing(job);
            case Submitted other -> of(RefusedSubmission.problem(other, instance));
        };
    }

    /** Says when to come again, where that alone helps. */
    static Response of(Problem problem) {
        Response.ResponseBuilder answer = problem.toResponse();
        if (problem.isForNow()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.build();
    }

    static Response cancelled(Cancelled outcome, String instance) {
        return switch (outcome) {
            case Cancelled.Done(JobRecord job) -> ok(job);
            case Cancelled.Running(JobRecord job) -> accepted(job);
            case Cancelled.NotOffered(JobRecord job) ->
                Problem.of(
                                ProblemType.NOT_OFFERED,
                                "job %s runs, and the driver of subchannel %s offers neither halt nor clear"
                                        .formatted(
                                                job.job().id(),
                                                job.job().request().subchannel()),
                                instance)
                        .toResponse()
                        .build();
            case Cancelled.Ended(JobRecord job) ->
                Problem.of(
                                ProblemType.JOB_ENDED,
                                "job %s has ended %s"
                                        .formatted(job.job().id(), job.job().state()),
                                instance)
                        .with("state", job.job().state())
                        .toResponse()
                        .build();
            case Cancelled.Refused(var reason, String detail) -> notAsked(reason, detail, instance);
            case Cancelled.OfAnotherNode(JobRecord job) -> {
                String node = job.node().orElse("unknown");
                yield Problem.of(
                                ProblemType.JOB_OF_ANOTHER_NODE,
                                "job %s is one of node '%s', which alone can end it"
                                        .formatted(job.job().id(), node),
                                instance)
                        .with("node", node)
                        .toResponse()
                        .build();
            }
            case Cancelled.Unavailable(String detail) -> throw othersUnavailable(detail);
            case Cancelled.UnknownJob(JobId id) -> throw unknownJob(id);
        };
    }

    static Response released(Released answer, String backend, String instance) {
        return switch (answer) {
            case Released.Standing(LaneView lane) ->
                Response.ok(SubchannelDocument.of(lane, backend), MediaType.APPLICATION_JSON)
                        .build();
            case Released.Refused(var reason, String detail) -> notAsked(reason, detail, instance);
            case Released.UnknownSubchannel(SubchannelId unknown) -> throw noSubchannel(unknown);
        };
    }

    static Response schib(SchibAnswer answer, SubchannelId id, String instance) {
        return switch (answer) {
            case SchibAnswer.Asked(SchibReading reading) -> schib(reading, id, instance);
            case SchibAnswer.Refused(var reason, String detail) -> notAsked(reason, detail, instance);
            case SchibAnswer.UnknownSubchannel(SubchannelId unknown) -> throw noSubchannel(unknown);
        };
    }

    private static Response schib(SchibReading reading, SubchannelId id, String instance) {
        return switch (reading) {
            case SchibReading.Stored(var schib) ->
                Response.ok(SchibDocument.of(schib, id.subchannelSet()), MediaType.APPLICATION_JSON)
                        .build();
            case SchibReading.NotOffered() ->
                Problem.of(
                                ProblemType.NOT_OFFERED,
                                "the driver of subchannel %s has no SCHIB region".formatted(id),
                                instance)
                        .toResponse()
                        .build();
            case SchibReading.Failed failed ->
                RefusedSubmission.notOperational(id, "its SCHIB can't be stored: " + failed.reason(), instance)
                        .toResponse()
                        .build();
            case SchibReading.NotOpen(String reason) ->
                RefusedSubmission.notOperational(id, reason, instance)
                        .toResponse()
                        .build();
        };
    }

    /** What the CCW of this index read. */
    static byte[] dataOf(JobRecord record, String ccw) {
        CcwData data = record.job().program().stream()
                .flatMap(result -> result.data().stream())
                .filter(each -> String.valueOf(each.ccw()).equals(ccw))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ProblemType.UNKNOWN_DATA,
                        "job %s (%s) has no data of CCW %s"
                                .formatted(record.job().id(), record.job().state(), Members.shown(ccw))));
        if (!record.dataKept()) {
            throw new Refusal(
                    ProblemType.RESULT_EXPIRED,
                    "the data of job %s were given up for space"
                            .formatted(record.job().id()));
        }
        return data.bytes().toArray();
    }

    /** @throws Refusal when there is none, or nobody knows */
    static JobRecord found(Sought sought) {
        return switch (sought) {
            case Sought.Found(JobRecord job) -> job;
            case Sought.Unknown(JobId id) -> throw unknownJob(id);
            case Sought.Unavailable(String detail) -> throw othersUnavailable(detail);
        };
    }

    static Refusal othersUnavailable(String detail) {
        return new Refusal(ProblemType.LEDGER_UNAVAILABLE, "the jobs of other nodes can't be read: " + detail);
    }

    private static Refusal unknownJob(JobId id) {
        return new Refusal(ProblemType.UNKNOWN_JOB, "there is no record of job %s".formatted(id));
    }

    static Refusal noSubchannel(SubchannelId id) {
        return new Refusal(ProblemType.UNKNOWN_SUBCHANNEL, "there is no subchannel %s".formatted(id));
    }

    /** The lane did not take the question. */
    private static Response notAsked(CallRefused.Reason reason, String detail, String instance) {
        return switch (reason) {
            case QUEUE_FULL -> of(Problem.of(ProblemType.QUEUE_FULL, detail, instance));
            case DRAINING -> of(Problem.of(ProblemType.DRAINING, detail, instance));
        };
    }
}
