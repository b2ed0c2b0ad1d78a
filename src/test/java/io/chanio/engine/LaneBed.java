package io.chanio.engine;

import io.chanio.css.Crw;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.port.Backend;
import io.chanio.port.Errno;
import io.chanio.port.Irq;
import io.chanio.port.Listing;
import io.chanio.port.SubchannelPort;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A lane over a scripted port, stepped by hand: no threads, no sleeping, no real clock. */
final class LaneBed implements Lane.Owner, Ledger, LaneObserver {

    static final int NOP = 0x03;
    static final int READ = 0x02;
    static final int WRITE = 0x01;
    /** More turns than any test needs: a lane that takes them spins. */
    private static final int TURNS_MAX = 100_000;

    static final Duration TIMEOUT = Duration.ofSeconds(30);
    static final Effect READS = new Effect(false, true);
    static final Effect WRITES = new Effect(true, false);

    final SettableClock clock = new SettableClock();
    /** The lane's, unless it was made over another one. */
    final ScriptedPort port;

    private final Consumer<Irb> store;
    final List<Job> told = new ArrayList<>();
    final List<Job> ended = new ArrayList<>();
    /** The lane as it showed itself when each job ended. */
    final List<LaneView> viewsAtEnd = new ArrayList<>();

    final List<InterruptionKind> interruptions = new ArrayList<>();
    final List<Errno> refusals = new ArrayList<>();
    final List<Crw> reports = new ArrayList<>();
    final List<Irb> events = new ArrayList<>();
    final List<Sense> eventSenses = new ArrayList<>();
    final List<LaneView> views = new ArrayList<>();
    final Lane lane;
    private final JobIds ids = new JobIds(clock, new Random(1));
    private boolean letGo;

    /** What the record of a job answers that is about to be started. */
    CompletableFuture<Void> startRecord = CompletableFuture.completedFuture(null);

    /** Jobs whose start was to be recorded. */
    final List<Job> starting = new ArrayList<>();

    /** Jobs that a restart would run. */
    final Set<JobId> outliving = new HashSet<>();

    int rings;

    /** What another thread does while a job is between its place in the queue and the queue. */
    private Runnable meanwhile = () -> {};

    final Remembered remembered;

    LaneBed(ScriptedPort port) {
        this(port, new Opened(), EngineLimits.DEFAULT);
    }

    LaneBed(ScriptedPort port, Recipe<DeviceIdentity> opening, EngineLimits limits) {
        this(port, port, port::store, opening, limits, new Remembered());
    }

    /** A lane after a restart. */
    LaneBed(ScriptedPort port, Recipe<DeviceIdentity> opening, Remembered remembered) {
        this(port, port, port::store, opening, EngineLimits.DEFAULT, remembered);
    }

    private LaneBed(
            ScriptedPort scripted,
            SubchannelPort port,
            Consumer<Irb> store,
            Recipe<DeviceIdentity> opening,
            EngineLimits limits,
            Remembered remembered) {
        this.remembered = remembered;
        this.port = scripted;
        this.store = store;
        EngineParts parts = new EngineParts(
                Backend.SIMULATED, clock, clock, this, this, opening, limits, EngineTimes.of(limits), Runnable::run);
        Listing listing = Listing.of(port.subchannel(), DeviceNumber.parse("0.0.0121"));
        lane = Lane.open(listing, port, parts, this);
        lane.begin(clock.getAsLong());
    }

    static LaneBed over(ScriptedPort port) {
        return new LaneBed(port);
    }

    /** A lane over any port; {@code store} makes an IRB its newest one. */
    static LaneBed over(SubchannelPort port, Consumer<Irb> store) {
        return new LaneBed(new ScriptedPort(), port, store, new Opened(), EngineLimits.DEFAULT, new Remembered());
    }

    /** An opening that knows the device without asking it. */
    record Opened() implements Recipe<DeviceIdentity> {

        @Override
        public String name() {
            return "opened";
        }

        @Override
        public Effect effect() {
            return READS;
        }

        @Override
        public Step<DeviceIdentity> begin() {
            return new Step.Done<>(new DeviceIdentity(0x3990, 0xE9, 0x3390, 0x0A, List.of()));
        }
    }

