package io.chanio.ledger;

import io.chanio.css.Octets;
import io.chanio.engine.CcwData;
import io.chanio.engine.Job;
import io.chanio.engine.JobRequest;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Work;
import io.chanio.program.ChannelProgram;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger keeps of a job.
 *
 * @param weight bytes that its data and its result take; 0 before the end
 */
record Keepsake(Job job, long weight) {

    private static final ChannelProgram FORGOTTEN = ChannelProgram.of();

    static Keepsake of(Job job) {
        if (!job.state().ended()) {
            return new Keepsake(job, 0);
        }
        Job kept = withoutPrograms(job);
        return new Keepsake(kept, Weight.of(kept));
    }

    /** What is kept of an ended job when its data and its result are given up. */
    static Job withoutData(Job job) {
        return job.with(job.request(), job.program().map(Keepsake::withoutBytes), Optional.empty());
    }

    /** What a listing shows of a job, and little more. */
    static Job brief(Job job) {
        return withoutData(withoutPrograms(job));
    }

    /** A program's CCWs and the bytes it sent serve nobody after the end; they would be most of what the ledger holds. */
    private static Job withoutPrograms(Job job) {
        JobRequest request = job.request();
        Work work =
                switch (request.work()) {
                    case Work.RunProgram(ChannelProgram ignored, var effect) -> new Work.RunProgram(FORGOTTEN, effect);
                    case Work.RunRecipe(var recipe, var parameters) ->
                        new Work.RunNamed(recipe.name(), parameters, recipe.effect());
                    case Work.RunNamed named -> named;
                    case Work.RunFunction function -> function;
                };
        JobRequest lighter =
                new JobRequest(request.id(), request.subchannel(), work, request.timeout(), request.label());
        return job.with(lighter, job.program().map(result -> with(result, result.data())), job.result());
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
}
