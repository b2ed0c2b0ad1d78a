package io.chanio.port.sim;

import io.chanio.css.ActivityControl;
import io.chanio.css.CcwFormat;
import io.chanio.css.ConditionCode;
import io.chanio.css.Crw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Erw;
import io.chanio.css.Esw;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.css.Pmcw;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.css.SubchannelId;
import io.chanio.port.sim.ChannelInterpreter.SenseMode;
import io.chanio.port.sim.Interruptions.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A subchannel of the simulated channel subsystem, apart from the driver before it: it executes start, halt and clear,
 * and hands each status over as a driver takes it, at once.
 *
 * <p>Threads: everything under {@link #lock()}, the only lock of a subchannel. The owner of the port asks for functions;
 * the channel subsystem calls {@link #run()}, which takes the lock by itself, when its turn in the {@link Schedule} has
 * come, for one slice at a time, so that nobody waits for an endless program.
 *
 * @see "SA22-7832 Principles of Operation, ch. 14, I/O Instructions, and ch. 16, I/O Interruptions"
 */
final class Subchannel {

    /** Commands that one turn carries out. */
    static final int SLICE_COMMANDS = 64;

    private static final int INTERRUPTION_SUBCLASS = 3;
    private static final int CHPID_SHIFT = 8;

    /** Channel path, permanent error and not initialized. */
    private static final int PATH_GONE = 0x0406_0000;

    /** Channel path, initialized. */
    private static final int PATH_BACK = 0x0402_0000;

    private final SubchannelId id;
    private final DeviceNumber deviceNumber;
    private final Device device;
    private final Duration latency;
    private final Schedule schedule;
    // Fair: between two slices of an endless program, the channel subsystem would win an unfair one again and again.
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Schedule.Turn turn = new Schedule.Turn(this);
    private final Faults faults = new Faults(this);
    private Interruptions interruptions = Interruptions.NOWHERE;
    private ChannelPaths paths;
    private PathMask lastPathUsed = PathMask.ofPath(0);
    private SenseMode senseMode = SenseMode.CONCURRENT;
    private boolean removed;
    private Scsw scsw = Scsws.PROBED;
    private @Nullable ChannelInterpreter program;
    private @Nullable Instant notBefore;
    private Fault fault = new Fault.None();
    private boolean deviceEndOwed;

    Subchannel(
            SubchannelId id, DeviceNumber deviceNumber, Device device, int paths, Duration latency, Schedule schedule) {
        this.id = id;
        this.deviceNumber = deviceNumber;
        this.device = device;
        this.paths = ChannelPaths.of(paths, deviceNumber.number() >>> CHPID_SHIFT);
        this.latency = latency;
        this.schedule = schedule;
    }

    SubchannelId id() {
        return id;
    }

    /** Waits until nobody else is at this subchannel; for one slice of a program at most. */
    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    Faults faults() {
        return faults;
    }

    Device device() {
        return device;
    }

    ChannelPaths paths() {
        return paths;
    }

    /** From now on status goes to {@code driver}. */
    void attach(Interruptions driver) {
        interruptions = driver;
    }

    /** Nobody has it open any more: what ran is forgotten. */
    void detach() {
        quiesce();
        interruptions = Interruptions.NOWHERE;
    }

    /** True while somebody has it open. */
    boolean attached() {
        return interruptions != Interruptions.NOWHERE;
    }

    /** True once the device is gone, for good. */
    boolean removed() {
        return removed;
    }

    /** START SUBCHANNEL with a program that was copied, on the paths of the ORB's mask. */
    ConditionCode start(ChannelStorage storage, List<CopiedChain> chains, Orb orb, Fault arranged) {
        if (!scsw.functionControl().isZero()) {
            return ConditionCode.BUSY;
        }
        PathMask usable = orb.logicalPaths().and(paths.available()).and(paths.operational());
        if (removed || usable.isEmpty()) {
            return ConditionCode.NOT_OPERATIONAL;
        }
        lastPathUsed = new PathMask(Integer.highestOneBit(usable.bits()));
        program = new ChannelInterpreter(device, storage, chains, orb, senseMode);
        fault = arranged;
        deviceEndOwed = false;
        Scsw started = Scsw.startedBy(orb.withCcwFormat(CcwFormat.FORMAT_1)).withProgramAddress(orb.programAddress());
        Duration wait = arranged instanceof Fault.Delay(Duration by) ? latency.plus(by) : latency;
        if (wait.isZero()) {
            scsw = started.withActivityControl(Scsws.START_PENDING);
            notBefore = null;
            schedule.ready(turn);
        } else {
            scsw = started.withActivityControl(Scsws.ACTIVE);
            notBefore = schedule.now().plus(wait);
            schedule.at(turn, notBefore);
        }
        return ConditionCode.ACCEPTED;
    }

    /** HALT SUBCHANNEL. */
    ConditionCode halt() {
        if (removed) {
            return ConditionCode.NOT_OPERATIONAL;
        }
        ActivityControl activity = scsw.activityControl();
        if (activity.haltPending() || activity.clearPending()) {
            return ConditionCode.BUSY;
        }
        if (!faults.ignoresHalt()) {
            scsw = scsw.withFunctionControl(scsw.functionControl().or(Scsws.HALT))
                    .withActivityControl(activity.or(Scsws.HALT_PENDING));
            schedule.ready(turn);
        }
        return ConditionCode.ACCEPTED;
    }

    /** CLEAR SUBCHANNEL. */
    ConditionCode clear() {
        if (removed) {
            return ConditionCode.NOT_OPERATIONAL;
        }
        if (!faults.ignoresClear()) {
            scsw = scsw.withFunctionControl(Scsws.CLEAR).withActivityControl(Scsws.CLEAR_PENDING);
            schedule.ready(turn);
        }
        return ConditionCode.ACCEPTED;
    }

    /** Ends whatever is under way, without a status. */
    void quiesce() {
        program = null;
        notBefore = null;
        deviceEndOwed = false;
        scsw = Scsw.IDLE;
    }

    /** STORE SUBCHANNEL. */
    Schib store() {
        Pmcw pmcw = Pmcw.ZERO
                .with(Pmcw.Flag.ENABLED)
                .withInterruptionSubclass(INTERRUPTION_SUBCLASS)
                .withDeviceNumber(deviceNumber)
                .withLogicalPaths(paths.installed())
                .withPathsNotOperational(paths.installed().without(paths.available()))
                .withLastPathUsed(lastPathUsed)
                .withInstalledPaths(paths.installed())
                .withOperationalPaths(paths.operational())
                .withAvailablePaths(paths.available())
                .withChpids(paths.chpids());
        return Schib.of(senseMode == SenseMode.CONCURRENT ? pmcw.withConcurrentSense() : pmcw, scsw);
    }

    /** One turn: a pending clear or halt, or a slice of the program. */
    void run() {
        lock();
        try {
            takeTurn();
        } finally {
            unlock();
        }
    }

    private void takeTurn() {
        ActivityControl activity = scsw.activityControl();
        if (activity.clearPending()) {
            forget();
            present(Scsws.cleared(), Octets.EMPTY, Signal.SENT);
        } else if (activity.haltPending()) {
            performHalt();
        } else if (deviceEndOwed) {
            forget();
            present(Scsws.deviceEnd(scsw), Octets.EMPTY, Signal.SENT);
        } else if (program != null && !activity.suspended() && isDue()) {
            runProgram(program);
        }
    }

    /** Presents status that no start asked for. */
    void presentUnsolicited(DeviceStatus status, Octets sense) {
        Scsw presented = Scsws.unsolicited(scsw, status);
        interruptions.interrupted(irb(presented, sense), Signal.SENT);
    }

    void withholdConcurrentSense() {
        senseMode = SenseMode.OWED;
    }

    /** A path goes; the channel subsystem reports it. */
    void losePath(int path) {
        paths = paths.without(path);
        interruptions.reported(new Crw(PATH_GONE | paths.chpid(path)));
    }

    /** A path is back; the channel subsystem reports it. */
    void restorePath(int path) {
        paths = paths.with(path);
        interruptions.pathRestored(paths.available().and(PathMask.ofPath(path)));
        interruptions.reported(new Crw(PATH_BACK | paths.chpid(path)));
    }

    void removeDevice() {
        removed = true;
        quiesce();
        interruptions.deviceRemoved();
    }

    void requestDevice() {
        interruptions.deviceRequested();
    }

    private boolean isDue() {
        return notBefore == null || !schedule.now().isBefore(notBefore);
    }

    private void runProgram(ChannelInterpreter running) {
        if (beginsNot()) {
            return;
        }
        scsw = scsw.withActivityControl(Scsws.ACTIVE);
        switch (running.run(SLICE_COMMANDS)) {
            case RUNNING -> schedule.ready(turn);
            case SUSPENDED -> suspend(running.result());
            case ENDED -> end(running.result());
        }
    }

    /** What is arranged to happen before the first command. */
    private boolean beginsNot() {
        return switch (fault) {
            case Fault.DeferCondition(ConditionCode code, DeviceStatus status) -> {
                forget();
                present(Scsws.deferred(scsw, code, status), Octets.EMPTY, Signal.SENT);
                yield true;
            }
            case Fault.NeverEnd ignored -> {
                scsw = scsw.withActivityControl(Scsws.ACTIVE);
                yield true;
            }
            case Fault.Suspend ignored -> {
                suspend(new ChannelResult(0, 0, 0, scsw.programAddress(), Octets.EMPTY, false));
                yield true;
            }
            case Fault.None ignored -> false;
            case Fault.RefuseStart ignored -> false;
            case Fault.LoseInterruption ignored -> false;
            case Fault.OverwriteInterruption ignored -> false;
            case Fault.CoalesceInterruption ignored -> false;
            case Fault.DoubleInterruption ignored -> false;
            case Fault.Delay ignored -> false;
            case Fault.SplitEnding ignored -> false;
        };
    }

    private void suspend(ChannelResult result) {
        scsw = scsw.withActivityControl(Scsws.SUSPENDED);
        if (Scsw.Flag.SUPPRESS_SUSPENDED_INTERRUPTION.isOneIn(scsw.control())) {
            return;
        }
        interruptions.interrupted(irb(Scsws.suspended(scsw, result), Octets.EMPTY), Signal.SENT);
    }

    private void end(ChannelResult result) {
        forget();
        Ending ending = Ending.of(scsw, result, fault);
        scsw = ending.left();
        for (Ending.Told each : ending.told()) {
            interruptions.interrupted(irb(each.scsw(), each.sense()), each.signal());
        }
        if (ending.deviceEnd() == Ending.DeviceEnd.OWED) {
            deviceEndOwed = true;
            schedule.ready(turn);
        }
    }

    private void performHalt() {
        ChannelInterpreter halted = program;
        boolean began = !scsw.activityControl().startPending();
        forget();
        if (halted == null) {
            present(Scsws.haltedIdle(scsw), Octets.EMPTY, Signal.SENT);
        } else if (began) {
            present(Scsws.halted(scsw, halted.result().programAddress()), Octets.EMPTY, Signal.SENT);
        } else {
            present(Scsws.haltedPending(scsw, halted.result().programAddress()), Octets.EMPTY, Signal.SENT);
        }
    }

    private void forget() {
        program = null;
        notBefore = null;
        deviceEndOwed = false;
    }

    /** Presents status that ends what was under way; the driver takes it at once. */
    private void present(Scsw presented, Octets sense, Signal signal) {
        scsw = Scsws.taken(presented);
        interruptions.interrupted(irb(presented, sense), signal);
    }

    private Irb irb(Scsw presented, Octets sense) {
        return sense.isEmpty()
                ? Irb.of(presented, Esw.ofFormat1(lastPathUsed, new Erw(0)))
                : Irb.withConcurrentSense(presented, lastPathUsed, sense.first(Irb.ECW_LENGTH));
    }
}
