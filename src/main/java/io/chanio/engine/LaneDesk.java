package io.chanio.engine;

import io.chanio.engine.CallRefused.Reason;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what other threads ask of a lane.
 *
 * <p>Threads: the lane's owner.
 */
final class LaneDesk {

    private static final String LEFT =
            "chanio is stopping: a job that waits still runs when it is started again, and can be cancelled then";

    private final LaneCalls calls;
    private final LaneJobs jobs;
    private final Supplier<Optional<String>> reason;
    private final Runnable bell;

    /**
     * @param reason why the lane can't be used, if it can't
     * @param bell calls the lane's owner again
     */
    LaneDesk(LaneCalls calls, LaneJobs jobs, Supplier<Optional<String>> reason, Runnable bell) {
        this.calls = calls;
        this.jobs = jobs;
        this.reason = reason;
        this.bell = bell;
    }

    /** Answers the calls that wait. Returns how many those were. */
    int serve(@Nullable Conductor conductor, long now) {
        int taken = 0;
        for (LaneCall call = calls.poll(); call != null; call = taken < calls.capacity() ? calls.poll() : null) {
            if (conductor == null || conductor.state() == LaneState.CLOSED) {
                answerClosed(call, conductor, now);
            } else {
                answer(call, conductor, now);
            }
            taken++;
        }
        if (!calls.isEmpty()) {
            // Others ask faster than this lane answers: what else it has to do comes first.
            bell.run();
        }
        return taken;
    }

    private void answer(LaneCall call, Conductor open, long now) {
        switch (call) {
            case LaneCall.Cancel cancel -> cancel(cancel, open, now);
            case LaneCall.StoreSubchannel(var answer) -> answer.complete(open.storeSubchannel());
            case LaneCall.Look(var answer) -> {
                open.reported(now);
                answer.complete(null);
            }
            case LaneCall.Go(var answer) -> {
                open.removalRequested(now);
                answer.complete(null);
            }
            case LaneCall.ReleaseQuarantine(var answer) -> {
                open.releaseQuarantine(now);
                answer.complete(null);
            }
        }
    }

    private void answerClosed(LaneCall call, @Nullable Conductor conductor, long now) {
        if (call instanceof LaneCall.Cancel cancel) {
            cancel(cancel, conductor, now);
        } else {
            call.answerClosed(reason.get().orElse("the subchannel is closed"));
        }
    }

    private void cancel(LaneCall.Cancel call, @Nullable Conductor conductor, long now) {
        Optional<Cancellation> found = jobs.cancel(call.job(), conductor, now);
        if (found.isEmpty() && jobs.closed()) {
            call.answer().completeExceptionally(new CallRefused(Reason.DRAINING, LEFT));
        } else {
            call.answer().complete(found);
        }
    }
}
