package io.chanio.engine;

import io.chanio.css.ActivityControl;
import io.chanio.css.Crw;
import io.chanio.css.FunctionControl;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.css.Pmcw;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.css.SubchannelId;
import io.chanio.port.Arena;
import io.chanio.port.ArenaRefusedException;
import io.chanio.port.AsyncRegion;
import io.chanio.port.CrwRegion;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.port.IoRegion;
import io.chanio.port.Irq;
import io.chanio.port.SubchannelPort;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** A port that answers as its script says and remembers what was asked of it. */
final class ScriptedPort implements SubchannelPort {

    static final SubchannelId SUBCHANNEL = SubchannelId.parse("0.0.0121");
    static final int ARENA_ADDRESS = 0x1_0000;
    static final int ARENA_BYTES = 0x4_0000;

    private static final int FIRST_BUFFER = 4096;

    private final Set<Feature> features = EnumSet.allOf(Feature.class);
    private final Map<Irq, Integer> descriptors = new EnumMap<>(Irq.class);
    private int ioReads;
    private final List<String> calls = new ArrayList<>();
    private final List<Orb> orbs = new ArrayList<>();
    private final Queue<Integer> startAnswers = new ArrayDeque<>();
    private final Queue<Integer> arenaRefusals = new ArrayDeque<>();
    private final Queue<Integer> asyncAnswers = new ArrayDeque<>();
    private final Queue<Crw> reports = new ArrayDeque<>();
    private final ByteBuffer memory = ByteBuffer.allocateDirect(ARENA_BYTES);
    private final byte[] io = new byte[IoRegion.LENGTH];
    private Pmcw pmcw = Pmcw.ZERO
            .withInstalledPaths(PathMask.ofPath(0))
            .withAvailablePaths(PathMask.ofPath(0))
            .withOperationalPaths(PathMask.ALL);
    private Optional<Errno> schibErrno = Optional.empty();
    private Runnable whileStarting = () -> {};
    private boolean active;
    private int resetAnswer;
    private boolean broken;
    private Octets firstCcwAtStart = Octets.EMPTY;
    private Octets buffersAtStart = Octets.EMPTY;

    // The script

    ScriptedPort without(Feature feature) {
        features.remove(feature);
        return this;
    }

    /** What passes in the kernel while it takes a START. */
    ScriptedPort atEachStart(Runnable action) {
        whileStarting = action;
        return this;
    }

    /** The next START that has no answer yet gets this one. */
    ScriptedPort refuseStart(Errno errno) {
        startAnswers.add(errno.asAnswer());
        return this;
    }

    ScriptedPort answerStart(int answer) {
        startAnswers.add(answer);
        return this;
    }

    /** The next look at the arena fails. */
    ScriptedPort refuseArena(Errno errno) {
        arenaRefusals.add(errno.number());
        return this;
    }

    ScriptedPort refuseAsync(Errno errno) {
        asyncAnswers.add(errno.asAnswer());
        return this;
    }

    ScriptedPort refuseSchib(Errno errno) {
        schibErrno = Optional.of(errno);
        return this;
    }

    ScriptedPort answerSchib() {
        schibErrno = Optional.empty();
        return this;
    }

    ScriptedPort report(Crw report) {
        reports.add(report);
        return this;
    }

    ScriptedPort paths(PathMask installed, PathMask available) {
        pmcw = pmcw.withInstalledPaths(installed).withAvailablePaths(available);
        return this;
    }

    /** The descriptor that the kernel would signal. */
    ScriptedPort on(Irq irq, int descriptor) {
        descriptors.put(irq, descriptor);
        return this;
    }

    /** What the SCHIB says: a program is on the subchannel, or none is. */
    ScriptedPort subchannelIdle() {
        active = false;
        return this;
    }

    /** The kernel refuses the next resets. */
    ScriptedPort refuseReset(Errno errno) {
        resetAnswer = errno.asAnswer();
        return this;
    }

    /** From now on reading the I/O region fails as no port may. */
    ScriptedPort breakReading() {
        broken = true;
        return this;
    }