    static ChannelProgram nop() {
        return ChannelProgram.of(ProgramCcw.of(NOP, new Operand.None(), CcwFlag.SLI));
    }

    static ChannelProgram read(int count) {
        return ChannelProgram.of(ProgramCcw.of(READ, new Operand.Count(count)));
    }

    static ChannelProgram write(Octets data) {
        return ChannelProgram.of(ProgramCcw.of(WRITE, new Operand.Data(data)));
    }

    /** Offers a job, wakes the lane, and returns the job's id. */
    JobId run(Work work) {
        JobId id = offer(work, TIMEOUT);
        turn();
        return id;
    }

    JobId run(ChannelProgram program) {
        return run(new Work.RunProgram(program, READS));
    }

    JobId runWriting(ChannelProgram program) {
        return run(new Work.RunProgram(program, WRITES));
    }

    JobId offer(Work work, Duration timeout) {
        JobId id = ids.next();
        Submission answer = submit(id, work, timeout);
        if (!(answer instanceof Submission.Queued)) {
            throw new AssertionError("the job was not queued: " + answer);
        }
        return id;
    }

    Submission submit(ChannelProgram program) {
        return submit(ids.next(), new Work.RunProgram(program, READS), TIMEOUT);
    }

    JobId offerWhile(Runnable other) {
        meanwhile = other;
        return offer(new Work.RunProgram(nop(), READS), TIMEOUT);
    }

    private Submission submit(JobId id, Work work, Duration timeout) {
        return lane.offer(new JobRequest(id, lane.subchannel(), work, timeout, Optional.empty()));
    }

    void turn() {
        lane.turn(clock.getAsLong());
    }

    /** Stores an IRB and signals it. */
    void interrupt(Irb irb) {
        store.accept(irb);
        signal(Irq.IO);
    }

    void interrupt(IrbBuilder irb) {
        interrupt(irb.build());
    }

    void signal(Irq irq) {
        lane.signalled(irq, clock.getAsLong());
        turn();
    }

    /** Lets time pass, with a turn at every deadline on the way, as a worker would take them. */
    void pass(Duration time) {
        long until = clock.getAsLong() + time.toNanos();
        int turns = 0;
        for (long due = lane.nextDeadline(); due <= until; due = lane.nextDeadline()) {
            if (++turns > TURNS_MAX) {
                throw new AssertionError("the lane spins at " + clock.instant());
            }
            clock.advance(Duration.ofNanos(Math.max(0, due - clock.getAsLong())));
            turn();
        }
        clock.advance(Duration.ofNanos(until - clock.getAsLong()));
        turn();
    }

    /** The one job that ended. */
    Job endedJob() {
        if (ended.size() != 1) {
            throw new AssertionError("not one job ended but " + ended);
        }
        return ended.getFirst();
    }

    Outcome outcome() {
        return endedJob().outcome().orElseThrow();
    }

    /** The newest picture of a job. */
    Job job(JobId id) {
        return told.stream().filter(job -> job.id().equals(id)).toList().getLast();
    }

    boolean wasLetGo() {
        return letGo;
    }

    @Override
    public void wake(Lane woken) {
        rings++;
    }

    @Override
    public CompletionStage<Void> starting(Job job) {
        starting.add(job);
        return startRecord;
    }

    @Override
    public Reservations reservations() {
        return remembered;
    }

    @Override
    public boolean outlives(JobId job) {
        return outliving.contains(job);
    }

    @Override
    public void letGo(Lane gone) {
        letGo = true;
    }

    @Override
    public void changed(Job job) {
        told.add(job);
        if (job.state() == JobState.QUEUED) {
            meanwhile.run();
        }
    }

    @Override
    public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {
        interruptions.add(kind);
    }

    @Override
    public void startRefused(SubchannelId subchannel, Errno errno) {
        refusals.add(errno);
    }

    @Override
    public void channelReport(SubchannelId subchannel, Crw report) {
        reports.add(report);
    }

    @Override
    public void event(SubchannelId subchannel, Irb irb, Optional<Sense> sense) {
        events.add(irb);
        sense.ifPresent(eventSenses::add);
    }

    @Override
    public void changed(LaneView subchannel) {
        views.add(subchannel);
    }

    @Override
    public void ended(Job job) {
        ended.add(job);
        viewsAtEnd.add(lane.view());
    }
}
