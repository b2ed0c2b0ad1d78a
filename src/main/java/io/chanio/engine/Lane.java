package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.Schib;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Irq;
import io.chanio.port.Listing;
import io.chanio.port.SubchannelPort;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one subchannel, and the jobs on their way over it.
 *
 * <p>Threads: {@link #offer}, {@link #cancel}, {@link #storeSubchannel} and {@link #view} may be called from any thread.
 * Everything else, and every field that is not thread-safe, belongs to the one thread that calls {@link #turn}. There are
 * no locks because nothing is shared but what {@link LaneDoor} shows.
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
    private static final Outcome STOPPED = Outcome.of(Kind.CANCELLED, "chanio stopped before the job was started");

    private final Listing listing;
    private final EngineParts parts;
    private final @Nullable SubchannelPort port;
    private final @Nullable Conductor conductor;
    private final Owner owner;

    private final JobQueue queue;
    private final LaneCalls calls;
    private final LaneFace face;
    private final LaneDoor door;
    private final Identification identification;

    private long stopAt = Stage.NEVER;
    private boolean stopping;
    private @Nullable JobTask current;
    private @Nullable Outcome unusable;

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
        this.identification = new Identification(listing.subchannel(), parts, this);
        this.face = new LaneFace(listing, port == null ? Set.of() : port.features(), queue, stateNow(), reason());
        this.door = new LaneDoor(parts, this, face, queue, calls, () -> owner.wake(this));
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
        return door.offer(request);
    }

    CompletionStage<Optional<Cancellation>> cancel(JobId job) {
        return door.cancel(job);
    }

    CompletionStage<SchibReading> storeSubchannel() {
        return door.storeSubchannel();
    }

    LaneView view() {
        return face.view();
    }

    // From the owner's thread

    /** Starts chanio's own first program. */
    void begin(long now) {
        if (conductor == null) {
            return;
        }
        conductor.storeSubchannel();
        identification.ask(current, now);
        turn(now);
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
                if (identification.identity().isEmpty()) {
                    identification.ask(current, now);
                }
            }
            case REQ -> conductor.removalRequested(now);
        }
    }

    /** Does all that can be done now; never waits. Returns how much that was. */
    int turn(long now) {
        door.opened();
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
        JobTask own = identification.asking();
        return own != null ? own : queue.poll();
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
            door.ring();
        }
        return taken;
    }

    private Optional<Cancellation> cancelNow(JobId job, long now) {
        queue.takeArrivals();
        Outcome why = Outcome.of(Kind.CANCELLED, "cancelled on request, before it was started");
        JobTask task = current;
        if (task != null && task.id().equals(job) && !isOwn(task)) {
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
        Optional<JobId> running = current == null || isOwn(current) ? Optional.empty() : Optional.of(current.id());
        face.show(stateNow(), reason(), identification.identity(), schib, running);
    }

    private LaneView.State stateNow() {
        if (conductor == null) {
            return LaneView.State.NOT_OPERATIONAL;
        }
        boolean between = conductor.state() == LaneState.IDLE && current != null;
        return between ? LaneView.State.BUSY : conductor.state().shown();
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
        identification.ask(current, parts.nanos().getAsLong());
    }

    @Override
    public void eventSense(Sense sense) {
        parts.observer().eventSense(subchannel(), sense);
    }

    @Override
    public DeviceClass deviceClass() {
        return identification.deviceClass();
    }

    // What jobs tell and ask

    @Override
    public EngineParts parts() {
        return parts;
    }

    @Override
    public void changed(JobTask task, Job job) {
        if (!isOwn(task)) {
            parts.ledger().changed(job);
        }
    }

    @Override
    public void ended(JobTask task, Job job) {
        if (task == current) {
            current = null;
        }
        if (isOwn(task)) {
            identification.ended(job);
            return;
        }
        // What the job leaves behind is public before the job's end is.
        publish();
        parts.ledger().changed(job);
        parts.observer().ended(job);
    }

    /** True for the job that asks the device what it is: nobody outside hears of it. */
    private boolean isOwn(JobTask task) {
        return task == identification.asking();
    }
}
