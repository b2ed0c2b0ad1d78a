package io.chanio.engine;

import io.chanio.css.Crw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.os.EventPoll;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Errno;
import io.chanio.port.sim.BareDevices;
import io.chanio.port.sim.SimulatedChannelSubsystem;
import io.chanio.port.sim.Topology;
import io.chanio.port.sim.TopologySubchannel;
import io.chanio.port.sim.dasd.DemonstrationVolume;
import io.chanio.port.sim.dasd.Disks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * What many simulated subchannels take before their first job: heap after a collection and threads, of the simulator with
 * their devices alone, and then of the engine's lanes, which have them open and have asked nothing yet.
 */
public final class Footprint {

    private static final int SUBCHANNELS = 4_096;
    private static final int COLLECTIONS = 8;
    private static final long PAUSE_NANOS = 50_000_000;

    private final LibC libc = Native.load();

    private Footprint() {}

    /** Prints it for bare devices, and for disks that share one image. */
    public static void print() throws IOException {
        Path image = Files.createTempDirectory("footprint").resolve("volume");
        DemonstrationVolume.writeTo(image, LocalDate.of(2026, 1, 1));
        UnaryOperator<TopologySubchannel> shared = wanted -> wanted.withImage(image.toString());
        // Twice, as the first takes the classes that all of them share.
        for (int round = 0; round < 2; round++) {
            new Footprint().measure("bare", UnaryOperator.identity(), round > 0);
            new Footprint().measure("3390", shared, round > 0);
        }
        Files.delete(image);
        Files.delete(image.getParent());
    }

    private void measure(String device, UnaryOperator<TopologySubchannel> wish, boolean shown) {
        List<TopologySubchannel> wanted = new ArrayList<>();
        for (int number = 0; number < SUBCHANNELS; number++) {
            String id = "0.0.%04x".formatted(number);
            wanted.add(wish.apply(TopologySubchannel.of(SubchannelId.parse(id), DeviceNumber.parse(id), device)));
        }
        Topology topology = new Topology(wanted);
        long before = heap();
        int threads = threads();
        SimulatedChannelSubsystem subsystem = new SimulatedChannelSubsystem(
                topology,
                List.of(new BareDevices(), new Disks()),
                libc,
                ArenaPlacement.DEFAULT,
                InstantSource.system());
        if (subsystem.list().stream().anyMatch(listing -> listing.unusable().isPresent())) {
            throw new IllegalStateException(
                    "a device can't be used: " + subsystem.list().getFirst());
        }
        long simulated = heap();
        int withSimulator = threads();
        Engine engine = engineOver(subsystem);
        engine.open();
        settle(engine, subsystem);
        if (engine.list().size() != SUBCHANNELS) {
            throw new IllegalStateException(
                    "only %d were opened".formatted(engine.list().size()));
        }
        long open = heap();
        if (shown) {
            System.out.printf(
                    Locale.ROOT,
                    "%d simulated subchannels (%s): %.0f bytes of heap each, %d threads more;"
                            + " opened by the engine %.0f bytes each beside that%n",
                    SUBCHANNELS,
                    device,
                    (double) (simulated - before) / SUBCHANNELS,
                    withSimulator - threads,
                    (double) (open - simulated) / SUBCHANNELS);
        }
        engine.close();
        subsystem.close();
    }

    private Engine engineOver(SimulatedChannelSubsystem subsystem) {
        return new Engine(
                subsystem,
                1,
                new Unasked(),
                InstantSource.system(),
                System::nanoTime,
                () -> EventPoll.open(libc),
                job -> {},
                new Silent(),
                EngineLimits.DEFAULT);
    }

    private static void settle(Engine engine, SimulatedChannelSubsystem subsystem) {
        for (int round = 0; round < SUBCHANNELS; round++) {
            int work = engine.workers().getFirst().doWork(0) + subsystem.runReady();
            if (work == 0) {
                return;
            }
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // What is closed by a cleaner is gone only after the collection that follows.
            LockSupport.parkNanos(PAUSE_NANOS);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static final class Silent implements LaneObserver {

        @Override
        public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {}

        @Override
        public void startRefused(SubchannelId subchannel, Errno errno) {}

        @Override
        public void channelReport(SubchannelId subchannel, Crw report) {}

        @Override
        public void ended(Job job) {}
    }
}
