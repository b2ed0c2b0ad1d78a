package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import io.chanio.program.ChannelProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Jobs of an earlier chanio that wait for their subchannels to be opened: a lane has them in its queue, in their order,
 * before anybody can offer it another.
 *
 * <p>Threads: any.
 */
final class Backlog implements JobTask.Surroundings {

    private static final Outcome TOO_LATE =
            Outcome.of(Kind.TIMED_OUT, "its time was up before its subchannel could be opened again");

    private final EngineParts parts;
    private final Map<SubchannelId, List<Resumed>> waiting = new HashMap<>();

    Backlog(EngineParts parts) {
        this.parts = parts;
    }

    /** @param jobs of each subchannel in the order in which they are to run */
    synchronized void add(List<Resumed> jobs) {
        jobs.forEach(job -> waiting.computeIfAbsent(job.request().subchannel(), ignored -> new ArrayList<>())
                .add(job));
    }

    /** Hands over the jobs of a subchannel that was opened. */
    synchronized List<Resumed> take(SubchannelId subchannel) {
        List<Resumed> jobs = waiting.remove(subchannel);
        return jobs == null ? List.of() : jobs;
    }

    /** Takes a job out that is not wanted any more; empty when it does not wait here. */
    synchronized Optional<Cancellation> cancel(SubchannelId subchannel, JobId job) {
        List<Resumed> jobs = waiting.getOrDefault(subchannel, List.of());
        Optional<Resumed> found =
                jobs.stream().filter(each -> each.request().id().equals(job)).findFirst();
        return found.map(each -> {
            jobs.remove(each);
            JobTask task = task(each);
            task.cancelRequested();
            task.giveUp(LaneJobs.WITHDRAWN);
            return new Cancellation.Cancelled(task.picture());
        });
    }

    /** Ends the jobs whose time is up. */
    synchronized void expire() {
        long now = parts.nanos().getAsLong();
        for (List<Resumed> jobs : waiting.values()) {
            jobs.removeIf(job -> expired(task(job), now));
        }
        waiting.values().removeIf(List::isEmpty);
    }

    private static boolean expired(JobTask task, long now) {
        boolean late = now >= task.deadline();
        if (late) {
            task.giveUp(TOO_LATE);
        }
        return late;
    }

    private JobTask task(Resumed job) {
        return JobTask.resumed(job, this);
    }

    @Override
    public EngineParts parts() {
        return parts;
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.UNKNOWN;
    }

    @Override
    public PathSituation paths() {
        return new PathSituation(Optional.empty(), Optional.empty());
    }

    @Override
    public CompletionStage<Void> claim(ChannelProgram program) {
        return CompletableFuture.failedFuture(new IllegalStateException("nothing is started before its lane is open"));
    }

    @Override
    public Allegiance.Next programEnded(ChannelProgram program, RunResult result) {
        return Allegiance.Next.AS_IT_ENDED;
    }

    @Override
    public void wake() {}

    @Override
    public void changed(JobTask task, Job job) {
        parts.ledger().changed(job);
    }

    @Override
    public void ended(JobTask task, Job job) {
        parts.ledger().changed(job);
        parts.observer().ended(job);
    }
}
