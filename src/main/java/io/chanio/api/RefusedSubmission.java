package io.chanio.api;

import io.chanio.api.request.Fault;
import io.chanio.api.request.Members;
import io.chanio.api.request.Problem;
import io.chanio.api.request.ProblemType;
import io.chanio.control.Submitted;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.LaneView;
import java.util.List;

/** The problem that a refused submission is to its client. */
final class RefusedSubmission {

    private RefusedSubmission() {}

    /** @throws IllegalArgumentException when it was not refused */
    static Problem problem(Submitted refusal, String instance) {
        return switch (refusal) {
            case Submitted.Accepted(JobRecord job) -> throw notRefused(job);
            case Submitted.Replayed(JobRecord job) -> throw notRefused(job);
            case Submitted.UnknownSubchannel(SubchannelId id) ->
                Problem.of(ProblemType.UNKNOWN_SUBCHANNEL, "there is no subchannel %s".formatted(id), instance);
            case Submitted.Unavailable(LaneView lane) -> unavailable(lane, instance);
            case Submitted.InvalidProgram(var faults) -> {
                List<Fault> all = faults.stream().map(FaultsFound::of).toList();
                yield Problem.of(ProblemType.INVALID_PROGRAM, Fault.summary(all), instance)
                        .withFaults(all);
            }
            case Submitted.ProgramTooLarge(int needed, int available) ->
                Problem.of(
                                ProblemType.PROGRAM_TOO_LARGE,
                                "the program needs %d bytes, %d are available".formatted(needed, available),
                                instance)
                        .with("needed", needed)
                        .with("available", available);
            case Submitted.UnknownOperation(String name, List<String> known) ->
                Problem.of(
                        ProblemType.UNKNOWN_OPERATION,
                        "there is no operation '%s'; known are %s"
                                .formatted(Members.shown(name), String.join(", ", known)),
                        instance);
            case Submitted.InvalidParameters(var faults) -> {
                List<Fault> all = faults.stream().map(FaultsFound::of).toList();
                yield Problem.of(ProblemType.INVALID_REQUEST, Fault.summary(all), instance)
                        .withFaults(all);
            }
            case Submitted.NotApplicable(String operation, var actual, var needed) ->
                Problem.of(
                        ProblemType.OPERATION_NOT_APPLICABLE,
                        "%s is made for devices of class %s, this is one of class %s"
                                .formatted(operation, needed, actual),
                        instance);
            case Submitted.QueueFull(int capacity) ->
                Problem.of(
                        ProblemType.QUEUE_FULL,
                        "no more than %d jobs may wait for the subchannel".formatted(capacity),
                        instance);
            case Submitted.HistoryFull() ->
                Problem.of(
                        ProblemType.HISTORY_FULL,
                        "every job of the record still runs, or its client may still ask for it",
                        instance);
            case Submitted.Draining() -> Problem.of(ProblemType.DRAINING, "chanio is stopping", instance);
            case Submitted.NotOffered(SubchannelId subchannel, var function) ->
                Problem.of(
                        ProblemType.NOT_OFFERED,
                        "the driver of subchannel %s offers no %s".formatted(subchannel, function),
                        instance);
            case Submitted.KeyReused() ->
                Problem.of(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "this " + Idempotency.HEADER + " came before with another body",
                        instance);
            case Submitted.KeyExpired(JobId job) ->
                Problem.of(
                        ProblemType.RESULT_EXPIRED,
                        "this request became job %s, and what came of it is kept no longer".formatted(job),
                        instance);
            case Submitted.LedgerUnavailable(String detail) ->
                Problem.of(ProblemType.LEDGER_UNAVAILABLE, "the job can't be recorded: " + detail, instance);
        };
    }

    private static IllegalArgumentException notRefused(JobRecord job) {
        return new IllegalArgumentException(
                "job %s was accepted".formatted(job.job().id()));
    }

    /** The problem that a lane's state is to whoever wants something of its subchannel. */
    private static Problem unavailable(LaneView lane, String instance) {
        String reason = lane.reason().orElse("no reason is known");
        return switch (lane.state()) {
            case QUARANTINED -> ofState(ProblemType.SUBCHANNEL_QUARANTINED, "in quarantine", lane, reason, instance);
            case ALLOCATED -> ofState(ProblemType.SUBCHANNEL_ALLOCATED, "given to another", lane, reason, instance);
            case OPERATIONAL, BUSY, NOT_OPERATIONAL, CLOSED -> notOperational(lane.subchannel(), reason, instance);
        };
    }

    static Problem notOperational(SubchannelId id, String reason, String instance) {
        return Problem.of(
                        ProblemType.SUBCHANNEL_NOT_OPERATIONAL,
                        "subchannel %s is not operational: %s".formatted(id, reason),
                        instance)
                .with("stateReason", reason);
    }

    private static Problem ofState(ProblemType type, String words, LaneView lane, String reason, String instance) {
        return Problem.of(type, "subchannel %s is %s: %s".formatted(lane.subchannel(), words, reason), instance)
                .with("stateReason", reason);
    }
}
