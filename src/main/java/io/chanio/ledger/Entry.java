package io.chanio.ledger;

import io.chanio.css.Octets;
import io.chanio.engine.CcwData;
import io.chanio.engine.Job;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobRequest;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Work;
import io.chanio.program.ChannelProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One job's place in the ledger. Guarded by the ledger's lock, but for the record, which readers may take without. */
final class Entry {

    private static final ChannelProgram FORGOTTEN = ChannelProgram.of();

    private volatile JobRecord record;
    private boolean promised;
    private long weight;
    private final List<Waiter> waiters = new ArrayList<>(1);

    Entry(Job first, boolean promised) {
        this.record = new JobRecord(first, 1, true);
        this.promised = promised;
    }

    JobRecord record() {
        return record;
    }

    boolean promised() {
        return promised;
    }

    void promise() {
        promised = true;
    }

    long weight() {
        return weight;
    }

    List<Waiter> waiters() {
        return waiters;
    }

    void change(Job job) {
        Job kept = job.state().ended() ? withoutPrograms(job) : job;
        weight = job.state().ended() ? Weight.of(kept) : 0;
        record = new JobRecord(kept, record.version() + 1, true);
    }

    void dropData() {
        weight = 0;
        Job job = record.job();
        Job lighter = with(job, job.request(), job.program().map(Entry::withoutBytes), Optional.empty());
        record = new JobRecord(lighter, record.version() + 1, false);
    }

    /** A program's CCWs and the bytes it sent serve nobody after the end; they would be most of what the ledger holds. */
    private static Job withoutPrograms(Job job) {
        JobRequest request = job.request();
        Work work =
                switch (request.work()) {
                    case Work.RunProgram(ChannelProgram ignored, var effect) -> new Work.RunProgram(FORGOTTEN, effect);
                    case Work.RunRecipe recipe -> recipe;
                };
        JobRequest lighter =
                new JobRequest(request.id(), request.subchannel(), work, request.timeout(), request.label());
        return with(job, lighter, job.program().map(result -> with(result, result.data())), job.result());
    }

    private static ProgramResult withoutBytes(ProgramResult result) {
        return with(
                result,
                result.data().stream()
                        .map(data -> new CcwData(
                                data.ccw(), data.count(), data.transferred(), data.residual(), Octets.EMPTY))
                        .toList());
    }

    private static ProgramResult with(ProgramResult result, List<CcwData> data) {
        return new ProgramResult(
                FORGOTTEN, result.deviceClass(), result.outcome(), result.status(), result.irb(), result.sense(), data);
    }

    private static Job with(Job job, JobRequest request, Optional<ProgramResult> program, Optional<Object> result) {
        return new Job(
                request,
                job.backend(),
                job.state(),
                job.submittedAt(),
                job.startedAt(),
                job.finishedAt(),
                job.attempts(),
                job.cancelRequestedAt(),
                job.outcome(),
                program,
                result,
                job.channelTime());
    }
}
