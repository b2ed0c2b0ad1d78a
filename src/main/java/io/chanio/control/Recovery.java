package io.chanio.control;

import io.chanio.css.DeviceClass;
import io.chanio.engine.Job;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.Ledger;
import io.chanio.engine.Outcome;
import io.chanio.engine.Outcome.Kind;
import io.chanio.engine.Resumed;
import io.chanio.engine.Unfinished;
import io.chanio.engine.Work;
import io.chanio.operation.OperationCatalogue;
import io.chanio.operation.Resolution;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes, after a restart, of jobs that had not ended. */
public final class Recovery {

    private static final Outcome RESTARTED = Outcome.of(
            Kind.SERVICE_RESTARTED,
            "chanio stopped after it had recorded that the job is about to be started: it may have run, wholly, partly or"
                    + " not at all, and is not run again by itself");

    private static final Outcome CANCELLED_BEFORE = Outcome.of(
            Kind.SERVICE_RESTARTED,
            "chanio stopped while the job was being cancelled on request: how far it ran is not known, and it is not run"
                    + " again");

    private final OperationCatalogue operations;
    private final Ledger ledger;
    private final InstantSource clock;

    public Recovery(OperationCatalogue operations, Ledger ledger, InstantSource clock) {
        this.operations = operations;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Ends the jobs of which nobody will ever know more, and returns the others, to be run.
     *
     * @param jobs in the order of their acceptance
     */
    public List<Resumed> recover(List<Unfinished> jobs) {
        List<Resumed> again = new ArrayList<>();
        for (Unfinished each : jobs) {
            switch (each.start()) {
                case RECORDED -> end(each.job(), JobState.INDETERMINATE, RESTARTED);
                case NOT_RECORDED -> resume(each.job(), again);
            }
        }
        return again;
    }

    private void resume(Job job, List<Resumed> again) {
        if (job.cancelRequestedAt().isPresent()) {
            end(job, JobState.INDETERMINATE, CANCELLED_BEFORE);
            return;
        }
        Work work = job.request().work();
        switch (work) {
            case Work.RunProgram ignored -> again.add(resumed(job, work));
            case Work.RunFunction ignored -> again.add(resumed(job, work));
            case Work.RunRecipe ignored -> again.add(resumed(job, work));
            case Work.RunNamed named -> {
                // The device's class was right when the job was accepted; it is known again only when the lane is open.
                switch (operations.resolve(named.name(), named.parameters(), DeviceClass.UNKNOWN)) {
                    case Resolution.Resolved(var recipe) ->
                        again.add(resumed(job, new Work.RunRecipe(recipe, named.parameters())));
                    case Resolution.UnknownOperation ignored -> end(job, JobState.FAILED, unknown(named));
                    case Resolution.Faulty ignored -> end(job, JobState.FAILED, unknown(named));
                    case Resolution.WrongDeviceClass ignored -> end(job, JobState.FAILED, unknown(named));
                }
            }
        }
    }

    private static Resumed resumed(Job job, Work work) {
        JobRequest request = job.request();
        return new Resumed(
                new JobRequest(request.id(), request.subchannel(), work, request.timeout(), request.label()),
                job.submittedAt(),
                job.attempts());
    }

    private void end(Job job, JobState state, Outcome outcome) {
        ledger.changed(new Job(
                job.request(),
                job.backend(),
                state,
                job.submittedAt(),
                job.startedAt(),
                Optional.of(clock.instant()),
                job.attempts(),
                job.cancelRequestedAt(),
                Optional.of(outcome),
                job.program(),
                job.result(),
                job.channelTime()));
    }

    private static Outcome unknown(Work.RunNamed named) {
        return Outcome.of(
                Kind.OPERATION_FAILED,
                "it was accepted by another version of chanio, and this one can't run %s with %s"
                        .formatted(named.name(), named.parameters()));
    }
}
