package io.chanio.port.sim;

import io.chanio.css.SubchannelId;
import io.chanio.os.LibC;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Backend;
import io.chanio.port.Inventory;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import io.chanio.port.sim.ChannelInterpreter.SenseMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The simulator: the subchannels of a topology, and the work of all of them, turn by turn.
 *
 * <p>Threads: the inventory is callable from any. {@link #step()} is for one thread at a time: that of a {@link
 * ChannelSubsystemThread}, or whoever steps it by hand. Ports hand work over through the {@link Schedule}; each turn holds
 * the lock of its subchannel, so that a port's owner never sees half of one.
 */
public final class SimulatedChannelSubsystem implements Inventory, AutoCloseable {

    /** Turns that {@link #runReady()} takes at most: programs without end are left for the next call. */
    public static final int TURNS_MAX = 10_000;

    private final LibC libc;
    private final ArenaPlacement placement;
    private final Schedule schedule;
    private final Map<SubchannelId, Subchannel> subchannels = new TreeMap<>();
    private final List<Listing> listings = new ArrayList<>();

    /**
     * Makes the devices of {@code topology}; one whose image is no good is listed with the reason.
     *
     * @throws IllegalArgumentException when the topology has {@link Topology#faults}
     */
    public SimulatedChannelSubsystem(
            Topology topology,
            List<DeviceCatalogue> catalogues,
            LibC libc,
            ArenaPlacement placement,
            InstantSource clock) {
        List<String> faults = topology.faults(catalogues);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("topology: " + String.join("; ", faults));
        }
        this.libc = libc;
        this.placement = placement;
        this.schedule = new Schedule(clock);
        topology.subchannels().forEach(each -> add(each, catalogues));
        listings.sort((one, other) -> one.subchannel().compareTo(other.subchannel()));
    }

    @Override
    public Backend backend() {
        return Backend.SIMULATED;
    }

    @Override
    public List<Listing> list() {
        return List.copyOf(listings);
    }

    @Override
    public Opening open(Listing listing) {
        if (listing.unusable().isPresent()) {
            return new Opening.Refused(listing.unusable().get());
        }
        Subchannel subchannel = subchannels.get(listing.subchannel());
        if (subchannel == null) {
            return new Opening.Refused("subchannel %s is not in the topology".formatted(listing.subchannel()));
        }
        subchannel.lock();
        try {
            if (subchannel.removed()) {
                return new Opening.Refused("the device of subchannel %s was removed".formatted(listing.subchannel()));
            }
            return subchannel.handover().attached()
                    ? new Opening.Refused("subchannel %s is open already".formatted(listing.subchannel()))
                    : new Opening.Opened(new SimulatedSubchannel(subchannel, libc, placement));
        } finally {
            subchannel.unlock();
        }
    }

    /** The surface by which tests make a subchannel misbehave; empty for one that has no device. */
    public Optional<Faults> faults(SubchannelId subchannel) {
        return Optional.ofNullable(subchannels.get(subchannel)).map(Subchannel::faults);
    }

    /** Broken rules over all subchannels. */
    public int violations() {
        return subchannels.values().stream()
                .mapToInt(each -> each.faults().violations())
                .sum();
    }

    /**
     * Takes one turn, if it is anybody's.
     *
     * @return false when there is nothing to do now
     */
    public boolean step() {
        Subchannel subchannel = schedule.poll();
        if (subchannel == null) {
            return false;
        }
        subchannel.run();
        return true;
    }

    /** Takes turns until there is nothing to do now; how many. */
    public int runReady() {
        int turns = 0;
        while (turns < TURNS_MAX && step()) {
            turns++;
        }
        return turns;
    }

    /** When a device will be ready, if one is at work: how far a test's clock has to go. */
    public Optional<Instant> nextDue() {
        return schedule.nextDue();
    }

    /** Closes the devices. All ports were closed before, and nobody steps any more. */
    @Override
    public void close() {
        subchannels.values().forEach(each -> each.device().close());
    }

    /** Waits until there may be something to do; false once {@link #stop()} was called. */
    boolean awaitWork() throws InterruptedException {
        return schedule.await();
    }

    /** No turn is taken any more, and nobody waits for one. */
    void stop() {
        schedule.stop();
    }

    private void add(TopologySubchannel wanted, List<DeviceCatalogue> catalogues) {
        DeviceCatalogue catalogue = Topology.catalogueOf(wanted, catalogues).orElseThrow();
        @Nullable
        String unusable =
                switch (catalogue.make(wanted)) {
                    case DeviceMaking.Made(Device device) -> {
                        Duration latency = Duration.of(wanted.latencyMicros(), ChronoUnit.MICROS);
                        Subchannel made = new Subchannel(
                                wanted.id(), wanted.deviceNumber(), device, wanted.paths(), latency, schedule);
                        made.deliverSense(wanted.concurrentSense() ? SenseMode.CONCURRENT : SenseMode.OWED);
                        subchannels.put(wanted.id(), made);
                        yield null;
                    }
                    case DeviceMaking.Unusable(String reason) -> reason;
                };
        Listing listing = Listing.of(wanted.id(), wanted.deviceNumber());
        listings.add(unusable == null ? listing : listing.unusableBecause(unusable));
    }
}
