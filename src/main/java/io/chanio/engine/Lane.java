package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.Schib;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Backend;
import io.chanio.port.Irq;
import io.chanio.port.Listing;
import io.chanio.port.SubchannelPort;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one subchannel, and the jobs on their way over it.
 *
 * <p>Threads: {@link #offer}, {@link #cancel}, {@link #storeSubchannel} and {@link #view} may be called from any thread.
 * Everything else, and every field that is not thread-safe, belongs to the one thread that calls {@link #turn}. There are
 * no locks because nothing is shared: bounded queues lead in, one immutable snapshot leads out.
 */
final class Lane implements Conductor.Listener, JobTask.Surroundings {

    /** The worker that owns the lane. */
    interface Owner {

        /** The lane has work; from any thread. */
        void wake(Lane lane);

        /** The lane's port is about to be closed; from the owner's thread. */
        void letGo(Lane lane);
    }

    private static final System.Logger LOGGER = System.getLogger(Lane.class.getName());
    private static final JobId OWN_JOB = new JobId(new UUID(0, 0));
    private static final Outcome STOPPED = Outcome.of(Kind.CANCELLED, "chanio stopped before the job was started");

    private final Listing listing;
    private final EngineParts parts;
    private final @Nullable SubchannelPort port;
    private final @Nullable Conductor conductor;
    private final Owner owner;

    private final JobQueue queue;
    private final LaneCalls calls;
    private final LaneFace face;
    private final AtomicBoolean awake = new AtomicBoolean();

    private long stopAt = Stage.NEVER;
    private boolean stopping;
    private @Nullable JobTask current;

    /** chanio's own job, SENSE ID: goes before those that wait. */
    private @Nullable JobTask opening;

    private @Nullable Outcome unusable;
    private Optional<DeviceIdentity> identity = Optional.empty();

    private Lane(
            Listing listing,
            @Nullable SubchannelPort port,
            @Nullable Outcome unusable,
            EngineParts parts,
            Owner owner) {
        this.listing = listing;
        this.parts = parts;
        this.port = port;
        this.owner = owner;
        this.unusable = unusable;
        this.queue = new JobQueue(parts.limits().queueCapacity());
        this.calls = new LaneCalls(parts.limits().callCapacity());
        this.conductor = port == null
                ? null
                : new Conductor(
                        listing.subchannel(), new SubchannelFunctions(port), parts.times(), parts.observer(), this);
        this.face = new LaneFace(listing, port == null ? Set.of() : port.features(), queue, stateNow(), reason());
    }

    /** A lane over an opened port; its first program is chanio's own. */
    static Lane open(Listing listing, SubchannelPort port, EngineParts parts, Owner owner) {
        return new Lane(listing, port, null, parts, owner);
    }

    /** A lane that can't be used, and says why. */
    static Lane unopened(Listing listing, String reason, EngineParts parts, Owner owner) {
        return new Lane(listing, null, Outcome.of(Kind.DEVICE_NOT_OPERATIONAL, reason), parts, owner);
    }

    // From any thread

    SubchannelId subchannel() {
        return listing.subchannel();
    }

    Submission offer(JobRequest request) {
        LaneView now = view();
        switch (now.state()) {
            case NOT_OPERATIONAL, QUARANTINED, CLOSED, ALLOCATED -> {
                return new Submission.Unavailable(now);
            }
            case OPERATIONAL, BUSY -> {}
        }
        long deadline = parts.nanos().getAsLong() + request.timeout().toNanos();
        return switch (queue.reserve()) {
            case FULL -> new Submission.QueueFull(queue.capacity());
            case CLOSED -> new Submission.Draining();
            case TAKEN -> accept(new JobTask(request, this, deadline));
        };
    }

    private Submission accept(JobTask task) {
        Job job = task.picture();
        parts.ledger().changed(job);
        queue.add(task);
        wake();
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

    LaneView view() {
        return face.view();
    }

    private <T> CompletionStage<T> call(LaneCall call, CompletableFuture<T> answer) {
        if (calls.add(call)) {
            wake();
        }
        return answer;
    }

    private void wake() {
        if (!awake.getAndSet(true)) {
            owner.wake(this);
        }
    }

    // From the owner's thread

    /** Starts chanio's own first program. */
    void begin(long now) {
        if (conductor == null) {
            return;
        }
        conductor.storeSubchannel();
        identify(now);
        turn(now);
    }

    /** Lets the device say anew what it is, unless it is just being asked. */
    private void identify(long now) {
        if (opening == null || opening != current) {
            JobRequest request = new JobRequest(
                    OWN_JOB,
                    subchannel(),
                    new Work.RunRecipe(parts.opening()),
                    parts.limits().openingTime(),
                    Optional.empty());
            opening = new JobTask(request, this, now + request.timeout().toNanos());
        }
    }

    /** The descriptor of {@code irq}, or -1. */
    int descriptor(Irq irq) {
        return port == null ? -1 : port.descriptor(irq);
    }

    /** A descriptor was signalled. */
    void signalled(Irq irq, long now) {
        if (conductor == null || conductor.state() == LaneState.CLOSED) {
            return;
        }
        switch (irq) {
            case IO -> conductor.interrupted(now);
            case CRW -> {
                conductor.reported(now);
                if (identity.isEmpty()) {
                    identify(now);
                }
            }
            case REQ -> conductor.removalRequested(now);
        }
    }

    /** Does all that can be done now; never waits. Returns how much that was. */
    int turn(long now) {
        awake.set(false);
        int work = takeCalls(now) + queue.takeArrivals();
        if (queue.closed()) {
            // Also what got its place before the queue was closed, and arrived after that.
            work += queue.endAll(STOPPED);
        }
        if (conductor != null) {
            work += conductor.timers(now);
        }
        work += queue.expire(now);
        if (now >= stopAt) {
            stopAt = Stage.NEVER;
            stopping = true;
        }
        if (stopping && conductor != null) {
            conductor.stop(now);
        }
        work += proceed(now);
        publish();
        return work;
    }

    /** When the next turn is due at the latest, on the engine's monotonic clock. */
    long nextDeadline() {
        long mine = Math.min(queue.nextDeadline(), stopAt);
        return conductor == null ? mine : Math.min(mine, conductor.nextDeadline());
    }

    /** Takes no more jobs, ends those that wait, and lets what runs go on until {@code until}. */
    void drain(long until, long now) {
        queue.close();
        stopAt = until;
        turn(now);
    }

    /** True when nothing of the lane is on the subchannel, or ever will be. */
    boolean quiet() {
        boolean still = conductor == null
                || conductor.state() == LaneState.IDLE
                || conductor.state().refusesJobs();
        if (still && current == null) {
            stopAt = Stage.NEVER;
        }
        return still && current == null && queue.depth() == 0;
    }

    /** Closes the port for good, on another thread. */
    void close() {
        calls.close();
        if (port != null && conductor != null && conductor.state() != LaneState.CLOSED) {
            release(port);
        }
    }

    /** Something failed in this lane that never should. */
    void failed(RuntimeException failure, long now) {
        LOGGER.log(
                System.Logger.Level.ERROR, "subchannel " + subchannel() + ": chanio failed and gives it up", failure);
        if (conductor != null) {
            conductor.freeze(failure.toString(), now);
        }
        turn(now);
    }

    private int proceed(long now) {
        int work = 0;
        // Ends: each pass ends a job or puts a program on the subchannel, and the queue is bounded.
        while (true) {
            Reaction reaction = conductor == null ? Reaction.REFUSE_WAITING : conductor.jobWaiting();
            if (reaction == Reaction.REFUSE_WAITING) {
                return work + endWaiting(refusal());
            }
            if (reaction != Reaction.START_WAITING || conductor == null) {
                return work;
            }
            JobTask task = nextTask();
            if (task == null) {
                return work;
            }
            work++;
            current = task;
            Run run = task.nextRun();
            if (run != null) {
                conductor.begin(run, now);
            }
        }
    }

    private @Nullable JobTask nextTask() {
        if (current != null) {
            return current;
        }
        return opening != null ? opening : queue.poll();
    }

    private int endWaiting(Outcome why) {
        if (current != null && conductor != null && conductor.state().refusesJobs()) {
            current.giveUp(why);
        }
        return queue.endAll(why);
    }

    private Outcome refusal() {
        String reason = unusable == null ? "the subchannel takes no jobs" : unusable.detail();
        if (conductor != null && conductor.state() == LaneState.QUARANTINED) {
            return Outcome.of(Kind.SUBCHANNEL_QUARANTINED, reason);
        }
        boolean removed = unusable != null && unusable.kind() == Kind.DEVICE_REMOVED;
        return Outcome.of(removed ? Kind.DEVICE_REMOVED : Kind.DEVICE_NOT_OPERATIONAL, reason);
    }

    private int takeCalls(long now) {
        int taken = 0;
        for (LaneCall call = calls.poll(); call != null; call = taken < calls.capacity() ? calls.poll() : null) {
            switch (call) {
                case LaneCall.Cancel(JobId job, var answer) -> answer.complete(cancelNow(job, now));
                case LaneCall.StoreSubchannel(var answer) -> answer.complete(storeNow());
            }
            taken++;
        }
        if (!calls.isEmpty()) {
            // Others ask faster than this lane answers: what else it has to do comes first.
            wake();
        }
        return taken;
    }

    private Optional<Cancellation> cancelNow(JobId job, long now) {
        queue.takeArrivals();
        Outcome why = Outcome.of(Kind.CANCELLED, "cancelled on request, before it was started");
        JobTask task = current;
        if (task != null && task.id().equals(job) && task != opening) {
            boolean withdrawn = !task.started() && withdraw(task, why, now);
            return Optional.of(
                    withdrawn ? new Cancellation.Cancelled(task.picture()) : new Cancellation.Running(task.picture()));
        }
        JobTask queued = queue.take(job);
        if (queued != null) {
            queued.cancelRequested();
            queued.giveUp(why);
            return Optional.of(new Cancellation.Cancelled(queued.picture()));
        }
        return Optional.empty();
    }

    /** Takes back a program that waits to be started again, or behind a sense that is owed. */
    private boolean withdraw(JobTask task, Outcome why, long now) {
        Run run = task.nextRun();
        if (run == null || conductor == null) {
            return false;
        }
        task.cancelRequested();
        return conductor.withdraw(run, why, now);
    }

    private SchibReading storeNow() {
        if (conductor == null || conductor.state() == LaneState.CLOSED) {
            return new SchibReading.NotOpen(reason().orElse("the subchannel is closed"));
        }
        return conductor.storeSubchannel();
    }

    private void publish() {
        Optional<Schib> schib = conductor == null ? Optional.empty() : conductor.schib();
        Optional<JobId> running = current == null || current == opening ? Optional.empty() : Optional.of(current.id());
        face.show(stateNow(), reason(), identity, schib, running);
    }

    private LaneView.State stateNow() {
        if (conductor == null) {
            return LaneView.State.NOT_OPERATIONAL;
        }
        return switch (conductor.state()) {
            case IDLE -> current == null ? LaneView.State.OPERATIONAL : LaneView.State.BUSY;
            case STARTED, PAUSED, HALTING, CLEARING, CLEARING_AGAIN -> LaneView.State.BUSY;
            case QUARANTINED -> LaneView.State.QUARANTINED;
            case NOT_OPERATIONAL -> LaneView.State.NOT_OPERATIONAL;
            case CLOSED -> LaneView.State.CLOSED;
        };
    }

    private Optional<String> reason() {
        return Optional.ofNullable(unusable).map(Outcome::detail);
    }

    private void release(SubchannelPort held) {
        owner.letGo(this);
        parts.closer().execute(held::close);
    }

    // What the conductor tells

    @Override
    public void unusable(LaneState state, Outcome why) {
        unusable = why;
        LOGGER.log(System.Logger.Level.WARNING, "subchannel {0}: {1}: {2}", subchannel(), state, why.detail());
        if (state == LaneState.CLOSED && port != null) {
            release(port);
        }
    }

    @Override
    public void usable() {
        unusable = null;
        // What is back need not be the device that went.
        identify(parts.nanos().getAsLong());
    }

    @Override
    public void eventSense(Sense sense) {
        parts.observer().eventSense(subchannel(), sense);
    }

    @Override
    public DeviceClass deviceClass() {
        return identity.map(DeviceClass::of).orElse(DeviceClass.UNKNOWN);
    }

    // What jobs tell and ask

    @Override
    public InstantSource clock() {
        return parts.clock();
    }

    @Override
    public Backend backend() {
        return parts.backend();
    }

    @Override
    public void changed(JobTask task, Job job) {
        if (task != opening) {
            parts.ledger().changed(job);
        }
    }

    @Override
    public void ended(JobTask task, Job job) {
        if (task == current) {
            current = null;
        }
        if (task == opening) {
            opening = null;
            identified(job);
            return;
        }
        // What the job leaves behind is public before the job's end is.
        publish();
        parts.ledger().changed(job);
        parts.observer().ended(job);
    }

    private void identified(Job job) {
        identity = job.result().filter(DeviceIdentity.class::isInstance).map(DeviceIdentity.class::cast);
        if (identity.isEmpty()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "subchannel {0}: the device did not say what it is, its class stays unknown: {1}",
                    subchannel(),
                    job.outcome().map(Outcome::detail).orElse(""));
        }
    }
}