    /** Stores an IRB, as the kernel does before it signals. */
    void store(Irb irb) {
        irb.encode(ByteBuffer.wrap(io), IoRegion.IRB_OFFSET);
        if (irb.scsw().statusControl().secondary()
                || irb.scsw().functionControl().clear()) {
            active = false;
        }
    }

    /** Stores data where the first buffer of a program lies. */
    void storeData(Octets bytes) {
        bytes.copyTo(memory, FIRST_BUFFER);
    }

    // What was asked

    List<String> calls() {
        return calls;
    }

    /** How often the IRB was read. */
    int ioReads() {
        return ioReads;
    }

    long starts() {
        return calls.stream().filter("start"::equals).count();
    }

    /** The LPM of each start. */
    List<PathMask> lpms() {
        return orbs.stream()
                .map(orb -> new PathMask(orb.control() >>> 8 & 0xFF))
                .toList();
    }

    Orb lastOrb() {
        return orbs.getLast();
    }

    /** The first CCW in memory when the last START came. */
    Octets firstCcwAtStart() {
        return firstCcwAtStart;
    }

    /** The arena behind the CCWs when the last START came. */
    Octets buffersAtStart() {
        return buffersAtStart;
    }

    @Override
    public SubchannelId subchannel() {
        return SUBCHANNEL;
    }

    @Override
    public Set<Feature> features() {
        return Set.copyOf(features);
    }

    @Override
    public int writeIo(ByteBuffer region) {
        whileStarting.run();
        calls.add("start");
        orbs.add(Orb.decode(region, IoRegion.ORB_OFFSET));
        firstCcwAtStart = Octets.of(memory, 0, 8);
        buffersAtStart = Octets.of(memory, FIRST_BUFFER, ARENA_BYTES - FIRST_BUFFER);
        Integer scripted = startAnswers.poll();
        int answer = scripted == null ? IoRegion.LENGTH : scripted;
        if (answer == IoRegion.LENGTH) {
            region.get(0, io);
            active = true;
        }
        return answer;
    }

    @Override
    public int readIo(ByteBuffer region) {
        ioReads++;
        if (broken) {
            throw new IllegalStateException("the port is broken");
        }
        region.put(0, io);
        return IoRegion.LENGTH;
    }

    @Override
    public int writeAsync(ByteBuffer region) {
        int command = region.duplicate().order(ByteOrder.nativeOrder()).getInt(AsyncRegion.COMMAND_OFFSET);
        calls.add(command == AsyncRegion.HALT_SUBCHANNEL ? "halt" : "clear");
        Integer scripted = asyncAnswers.poll();
        return scripted == null ? AsyncRegion.LENGTH : scripted;
    }

    @Override
    public int readSchib(ByteBuffer schib) {
        if (schibErrno.isPresent()) {
            return schibErrno.get().asAnswer();
        }
        Scsw scsw = active
                ? Scsw.IDLE
                        .withFunctionControl(FunctionControl.of(FunctionControl.Bit.START))
                        .withActivityControl(ActivityControl.of(ActivityControl.Bit.SUBCHANNEL_ACTIVE))
                : Scsw.IDLE;
        Schib.of(pmcw, scsw).encode(schib, 0);
        return Schib.LENGTH;
    }

    @Override
    public int readCrw(ByteBuffer region) {
        Crw next = reports.poll();
        region.order(ByteOrder.nativeOrder()).putInt(CrwRegion.CRW_OFFSET, next == null ? 0 : next.word());
        return CrwRegion.LENGTH;
    }

    @Override
    public int descriptor(Irq irq) {
        return descriptors.getOrDefault(irq, -1);
    }

    @Override
    public Arena arena() {
        Integer refusal = arenaRefusals.poll();
        if (refusal != null) {
            throw new ArenaRefusedException("the arena can't be mapped", refusal, new IllegalStateException());
        }
        return new Arena() {
            @Override
            public ByteBuffer memory() {
                return memory;
            }

            @Override
            public int address() {
                return ARENA_ADDRESS;
            }
        };
    }

    @Override
    public int reset() {
        calls.add("reset");
        return resetAnswer;
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
