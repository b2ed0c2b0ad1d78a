package io.chanio.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The way into a lane: everything that other threads than its owner's may ask of it. Two bounded queues lead in, one
 * immutable snapshot leads out.
 *
 * <p>Threads: any; {@link #opened} belongs to the lane's owner.
 */
final class LaneDoor {

    private final EngineParts parts;
    private final JobTask.Surroundings lane;
    private final LaneFace face;
    private final JobQueue queue;
    private final LaneCalls calls;
    private final Runnable bell;

    /** The owner was called and did not come yet. */
    private final AtomicBoolean rung = new AtomicBoolean();

    /** @param bell calls the lane's owner */
    LaneDoor(
            EngineParts parts,
            JobTask.Surroundings lane,
            LaneFace face,
            JobQueue queue,
            LaneCalls calls,
            Runnable bell) {
        this.parts = parts;
        this.lane = lane;
        this.face = face;
        this.queue = queue;
        this.calls = calls;
        this.bell = bell;
    }

    Submission offer(JobRequest request) {
        Work work = request.work();
        int capacity = work.function().isPresent() ? JobQueue.FUNCTIONS_MAX : queue.capacity();
        return refusal(() -> queue.reserve(work), capacity).orElseGet(() -> accept(task(request)));
    }

    /**
     * Takes places for jobs that are put there later, or not at all. Nothing of a lane is over while one is held.
     *
     * @return why it took none
     */
    Optional<Submission> hold(int places) {
        return refusal(() -> queue.reserve(places), queue.capacity());
    }

    /** Gives held places back. */
    void giveBack(int places) {
        if (places > 0) {
            queue.giveBack(places);
            // The lane may have waited for nothing else.
            ring();
        }
    }

    /** A job for a place that is held. */
    JobTask task(JobRequest request) {
        return JobTask.offered(request, lane);
    }

    /** Puts a job that is in the record on a place that is held. */
    void put(JobTask task) {
        queue.add(task);
        ring();
    }

    private Optional<Submission> refusal(Supplier<Slots.Answer> reservation, int capacity) {
        LaneView now = face.view();
        switch (now.state()) {
            case NOT_OPERATIONAL, QUARANTINED, CLOSED, ALLOCATED -> {
                return Optional.of(new Submission.Unavailable(now));
            }
            case OPERATIONAL, BUSY -> {}
        }
        return switch (reservation.get()) {
            case FULL -> Optional.of(new Submission.QueueFull(capacity));
            case CLOSED -> Optional.of(closed());
            case TAKEN -> Optional.empty();
        };
    }

    /** A lane that retired while a job was on its way to it takes none; another one drains. */
    private Submission closed() {
        LaneView now = face.view();
        return switch (now.state()) {
            case NOT_OPERATIONAL, QUARANTINED, CLOSED, ALLOCATED -> new Submission.Unavailable(now);
            case OPERATIONAL, BUSY -> new Submission.Draining();
        };
    }

    private Submission accept(JobTask task) {
        Job job = task.picture();
        parts.ledger().changed(job);
        put(task);
        return new Submission.Queued(job);
    }

    CompletionStage<Optional<Cancellation>> cancel(JobId job) {
        CompletableFuture<Optional<Cancellation>> answer = new CompletableFuture<>();
        return call(new LaneCall.Cancel(job, answer), answer);
    }

    CompletionStage<SchibReading> storeSubchannel() {
        CompletableFuture<SchibReading> answer = new CompletableFuture<>();
        return call(new LaneCall.StoreSubchannel(answer), answer);
    }

    /** Completes when the quarantine, if there was one, is over: the lane as it stands then. */
    CompletionStage<LaneView> releaseQuarantine() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        return call(new LaneCall.ReleaseQuarantine(answer), answer).thenApply(ignored -> face.view());
    }

    void askToLook() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        call(new LaneCall.Look(answer), answer);
    }

    void askToGo() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        call(new LaneCall.Go(answer), answer);
    }

    private <T> CompletionStage<T> call(LaneCall call, CompletableFuture<T> answer) {
        if (calls.add(call)) {
            ring();
        }
        return answer;
    }

    /** Calls the owner, unless it is called already. */
    void ring() {
        if (!rung.getAndSet(true)) {
            bell.run();
        }
    }

    /** The owner came, and will look at all that waits now. */
    void opened() {
        rung.set(false);
    }
}
