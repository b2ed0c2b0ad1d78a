package io.chanio.port.sim.dasd;

import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.SubchannelId;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.IoRegion;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import io.chanio.port.sim.SimulatedChannelSubsystem;
import io.chanio.port.sim.Topology;
import io.chanio.port.sim.TopologySubchannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a simulated READ TRACK costs: a channel program of DEFINE EXTENT, LOCATE RECORD and READ TRACK over a subchannel's
 * port, from the START to the final status, read; each takes the next track, so that none is one that was just read. Beside
 * it the copying of its bytes alone: those of the same track, out of the same volume held in memory, into the arena.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class ReadTrackBenchmark {

    private static final CkdGeometry GEOMETRY = CkdGeometry.IBM_3390;
    private static final int CYLINDERS = 10;
    private static final int TRACKS = CYLINDERS * 15;

    /** The longest record that a track of a 3390 has. */
    private static final int RECORD_LENGTH = 56_664;

    /** R0, the record with its count field, and the end mark. */
    private static final int READ_LENGTH = 16 + 8 + RECORD_LENGTH + 8;

    private static final int PARAMETERS = 0x800;
    private static final int DATA = 0x1000;
    private static final int START_FUNCTION = 0x4000;
    private static final int ENDED_WELL = 0x0C00_0000;

    /** How the volume is kept: in a plain image that is only read, in one that is written too, under an overlay, or packed. */
    @Param({"plain", "writable", "overlay", "compressed"})
    public String image;

    private final byte[] volume = new byte[TRACKS * GEOMETRY.imageTrackLength()];
    private final ByteBuffer region = ByteBuffer.allocate(IoRegion.LENGTH);
    private Path folder;
    private SimulatedChannelSubsystem subsystem;
    private SubchannelPort port;
    private ByteBuffer memory;
    private int track;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory("read-track");
        Path file = folder.resolve("volume");
        Random random = new Random(1);
        ByteBuffer tracks = ByteBuffer.wrap(volume);
        for (int i = 0; i < TRACKS; i++) {
            Track made = made(new TrackAddress(0, 0).plus(i, GEOMETRY.heads()), random);
            TrackFormat.write(made, tracks.slice(i * GEOMETRY.imageTrackLength(), GEOMETRY.imageTrackLength()));
        }
        write(file);
        SubchannelId id = SubchannelId.parse("0.0.0120");
        TopologySubchannel plain = TopologySubchannel.of(id, DeviceNumber.parse("0.0.0120"), "3390")
                .withImage(file.toString());
        TopologySubchannel wanted =
                switch (image) {
                    case "writable" -> plain.withWritableImage();
                    case "overlay" ->
                        plain.withOverlay(folder.resolve("overlay").toString());
                    default -> plain;
                };
        subsystem = new SimulatedChannelSubsystem(
                new Topology(List.of(wanted)),
                List.of(new Disks()),
                Native.load(),
                ArenaPlacement.DEFAULT,
                InstantSource.system());
        port = switch (subsystem.open(subsystem.list().getFirst())) {
            case Opening.Opened(SubchannelPort opened) -> opened;
            case Opening.Refused(String reason) -> throw new IllegalStateException(reason);
        };
        memory = port.arena().memory();
        placeProgram();
    }

    private void write(Path file) throws IOException {
        if (!image.equals("compressed")) {
            Files.write(file, CkdImageHeader.of(GEOMETRY).toBytes().array());
            Files.write(file, volume, StandardOpenOption.APPEND);
            return;
        }
        Files.write(file, emptyPacked().array());
        if (!(CkdImageOpening.of(new VolumeFiles.Writable(file), GEOMETRY)
                instanceof CkdImageOpening.Opened(CkdImage opened))) {
            throw new IllegalStateException("the packed image can't be opened");
        }
        try (opened) {
            for (int i = 0; i < TRACKS; i++) {
                TrackAddress address = new TrackAddress(0, 0).plus(i, GEOMETRY.heads());
                ByteBuffer bytes =
                        ByteBuffer.wrap(volume).slice(i * GEOMETRY.imageTrackLength(), GEOMETRY.imageTrackLength());
                opened.write(TrackFormat.parse(bytes, address).orElseThrow());
            }
        }
    }

    /** A packed image that keeps no track yet. */
    private static ByteBuffer emptyPacked() {
        ByteBuffer empty = ByteBuffer.allocate(CompressedTables.LEVEL1_POSITION + CompressedTables.LEVEL1_ENTRY_LENGTH);
        empty.put(0, CkdImageHeader.of(GEOMETRY).toBytes().array());
        empty.put(0, "CKD_C370".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer header =
                empty.slice(CompressedHeader.POSITION, CompressedHeader.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(4, 1).putInt(8, CompressedTables.TRACKS_OF_TABLE).putInt(40, CYLINDERS);
        header.put(45, (byte) PackedTrack.ZLIB).putShort(46, (short) -1);
        return empty;
    }

    /** Half of a record packs well. */
    private static Track made(TrackAddress address, Random random) {
        byte[] data = new byte[RECORD_LENGTH];
        byte[] half = new byte[RECORD_LENGTH / 2];
        random.nextBytes(half);
        System.arraycopy(half, 0, data, 0, half.length);
        CkdRecord zero = new CkdRecord(address.cylinder(), address.head(), 0, Octets.EMPTY, Octets.zeros(8));
        CkdRecord one = new CkdRecord(address.cylinder(), address.head(), 1, Octets.EMPTY, Octets.of(data));
        return new Track(address, List.of(zero, one), Track.Ending.MARKED);
    }

    private void placeProgram() {
        int base = port.arena().address();
        Octets.ofHex("40c0000000000000").copyTo(memory, PARAMETERS);
        Octets.ofHex("4c000001").copyTo(memory, PARAMETERS + 16);
        new Ccw(0x63, Ccw.CHAIN_COMMAND, 16, base + PARAMETERS).encode(CcwFormat.FORMAT_1, memory, 0);
        new Ccw(0x47, Ccw.CHAIN_COMMAND, 16, base + PARAMETERS + 16).encode(CcwFormat.FORMAT_1, memory, 8);
        new Ccw(0xDE, Ccw.SUPPRESS_LENGTH_INDICATION, 0xFFFF, base + DATA).encode(CcwFormat.FORMAT_1, memory, 16);
        Orb.ofFormat1(base).encode(region, IoRegion.ORB_OFFSET);
        region.putInt(IoRegion.SCSW_OFFSET, START_FUNCTION);
    }

    private int next() {
        track = track + 1 == TRACKS ? 0 : track + 1;
        return track;
    }

    /** A READ TRACK, from its START to its end. */
    @Benchmark
    public int readTrack() {
        int number = next();
        int address = number / 15 << 16 | number % 15;
        memory.putInt(PARAMETERS + 8, address).putInt(PARAMETERS + 12, address);
        memory.putInt(PARAMETERS + 20, address).putInt(PARAMETERS + 24, address);
        region.order(ByteOrder.nativeOrder()).putInt(IoRegion.RETURN_CODE_OFFSET, 0);
        region.order(ByteOrder.BIG_ENDIAN).putInt(IoRegion.SCSW_OFFSET, START_FUNCTION);
        if (port.writeIo(region) != IoRegion.LENGTH) {
            throw new IllegalStateException("the start was refused");
        }
        subsystem.runReady();
        port.readIo(region);
        Irb irb = Irb.decode(region, IoRegion.IRB_OFFSET);
        if (irb.scsw().statusAndCount() != (ENDED_WELL | 0xFFFF - READ_LENGTH)
                || memory.getInt(DATA) != address
                || memory.getLong(DATA + READ_LENGTH - 8) != -1) {
            throw new IllegalStateException("the track was not read: " + irb);
        }
        return irb.scsw().control();
    }

    /** The copying of its bytes. */
    @Benchmark
    public ByteBuffer copy() {
        int start = next() * GEOMETRY.imageTrackLength() + TrackFormat.FIRST_RECORD_OFFSET;
        return memory.put(DATA, volume, start, READ_LENGTH);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        port.close();
        subsystem.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
