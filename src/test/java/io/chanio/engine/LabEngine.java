package io.chanio.engine;

import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.os.EventPoll;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.AsyncRegion;
import io.chanio.port.Backend;
import io.chanio.port.Errno;
import io.chanio.port.Inventory;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import io.chanio.port.vfio.LabSubchannel;
import io.chanio.port.vfio.VfioInventory;
import io.chanio.program.ChannelProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** The engine over the one subchannel of the lab's guest, its worker stepped by hand in real time. */
final class LabEngine implements LaneObserver, AutoCloseable {

    /** An emulated machine that shares its host with others is slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int WAIT_MILLIS = 50;

    /** As by default, but a lost status is looked for sooner. */
    private static final EngineLimits LIMITS = new EngineLimits(
            256,
            1024,
            Duration.ofMillis(1),
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            5,
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(300),
            Duration.ofMillis(50),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30));

    final List<InterruptionKind> interruptions = new ArrayList<>();
    private final Map<JobId, Job> ended = new HashMap<>();
    private final LabSubchannel lab = LabSubchannel.named();
    private final JobIds ids = new JobIds(InstantSource.system(), new SplittableRandom());
    private final ByteBuffer asyncRegion =
            ByteBuffer.allocateDirect(AsyncRegion.LENGTH).order(ByteOrder.nativeOrder());
    private final Engine engine;
    private Optional<AlteredPort> port = Optional.empty();

    LabEngine() {
        LibC libc = Native.load();
        engine = new Engine(
                new OnlyOne(lab.inventory(libc)),
                1,
                new SenseIdOpening(),
                InstantSource.system(),
                System::nanoTime,
                () -> EventPoll.open(libc),
                job -> {},
                this,
                LIMITS);
        engine.open();
        stepUntil("the device is identified", () -> view().identity().isPresent());
        stepUntil("the subchannel is idle", () -> view().state() == LaneView.State.OPERATIONAL);
        interruptions.clear();
    }

    AlteredPort port() {
        return port.orElseThrow(() -> new AssertionError("the subchannel is not open: " + view()));
    }

    LaneView view() {
        return engine.find(lab.subchannel()).orElseThrow();
    }

    /** Runs a program to its end. */
    Job run(ChannelProgram program, Duration timeout) {
        Job job = offer(program, timeout);
        return end(job.id());
    }

    Job offer(ChannelProgram program, Duration timeout) {
        Work work = new Work.RunProgram(program, LaneBed.READS);
        JobRequest request = new JobRequest(ids.next(), lab.subchannel(), work, timeout, Optional.empty());
        return switch (engine.offer(request)) {
            case Submission.Queued(Job job) -> job;
            case Submission.Draining draining -> throw notQueued();
            case Submission.QueueFull full -> throw notQueued();
            case Submission.Unavailable unavailable -> throw notQueued();
            case Submission.NoSubchannel nowhere -> throw notQueued();
        };
    }

    private AssertionError notQueued() {
        return new AssertionError("the job was not queued: " + view());
    }

    Job end(JobId id) {
        stepUntil("job " + id + " has ended", () -> find(id).isPresent());
        return find(id).orElseThrow();
    }

    /** Writes the async command region past the engine, as nobody may but a test. */
    int async(int command) {
        asyncRegion.putInt(AsyncRegion.COMMAND_OFFSET, command).putInt(AsyncRegion.RETURN_CODE_OFFSET, 0);
        return port().writeAsync(asyncRegion.clear());
    }

    void stepUntil(String what, BooleanSupplier reached) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("not so after %s: %s; %s".formatted(PATIENCE, what, view()));
            }
            step(WAIT_MILLIS);
        }
    }

    void step(int waitMillis) {
        engine.workers().getFirst().doWork(waitMillis);
    }

    @Override
    public void close() {
        engine.close();
    }

    private Optional<Job> find(JobId id) {
        return Optional.ofNullable(ended.get(id));
    }

    @Override
    public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {
        interruptions.add(kind);
    }

    @Override
    public void startRefused(SubchannelId subchannel, Errno errno) {}

    @Override
    public void channelReport(SubchannelId subchannel, Crw report) {}

    @Override
    public void ended(Job job) {
        ended.put(job.id(), job);
    }

    /** The guest's inventory with nothing in it but the subchannel for tests, whose port can be altered. */
    private final class OnlyOne implements Inventory {

        private final VfioInventory inventory;

        private OnlyOne(VfioInventory inventory) {
            this.inventory = inventory;
        }

        @Override
        public Backend backend() {
            return inventory.backend();
        }

        @Override
        public List<Listing> list() {
            return List.of(lab.listing(inventory));
        }

        @Override
        public Opening open(Listing listing) {
            Opening opening = inventory.open(listing);
            if (opening instanceof Opening.Opened(var opened)) {
                AlteredPort altered = new AlteredPort(opened);
                port = Optional.of(altered);
                return new Opening.Opened(altered);
            }
            return opening;
        }
    }
}
