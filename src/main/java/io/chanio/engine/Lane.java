package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Feature;
import io.chanio.port.Irq;
import io.chanio.port.Listing;
import io.chanio.port.SubchannelPort;
import io.chanio.program.ChannelProgram;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one subchannel, and the jobs on their way over it. A lane lives for one opening: when the subchannel is
 * opened anew, another lane stands for it.
 *
 * <p>Threads: {@link #offer}, {@link #cancel}, {@link #storeSubchannel}, {@link #view}, {@link #listed} and what a rescan
 * asks may be called from any thread. Everything else, and every field that is not thread-safe, belongs to the one thread
 * that calls {@link #turn}. There are no locks because nothing is shared but what {@link LaneDoor} shows.
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
    static final Outcome STOPPED = Outcome.of(Kind.CANCELLED, "chanio stopped before the job was started");

    private final Listing listing;
    private final EngineParts parts;
    private final @Nullable HeldPort held;
    private final @Nullable Conductor conductor;
    private final Owner owner;

    private final JobQueue queue;
    private final LaneCalls calls;
    private final LaneFace face;
    private final LaneDoor door;
    private final LaneJobs jobs;
    private final LaneDesk desk;

    private final Resetting resetting = new Resetting();
    private final Allegiance allegiance;
    private final Draining draining = new Draining();
    private boolean retired;
    private @Nullable Outcome unusable;

    private Lane(Listing listing, @Nullable HeldPort held, @Nullable Outcome unusable, EngineParts parts, Owner owner) {
        this.listing = listing;
        this.parts = parts;
        this.held = held;
        this.owner = owner;
        this.unusable = unusable;
        this.queue = new JobQueue(parts.limits().queueCapacity());
        this.calls = new LaneCalls(parts.limits().callCapacity());
        this.allegiance = new Allegiance(listing.subchannel(), parts.ledger().reservations(), this::deviceClass);
        this.conductor = held == null
                ? null
                : new Conductor(
                        listing.subchannel(), held.functions(), parts.times(), allegiance, parts.observer(), this);
        this.jobs = new LaneJobs(listing.subchannel(), parts, this, queue);
        Optional<Set<Feature>> features = held().map(HeldPort::features);
        // Before it began it is on its way to its first program.
        LaneView.State first = held == null ? LaneView.State.NOT_OPERATIONAL : LaneView.State.BUSY;
        this.face = new LaneFace(listing, features, queue, first, reason());
        this.desk = new LaneDesk(calls, jobs, this::reason, this::wake);
        this.door = new LaneDoor(parts, this, face, queue, calls, () -> owner.wake(this));
    }

    /** A lane over an opened port; its first program is chanio's own. */
    static Lane open(Listing listing, SubchannelPort port, EngineParts parts, Owner owner) {
        return new Lane(listing, new HeldPort(port, parts.closer()), null, parts, owner);
    }

    /** A lane that can't be used, and says why. */
    static Lane unopened(Listing listing, String reason, EngineParts parts, Owner owner) {
        return new Lane(listing, null, Outcome.of(Kind.DEVICE_NOT_OPERATIONAL, reason), parts, owner);
    }

    /** Has the jobs of an earlier chanio run first. Before any other thread knows the lane. */
    void resume(List<Resumed> earlier) {
        earlier.forEach(job -> queue.resume(JobTask.resumed(job, this)));
    }

    // From any thread

    @Override
    public void wake() {
        door.ring();
    }

    SubchannelId subchannel() {
        return listing.subchannel();
    }

    LaneDoor door() {
        return door;
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

    CompletionStage<LaneView> releaseQuarantine() {
        return door.releaseQuarantine();
    }

    /** What the inventory lists now, for whoever looks at the lane. */
    void listed(Listing now) {
        face.listed(now);
    }

    /** As it was listed when the lane was made. */
    Listing listing() {
        return listing;
    }

    /** The port, also when it was let go; empty for a lane that was never open. */
    Optional<HeldPort> held() {
        return Optional.ofNullable(held);
    }

    /** Gives the subchannel back, as if the kernel had asked for it. */
    void askToGo() {
        door.askToGo();
    }

    /** Looks at the subchannel, as if it had reported something. */
    void askToLook() {
        door.askToLook();
    }

    // From the owner's thread

    /** Starts chanio's own first program. */
    void begin(long now) {
        if (conductor == null) {
            publish();
            return;
        }
        conductor.storeSubchannel();
        jobs.identify(now);
        turn(now);
    }

    /** The descriptor of {@code irq}, or -1. */
    int descriptor(Irq irq) {
        return held == null ? -1 : held.descriptor(irq);
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
                if (jobs.identification().identity().isEmpty()) {
                    jobs.identify(now);
                }
            }
            case REQ -> conductor.removalRequested(now);
        }
    }

    /** Does all that can be done now; never waits. Returns how much that was. */
    int turn(long now) {
        door.opened();
        int work = resetting.take(conductor, now) + desk.serve(conductor, now) + queue.takeArrivals();
        if (queue.closed() && !retired) {
            // Also what got its place before the queue was closed, and arrived after that.
            work += queue.leave(STOPPED, parts.ledger()::outlives);
        }
        if (conductor != null) {
            work += conductor.timers(now);
        }
        work += queue.expire(now);
        draining.stopWhenDue(conductor, jobs, now);
        work += proceed(now);
        if (still()) {
            draining.idle(conductor, allegiance, now);
        }
        publish();
        return work;
    }

    /** When the next turn is due at the latest, on the engine's monotonic clock. */
    long nextDeadline() {
        long mine = Math.min(Math.min(queue.nextDeadline(), jobs.nextDeadline()), draining.nextDeadline());
        return conductor == null ? mine : Math.min(mine, conductor.nextDeadline());
    }

    /** Takes no more jobs, ends those that wait, and lets what runs go on until {@code until}. */
    void drain(long until, long now) {
        queue.close();
        draining.begin(until);
        turn(now);
    }

    /** True when nothing of the lane is on the subchannel, or ever will be. */
    boolean quiet() {
        return still() && queue.isEmpty();
    }

    /** True when nothing of the lane is on the subchannel, or on its way there. */
    private boolean still() {
        return jobs.none() && (conductor == null || conductor.state() == LaneState.IDLE || refusesJobs());
    }

    /** Another lane stands for the subchannel, or none does: whoever still comes here is sent away. */
    void retire(long now) {
        retired = true;
        queue.close();
        String why = reason().orElse("the subchannel is listed no more");
        calls.close(call -> call.answerClosed(why));
        turn(now);
    }

    /** True when the lane retired and nobody is on his way to it. */
    boolean deserted() {
        return retired && queue.isEmpty();
    }

    /** Closes the port for good, on another thread. */
    void close() {
        calls.close(LaneCalls.STOPPING);
        allegiance.keep("chanio stops before it could be released");
        if (conductor != null && conductor.state() != LaneState.CLOSED) {
            release(HeldPort.Parting.STOPPED);
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
        int work = conductor == null ? 0 : jobs.proceed(conductor, now);
        return refusesJobs() ? work + jobs.refuse(refusal()) : work;
    }

    private boolean refusesJobs() {
        return conductor == null || conductor.state().refusesJobs();
    }

    private Outcome refusal() {
        String reason = unusable == null ? "the subchannel takes no jobs" : unusable.detail();
        if (conductor != null && conductor.state() == LaneState.QUARANTINED) {
            return Outcome.of(Kind.SUBCHANNEL_QUARANTINED, reason);
        }
        boolean removed = unusable != null && unusable.kind() == Kind.DEVICE_REMOVED;
        return Outcome.of(removed ? Kind.DEVICE_REMOVED : Kind.DEVICE_NOT_OPERATIONAL, reason);
    }

    private void publish() {
        LaneFace.Showing showing = face.show(
                stateNow(), reason(), jobs.identification().identity(), seen(), allegiance.reserved(), jobs.running());
        if (showing == LaneFace.Showing.NEWS && !retired) {
            parts.observer().changed(view());
        }
    }

    private LaneFace.Seen seen() {
        return conductor == null ? LaneFace.Seen.NOTHING : new LaneFace.Seen(conductor.schib(), conductor.paths());
    }

    private LaneView.State stateNow() {
        if (conductor == null) {
            return LaneView.State.NOT_OPERATIONAL;
        }
        boolean between = conductor.state() == LaneState.IDLE && !jobs.none();
        return between ? LaneView.State.BUSY : conductor.state().shown();
    }

    private Optional<String> reason() {
        return Optional.ofNullable(unusable).map(Outcome::detail);
    }

    private void release(HeldPort.Parting why) {
        if (held != null) {
            owner.letGo(this);
            held.release(why);
        }
    }

    // What the conductor tells

    @Override
    public void reset() {
        resetting.ask(Objects.requireNonNull(held, "only an open subchannel is reset"), this::wake);
    }

    @Override
    public void unusable(LaneState state, Outcome why) {
        unusable = why;
        LOGGER.log(System.Logger.Level.WARNING, "subchannel {0}: {1}: {2}", subchannel(), state, why.detail());
        if (state == LaneState.CLOSED) {
            release(HeldPort.Parting.of(why));
        }
    }

    @Override
    public void usable() {
        unusable = null;
        // What is back need not be the device that went.
        jobs.identify(parts.nanos().getAsLong());
    }

    @Override
    public void event(Irb irb, Optional<Sense> sense) {
        parts.observer().event(subchannel(), irb, sense);
    }

    @Override
    public DeviceClass deviceClass() {
        return jobs.identification().deviceClass();
    }

    // What jobs tell and ask

    @Override
    public EngineParts parts() {
        return parts;
    }

    @Override
    public PathSituation paths() {
        if (conductor != null) {
            conductor.storeSubchannel();
        }
        return new PathSituation(seen().paths().or(listing::paths), allegiance.reserved());
    }

    @Override
    public CompletionStage<Void> claim(ChannelProgram program) {
        return conductor == null ? CompletableFuture.completedFuture(null) : conductor.claim(program);
    }

    @Override
    public Allegiance.Next programEnded(ChannelProgram program, RunResult result) {
        return allegiance.ended(program, result);
    }

    @Override
    public void changed(JobTask task, Job job) {
        if (!jobs.isOwn(task)) {
            parts.ledger().changed(job);
        }
    }

    @Override
    public void ended(JobTask task, Job job) {
        if (jobs.ended(task) == LaneJobs.Ended.CURRENT) {
            allegiance.over();
        }
        if (jobs.isOwn(task)) {
            jobs.identification().ended(job);
            return;
        }
        // What the job leaves behind is public before the job's end is.
        publish();
        parts.ledger().changed(job);
        parts.observer().ended(job);
    }
}
