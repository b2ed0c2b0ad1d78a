package io.chanio.port.sim;

import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.css.SubchannelId;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.AsyncRegion;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One opened simulated subchannel on a workbench: programs are written by hand, turns are taken by hand. */
final class Bench implements AutoCloseable {

    static final SubchannelId SUBCHANNEL = SubchannelId.parse("0.0.0120");
    static final int BASE = ArenaPlacement.DEFAULT.address();

    /** Where the buffers of the CCWs begin, from the start of the arena on. */
    static final int BUFFERS = 0x1_0000;

    static final int BUFFER = 0x1_4000;

    private static final int START_FUNCTION = 0x4000;
    private static final LibC LIBC = Native.load();

    /** A clock that stands still until it is set. */
    static final class Clock implements InstantSource {

        private Instant now = Instant.EPOCH;

        void advanceMicros(long micros) {
            now = now.plusNanos(micros * 1000);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A family of one device. */
    record Only(Device device) implements DeviceCatalogue {

        static final String NAME = "only";

        @Override
        public Set<String> deviceNames() {
            return Set.of(NAME);
        }

        @Override
        public List<String> faults(TopologySubchannel wanted) {
            return List.of();
        }

        @Override
        public DeviceMaking make(TopologySubchannel wanted) {
            return new DeviceMaking.Made(device);
        }
    }

    final Clock clock = new Clock();
    final SimulatedChannelSubsystem subsystem;
    final SubchannelPort port;
    final Faults faults;
    private final ByteBuffer memory;

    private Bench(Device device, UnaryOperator<TopologySubchannel> wish) {
        TopologySubchannel wanted =
                wish.apply(TopologySubchannel.of(SUBCHANNEL, DeviceNumber.parse("0.0.0120"), Only.NAME));
        subsystem = new SimulatedChannelSubsystem(
                new Topology(List.of(wanted)), List.of(new Only(device)), LIBC, ArenaPlacement.DEFAULT, clock);
        port = open(subsystem);
        faults = subsystem.faults(SUBCHANNEL).orElseThrow();
        memory = port.arena().memory();
    }

    static Bench of(Device device) {
        return new Bench(device, UnaryOperator.identity());
    }

    static Bench of(Device device, UnaryOperator<TopologySubchannel> wish) {
        return new Bench(device, wish);
    }

    static SubchannelPort open(SimulatedChannelSubsystem subsystem) {
        Listing listing = subsystem.list().getFirst();
        return switch (subsystem.open(listing)) {
            case Opening.Opened(SubchannelPort opened) -> opened;
            case Opening.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    static Orb orb() {
        return Orb.ofFormat1(BASE).withLogicalPaths(PathMask.NONE);
    }

    /** The address of the buffer of the CCW at {@code index}. */
    static int buffer(int index) {
        return BASE + BUFFERS + BUFFER * index;
    }

    /** A CCW with a buffer of its own. */
    static Ccw ccw(int index, int command, int flags, int count) {
        return new Ccw(command, flags, count, buffer(index));
    }

    static Ccw tic(int target) {
        return new Ccw(Ccw.TIC, 0, 0, BASE + target * Ccw.LENGTH);
    }

    void place(int address, Ccw... ccws) {
        for (int i = 0; i < ccws.length; i++) {
            ccws[i].encode(CcwFormat.FORMAT_1, memory, address - BASE + i * Ccw.LENGTH);
        }
    }

    void put(int address, Octets bytes) {
        bytes.copyTo(memory, address - BASE);
    }

    Octets at(int address, int length) {
        return Octets.of(memory, address - BASE, length);
    }

    int start(Orb orb, Ccw... ccws) {
        place(BASE, ccws);
        return start(orb);
    }

    int start(Orb orb) {
        ByteBuffer region = ByteBuffer.allocate(IoRegion.LENGTH);
        orb.encode(region, IoRegion.ORB_OFFSET);
        region.putInt(IoRegion.SCSW_OFFSET, START_FUNCTION);
        return port.writeIo(region);
    }

    /** Starts the program, takes all turns, and reads the IRB. */
    Irb run(Orb orb, Ccw... ccws) {
        int answer = start(orb, ccws);
        if (answer != IoRegion.LENGTH) {
            throw new AssertionError("START answered " + answer);
        }
        subsystem.runReady();
        return irb();
    }

    Irb run(Ccw... ccws) {
        return run(orb(), ccws);
    }

    Irb irb() {
        return Irb.decode(region(), IoRegion.IRB_OFFSET);
    }

    ByteBuffer region() {
        ByteBuffer region = ByteBuffer.allocate(IoRegion.LENGTH);
        port.readIo(region);
        return region;
    }

    int async(int command) {
        ByteBuffer region = ByteBuffer.allocate(AsyncRegion.LENGTH).order(ByteOrder.nativeOrder());
        region.putInt(AsyncRegion.COMMAND_OFFSET, command);
        return port.writeAsync(region);
    }

    Schib schib() {
        ByteBuffer block = ByteBuffer.allocate(Schib.LENGTH);
        port.readSchib(block);
        return Schib.decode(block, 0);
    }

    /** How often the descriptor was signalled since it was asked last. */
    long signals(Irq irq) {
        return Counter.take(LIBC, port.descriptor(irq));
    }

    /** SCSW word 0, unit and subchannel status, residual count, and CCW address as an index: as the golden data show them. */
    static String line(Irb irb) {
        Scsw scsw = irb.scsw();
        return "%08x %02x %02x %d %d"
                .formatted(
                        scsw.control(),
                        scsw.statusAndCount() >>> 24,
                        scsw.statusAndCount() >>> 16 & 0xFF,
                        scsw.statusAndCount() & 0xFFFF,
                        (scsw.programAddress() - BASE) / Ccw.LENGTH);
    }

    @Override
    public void close() {
        port.close();
        subsystem.close();
    }
}
