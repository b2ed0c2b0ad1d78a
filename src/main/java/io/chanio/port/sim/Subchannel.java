package io.chanio.port.sim;

import io.chanio.css.ActivityControl;
import io.chanio.css.CcwFormat;
import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceNumber;
import io.chanio.css.DeviceStatus;
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

    private static final int CHPID_SHIFT = 8;
    private static final Fault NO_FAULT = new Fault.None();

    private final SubchannelId id;
    private final DeviceNumber deviceNumber;
    private final FailingDevice device;
    private final Duration latency;
    // Fair: between two slices of an endless program, the channel subsystem would win an unfair one again and again.
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Turns turns;
    private final Faults faults = new Faults(this);
    private final Handover handover = new Handover();
    private ChannelPaths paths;
    private SenseMode senseMode = SenseMode.CONCURRENT;
    private boolean removed;
    private Scsw scsw = Scsws.PROBED;
    private @Nullable ChannelInterpreter program;
    private @Nullable Instant notBefore;
    private Fault fault = NO_FAULT;
    private boolean deviceEndOwed;
    /** The last command was carried out, the ending was not presented. */
    private boolean endingOwed;

    Subchannel(
            SubchannelId id, DeviceNumber deviceNumber, Device device, int paths, Duration latency, Schedule schedule) {
        this.id = id;
        this.deviceNumber = deviceNumber;
        this.device = new FailingDevice(device);
        this.paths = ChannelPaths.of(paths, deviceNumber.number() >>> CHPID_SHIFT);
        this.latency = latency;
        this.turns = new Turns(schedule, this);
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

    /** The way to whoever has it open. */
    Handover handover() {
        return handover;
    }

    /** Nobody has it open any more: what ran is forgotten. */
    void detach() {
        quiesce();
        handover.detach();
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
        handover.usePathOf(usable);
        forget();
        fault = arranged;
        program = new ChannelInterpreter(
                device, storage, chains, orb, handover.lastPathUsed(), device.arrange(fault, senseMode));
        Scsw started = Scsw.startedBy(orb.withCcwFormat(CcwFormat.FORMAT_1)).withProgramAddress(orb.programAddress());
        Duration wait = arranged instanceof Fault.Delay(Duration by) ? latency.plus(by) : latency;
        if (wait.isZero()) {
            scsw = started.withActivityControl(Scsws.START_PENDING);
        } else {
            scsw = started.withActivityControl(Scsws.ACTIVE);
            notBefore = turns.now().plus(wait);
        }
        awaitTurn();
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
            awaitTurn();
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
            awaitTurn();
        }
        return ConditionCode.ACCEPTED;
    }

    /** Ends whatever is under way, without a status. */
    void quiesce() {
        forget();
        scsw = Scsw.IDLE;
    }

    /** STORE SUBCHANNEL. */
    Schib store() {
        Pmcw pmcw = paths.pmcw(deviceNumber).withLastPathUsed(handover.lastPathUsed());
        return Schib.of(senseMode == SenseMode.CONCURRENT ? pmcw.withConcurrentSense() : pmcw, scsw);
    }

    /** One turn: a pending clear or halt, or a slice of the program; none while somebody steps. */
    void run() {
        lock();
        try {
            if (!turns.singly()) {
                takeTurn();
            }
        } finally {
            unlock();
        }
    }

    Turns turns() {
        return turns;
    }

    /** Turns come by themselves again. */
    void goOn() {
        turns.goOn();
        awaitTurn();
    }

    /** One turn of somebody who steps: deadlines don't count, and an ending is a turn of its own. */
    FaultsTurn step() {
        if (!turns.singly()) {
            throw new IllegalStateException("subchannel %s takes its turns by itself".formatted(id));
        }
        notBefore = null;
        return takeTurn();
    }

    private FaultsTurn takeTurn() {
        ActivityControl activity = scsw.activityControl();
        if (activity.clearPending()) {
            forget();
            present(Scsws.cleared());
            return FaultsTurn.CLEAR;
        }
        if (activity.haltPending()) {
            // A device end that is still owed comes with the halt: the signal ends what the device was at.
            Scsw halted = deviceEndOwed
                    ? Scsws.deviceEnd(scsw)
                    : Scsws.halted(scsw, program == null ? null : program.result());
            forget();
            present(halted);
            return FaultsTurn.HALT;
        }
        if (notBefore != null && turns.now().isBefore(notBefore)) {
            return FaultsTurn.NOTHING;
        }
        if (deviceEndOwed) {
            forget();
            present(Scsws.deviceEnd(scsw));
            return FaultsTurn.DEVICE_END;
        }
        ChannelInterpreter running = program;
        if (running == null || activity.suspended()) {
            return FaultsTurn.NOTHING;
        }
        notBefore = null;
        return goOn(running);
    }

    private FaultsTurn goOn(ChannelInterpreter running) {
        if (endingOwed) {
            return end(running.result());
        }
        scsw = scsw.withActivityControl(Scsws.ACTIVE);
        return fault instanceof Fault.OfBeginning what ? begin(what) : runProgram(running);
    }

    /** Once {@code notBefore} has passed, or at once where there is something more urgent. */
    private void awaitTurn() {
        ActivityControl activity = scsw.activityControl();
        turns.await(activity.haltPending() || activity.clearPending() ? null : notBefore);
    }

    /** Presents status that no start asked for. */
    void presentUnsolicited(DeviceStatus status, Octets sense) {
        handover.tell(Scsws.unsolicited(scsw, status), sense, Signal.SENT);
    }

    /** Another system gives the device back. */
    void releaseElsewhere() {
        device.releaseElsewhere();
        tellFreed();
    }

    /** Whoever has it open read its status: now may come what waited for that. */
    void statusRead() {
        handover.read();
        tellFreed();
    }

    /** Device end to a path that found the device busy: only when no program and no other status is in its way. */
    private void tellFreed() {
        PathMask freed = program == null && !deviceEndOwed && handover.idle() ? device.takeFreed() : PathMask.NONE;
        if (!freed.isEmpty()) {
            handover.usePathOf(freed);
            presentUnsolicited(DeviceStatus.of(DeviceStatus.Bit.DEVICE_END), Octets.EMPTY);
        }
    }

    void deliverSense(SenseMode mode) {
        senseMode = mode;
    }

    boolean concurrentSense() {
        return senseMode == SenseMode.CONCURRENT;
    }

    /** A path goes; the channel subsystem reports it. */
    void losePath(int path) {
        paths = paths.without(path);
        handover.driver().pathLost(PathMask.ofPath(path));
        handover.driver().reported(paths.gone(path));
    }

    /** A path is back; the channel subsystem reports it. */
    void restorePath(int path) {
        paths = paths.with(path);
        handover.driver().pathRestored(paths.available().and(PathMask.ofPath(path)));
        handover.driver().reported(paths.back(path));
    }

    /**
     * The driver ends what runs over {@code path}: by CANCEL SUBCHANNEL, which nobody is told of, what has not begun, and
     * else by HALT.
     *
     * @see "linux drivers/s390/cio/vfio_ccw_drv.c, vfio_ccw_chp_event, and cio.c, cio_cancel_halt_clear"
     */
    void cancelOrHalt(PathMask path) {
        if ((program == null && !deviceEndOwed) || !handover.lastPathUsed().equals(path)) {
            return;
        }
        if (scsw.activityControl().startPending()) {
            quiesce();
        } else {
            halt();
        }
    }

    void removeDevice() {
        removed = true;
        quiesce();
        handover.driver().deviceRemoved();
    }

    /** What is arranged to happen before the first command. */
    private FaultsTurn begin(Fault.OfBeginning what) {
        switch (what) {
            case Fault.DeferCondition(ConditionCode code, DeviceStatus status) -> {
                forget();
                present(Scsws.deferred(scsw, code, status));
            }
            case Fault.NeverEnd ignored -> {
                return FaultsTurn.NOTHING;
            }
            case Fault.Suspend ignored -> suspend(ChannelResult.before(scsw.programAddress()));
            case Fault.PresentUnsolicited(DeviceStatus status, Octets sense) -> {
                fault = NO_FAULT;
                presentUnsolicited(status, sense);
                awaitTurn();
            }
            case Fault.LosePaths(PathMask lost) -> {
                fault = NO_FAULT;
                lost.paths().forEach(this::losePath);
                awaitTurn();
            }
            case Fault.RemoveDevice ignored -> removeDevice();
        }
        return FaultsTurn.FAULT;
    }

    private FaultsTurn runProgram(ChannelInterpreter running) {
        switch (running.run(turns.commands())) {
            case RUNNING -> awaitTurn();
            case SUSPENDED -> {
                suspend(running.result());
                return FaultsTurn.SUSPENSION;
            }
            case ENDED -> {
                endingOwed = turns.singly();
                return endingOwed ? FaultsTurn.COMMANDS : end(running.result());
            }
        }
        return FaultsTurn.COMMANDS;
    }

    private void suspend(ChannelResult result) {
        scsw = scsw.withActivityControl(Scsws.SUSPENDED);
        if (Scsw.Flag.SUPPRESS_SUSPENDED_INTERRUPTION.isOneIn(scsw.control())) {
            return;
        }
        handover.tell(Scsws.suspended(scsw, result));
    }

    private FaultsTurn end(ChannelResult result) {
        forget();
        Ending ending = Ending.of(scsw, result, fault);
        scsw = ending.left();
        ending.told().forEach(handover::tell);
        if (ending.deviceEnd() == Ending.DeviceEnd.OWED) {
            deviceEndOwed = true;
            if (fault instanceof Fault.SplitEnding(Duration apart) && !apart.isZero()) {
                notBefore = turns.now().plus(apart);
            }
            awaitTurn();
        }
        return FaultsTurn.ENDING;
    }

    private void forget() {
        program = null;
        notBefore = null;
        deviceEndOwed = false;
        endingOwed = false;
    }

    /** Presents status that ends what was under way; the driver takes it at once. */
    private void present(Scsw presented) {
        scsw = Scsws.taken(presented);
        handover.tell(presented);
    }
}
