package io.chanio.port.sim;

import static io.chanio.port.sim.Bench.ccw;
import static io.chanio.port.sim.Bench.orb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Ccw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.AsyncRegion;
import io.chanio.port.Backend;
import io.chanio.port.Errno;
import io.chanio.port.Irq;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedChannelSubsystemTest {

    private static final Ccw NOP = ccw(0, 0x03, Ccw.SUPPRESS_LENGTH_INDICATION, 1);
    private static final int LATENCY_MICROS = 500;
    private static final int SUBCHANNELS = 4_096;
    private static final int OPENED = 64;
    private static final String BROKEN = "broken";

    /** A family whose devices can't be made. */
    private record Broken() implements DeviceCatalogue {

        @Override
        public Set<String> deviceNames() {
            return Set.of(BROKEN);
        }

        @Override
        public List<String> faults(TopologySubchannel wanted) {
            return List.of();
        }

        @Override
        public DeviceMaking make(TopologySubchannel wanted) {
            return new DeviceMaking.Unusable("image lost.ckd: no such file");
        }
    }

    private static TopologySubchannel subchannel(String id, String device) {
        return TopologySubchannel.of(SubchannelId.parse(id), DeviceNumber.parse(id), device);
    }

    private static SimulatedChannelSubsystem subsystem(TopologySubchannel... wanted) {
        return new SimulatedChannelSubsystem(
                new Topology(List.of(wanted)),
                List.of(new BareDevices(), new Broken()),
                Native.load(),
                ArenaPlacement.DEFAULT,
                InstantSource.fixed(Instant.EPOCH));
    }

    private static SubchannelPort opened(Opening opening) {
        return switch (opening) {
            case Opening.Opened(SubchannelPort port) -> port;
            case Opening.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void listsItsSubchannelsInOrderWithWhatIsWrongWithThem() {
        try (SimulatedChannelSubsystem subsystem =
                subsystem(subchannel("0.0.0200", BROKEN), subchannel("0.0.0100", "bare"))) {
            assertThat(subsystem.backend()).isEqualTo(Backend.SIMULATED);
            assertThat(subsystem.list())
                    .containsExactly(
                            Listing.of(SubchannelId.parse("0.0.0100"), DeviceNumber.parse("0.0.0100")),
                            Listing.of(SubchannelId.parse("0.0.0200"), DeviceNumber.parse("0.0.0200"))
                                    .unusableBecause("image lost.ckd: no such file"));
            assertThat(subsystem.open(subsystem.list().get(1)))
                    .isEqualTo(new Opening.Refused("image lost.ckd: no such file"));
            assertThat(subsystem.faults(SubchannelId.parse("0.0.0200"))).isEmpty();
        }
    }

    @Test
    void opensASubchannelOnceAtATime() {
        try (SimulatedChannelSubsystem subsystem = subsystem(subchannel("0.0.0100", "bare"))) {
            Listing listing = subsystem.list().getFirst();
            try (SubchannelPort first = opened(subsystem.open(listing))) {
                assertThat(first.subchannel()).isEqualTo(listing.subchannel());
                assertThat(subsystem.open(listing))
                        .isEqualTo(new Opening.Refused("subchannel 0.0.0100 is open already"));
            }
            opened(subsystem.open(listing)).close();
        }
    }

    @Test
    void refusesASubchannelThatItHasNot() {
        try (SimulatedChannelSubsystem subsystem = subsystem()) {
            Listing stranger = Listing.of(SubchannelId.parse("0.0.0100"), DeviceNumber.parse("0.0.0100"));

            assertThat(subsystem.open(stranger)).isInstanceOf(Opening.Refused.class);
        }
    }

    @Test
    void refusesASubchannelWhoseDeviceWasRemoved() {
        try (SimulatedChannelSubsystem subsystem = subsystem(subchannel("0.0.0100", "bare"))) {
            Listing listing = subsystem.list().getFirst();
            try (SubchannelPort port = opened(subsystem.open(listing))) {
                subsystem.faults(port.subchannel()).orElseThrow().removeDevice();
            }

            assertThat(subsystem.open(listing))
                    .isEqualTo(new Opening.Refused("the device of subchannel 0.0.0100 was removed"));
        }
    }

    @Test
    void refusesATopologyWithFaults() {
        assertThatThrownBy(() -> subsystem(subchannel("0.0.0100", "9999")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("subchannels[0].device '9999': not one of bare, broken");
    }

    @Test
    void endsAProgramOnceItsLatencyIsOver() {
        try (Bench bench = Bench.of(new BareDevice(), wanted -> wanted.withLatencyMicros(LATENCY_MICROS))) {
            bench.start(orb(), NOP);
            assertThat(bench.subsystem.step()).isFalse();
            assertThat(bench.subsystem.nextDue()).contains(Instant.EPOCH.plusNanos(LATENCY_MICROS * 1000L));
            assertThat(bench.start(orb(), NOP)).isEqualTo(Errno.EBUSY.asAnswer());

            bench.clock.advanceMicros(LATENCY_MICROS - 1);
            assertThat(bench.subsystem.step()).isFalse();
            bench.clock.advanceMicros(1);
            assertThat(bench.subsystem.step()).isTrue();

            assertThat(Bench.line(bench.irb())).isEqualTo("00c04007 0c 00 1 1");
            assertThat(bench.subsystem.nextDue()).isEmpty();
        }
    }

    @Test
    void haltsAProgramBeforeItsLatencyIsOverAndLeavesNoDeadline() {
        try (Bench bench = Bench.of(new BareDevice(), wanted -> wanted.withLatencyMicros(LATENCY_MICROS))) {
            bench.start(orb(), NOP);
            bench.async(AsyncRegion.HALT_SUBCHANNEL);
            bench.subsystem.runReady();
            assertThat(bench.irb().scsw().control()).isEqualTo(0x00C0_2001);
            assertThat(bench.subsystem.nextDue()).isEmpty();

            bench.clock.advanceMicros(LATENCY_MICROS);
            assertThat(bench.subsystem.runReady()).isZero();
            assertThat(bench.signals(Irq.IO)).isOne();
        }
    }

    @Test
    void leavesAProgramWithoutEndInSlices() {
        ScriptedDevice device = new ScriptedDevice().sends(0x02, Octets.of(1));
        try (Bench bench = Bench.of(device)) {
            bench.start(orb(), ccw(0, 0x02, Ccw.CHAIN_COMMAND, 1), Bench.tic(0));

            assertThat(bench.subsystem.step()).isTrue();
            assertThat(device.commands()).hasSize(Turns.SLICE_COMMANDS);
            assertThat(bench.subsystem.runReady()).isEqualTo(SimulatedChannelSubsystem.TURNS_MAX);
        }
    }

    @Test
    void takesNoTurnAnyMoreOnceItWasStopped() throws InterruptedException {
        ScriptedDevice device = new ScriptedDevice().sends(0x02, Octets.of(1));
        try (Bench bench = Bench.of(device)) {
            bench.start(orb(), ccw(0, 0x02, Ccw.CHAIN_COMMAND, 1), Bench.tic(0));
            bench.subsystem.step();

            bench.subsystem.stop();

            assertThat(bench.subsystem.awaitWork()).isFalse();
            assertThat(bench.subsystem.runReady()).isZero();
            assertThat(device.commands()).hasSize(Turns.SLICE_COMMANDS);
        }
    }

    @Test
    void forgetsWhatRanWhenThePortIsClosed() {
        ScriptedDevice device = new ScriptedDevice();
        try (Bench bench = Bench.of(device)) {
            bench.start(orb(), NOP);
            bench.port.close();

            bench.subsystem.runReady();

            assertThat(device.commands()).isEmpty();
        }
    }

    @Test
    void hasNoThreadForASubchannel() {
        TopologySubchannel[] wanted = IntStream.range(0, SUBCHANNELS)
                .mapToObj(number -> subchannel("0.0.%04x".formatted(number), "bare"))
                .toArray(TopologySubchannel[]::new);
        long before = threadsStarted();
        try (SimulatedChannelSubsystem subsystem = subsystem(wanted)) {
            for (Listing each : subsystem.list().subList(0, OPENED)) {
                opened(subsystem.open(each)).close();
            }

            assertThat(subsystem.list()).hasSize(SUBCHANNELS);
            // Others may start a few meanwhile.
            assertThat(threadsStarted() - before).isLessThan(OPENED);
        }
    }

    private static long threadsStarted() {
        return ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
    }
}
