package io.chanio.port.sim;

import io.chanio.css.ActivityControl;
import io.chanio.css.ConditionCode;
import io.chanio.css.Crw;
import io.chanio.css.FunctionControl;
import io.chanio.css.Irb;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.css.Schib;
import io.chanio.css.Scsw;
import io.chanio.css.StatusControl;
import io.chanio.css.SubchannelId;
import io.chanio.os.LibC;
import io.chanio.port.Arena;
import io.chanio.port.ArenaPlacement;
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
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An opened subchannel of the simulator: the vfio-ccw driver's regions and state machine, byte for byte, before a {@link
 * Subchannel}.
 *
 * <p>Threads: calls come from the port's owner, interruptions from the channel subsystem; both under the lock of the
 * {@link Subchannel}.
 *
 * @see "linux drivers/s390/cio/vfio_ccw_{fsm,ops,drv}.c"
 */
final class SimulatedSubchannel implements SubchannelPort, Interruptions {

    /** Channel reports kept for a reader; older ones are lost. */
    static final int REPORTS_MAX = 32;

    private static final int UNKNOWN_DESCRIPTOR = -1;
    private static final StatusControl UNSOLICITED =
            StatusControl.of(StatusControl.Bit.ALERT, StatusControl.Bit.PENDING);
    private static final ActivityControl AT_WORK =
            ActivityControl.of(ActivityControl.Bit.SUBCHANNEL_ACTIVE, ActivityControl.Bit.DEVICE_ACTIVE);

    /** The driver's states, without those that last no longer than a call. */
    private enum State {
        NOT_OPERATIONAL,
        IDLE,
        PROGRAM_PENDING,
        CLOSED
    }

    private final Subchannel subchannel;
    private final LibC libc;
    private final ArenaPlacement placement;
    private final IrqEventfds eventfds;
    private final ByteBuffer region = ByteBuffer.allocate(IoRegion.LENGTH);
    private final ByteBuffer hostOrder = region.duplicate().order(ByteOrder.nativeOrder());
    private final Queue<Crw> reports = new ArrayDeque<>();
    private final Set<Feature> features;
    private State state = State.IDLE;
    /** The mask of paths that the driver thinks usable. */
    private PathMask logicalPaths;

    private @Nullable SimulatedArena arena;
    private @Nullable ChannelStorage storage;
    /** The user's halt or clear whose interruption was not read yet; none for zero. */
    private FunctionControl ownFunction = FunctionControl.NONE;

    private boolean ownInterruptionStored;

    SimulatedSubchannel(Subchannel subchannel, LibC libc, ArenaPlacement placement) {
        this.subchannel = subchannel;
        this.libc = libc;
        this.placement = placement;
        this.eventfds = IrqEventfds.open(libc);
        this.logicalPaths = subchannel.paths().available();
        this.features = subchannel.faults().featuresLeft();
        subchannel.handover().attach(this);
    }

    @Override
    public SubchannelId subchannel() {
        return subchannel.id();
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    public int writeIo(ByteBuffer source) {
        subchannel.lock();
        try {
            requireOpen();
            if (source.remaining() < IoRegion.LENGTH) {
                return Errno.EINVAL.asAnswer();
            }
            region.put(0, source, source.position(), IoRegion.LENGTH);
            Errno refusal = requestIo();
            if (refusal != null) {
                hostOrder.putInt(IoRegion.RETURN_CODE_OFFSET, refusal.asAnswer());
            }
            int returnCode = hostOrder.getInt(IoRegion.RETURN_CODE_OFFSET);
            return returnCode == 0 ? IoRegion.LENGTH : returnCode;
        } finally {
            subchannel.unlock();
        }
    }

    @Override
    public int readIo(ByteBuffer target) {
        subchannel.lock();
        try {
            requireOpen();
            if (target.remaining() < IoRegion.LENGTH) {
                return Errno.EINVAL.asAnswer();
            }
            target.put(target.position(), region, 0, IoRegion.LENGTH);
            if (ownInterruptionStored && endsOwnFunction(Scsw.decode(region, IoRegion.IRB_OFFSET))) {
                ownFunction = FunctionControl.NONE;
            }
            subchannel.statusRead();
            return IoRegion.LENGTH;
        } finally {
            subchannel.unlock();
        }
    }

    @Override
    public int writeAsync(ByteBuffer source) {
        subchannel.lock();
        try {
            requireOpen();
            if (!features.contains(Feature.HALT_CLEAR) || source.remaining() < AsyncRegion.LENGTH) {
                return Errno.EINVAL.asAnswer();
            }
            if (state == State.NOT_OPERATIONAL) {
                return Errno.EIO.asAnswer();
            }
            int command = source.duplicate()
                    .order(ByteOrder.nativeOrder())
                    .getInt(source.position() + AsyncRegion.COMMAND_OFFSET);
            return switch (command) {
                case AsyncRegion.HALT_SUBCHANNEL -> answer(subchannel.halt(), Scsws.HALT);
                case AsyncRegion.CLEAR_SUBCHANNEL -> answer(subchannel.clear(), Scsws.CLEAR);
                default -> Errno.EINVAL.asAnswer();
            };
        } finally {
            subchannel.unlock();
        }
    }

    @Override
    public int readSchib(ByteBuffer target) {
        subchannel.lock();
        try {
            requireOpen();
            if (!features.contains(Feature.SCHIB) || target.remaining() < Schib.LENGTH) {
                return Errno.EINVAL.asAnswer();
            }
            if (state == State.NOT_OPERATIONAL) {
                return Errno.ENODEV.asAnswer();
            }
            subchannel.store().encode(target, target.position());
            return Schib.LENGTH;
        } finally {
            subchannel.unlock();
        }
    }

    @Override
    public int readCrw(ByteBuffer target) {
        subchannel.lock();
        try {
            requireOpen();
            if (!features.contains(Feature.CRW) || target.remaining() < CrwRegion.LENGTH) {
                return Errno.EINVAL.asAnswer();
            }
            Crw report = reports.poll();
            ByteBuffer words = target.duplicate().order(ByteOrder.nativeOrder());
            words.putLong(target.position(), 0);
            words.putInt(target.position() + CrwRegion.CRW_OFFSET, (report == null ? Crw.NONE : report).word());
            return CrwRegion.LENGTH;
        } finally {
            subchannel.unlock();
        }
    }

    @Override
    public int descriptor(Irq irq) {
        return switch (irq) {
            case IO -> eventfds.number(irq);
            case CRW -> features.contains(Feature.CRW) ? eventfds.number(irq) : UNKNOWN_DESCRIPTOR;
            case REQ -> features.contains(Feature.REQ) ? eventfds.number(irq) : UNKNOWN_DESCRIPTOR;
        };
    }

    @Override
    public Arena arena() {
        subchannel.lock();
        try {
            requireOpen();
            SimulatedArena mapped = arena;
            if (mapped == null) {
                mapped = SimulatedArena.map(libc, placement);
                arena = mapped;
                storage = new ChannelStorage(mapped);
            }
            return mapped;
        } finally {
            subchannel.unlock();
        }
    }

    @Override
    public int reset() {
        subchannel.lock();
        try {
            requireOpen();
            if (state == State.NOT_OPERATIONAL) {
                return Errno.EIO.asAnswer();
            }
            subchannel.quiesce();
            state = State.IDLE;
            ownFunction = FunctionControl.NONE;
            return 0;
        } finally {
            subchannel.unlock();
        }
    }

    @Override
    public void close() {
        subchannel.lock();
        try {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            subchannel.detach();
            eventfds.close();
            if (arena != null) {
                arena.close();
            }
        } finally {
            subchannel.unlock();
        }
    }

    @Override
    public void interrupted(Irb irb, Signal signal) {
        Scsw scsw = irb.scsw();
        boolean atWork = (scsw.activityControl().bits() & AT_WORK.bits()) != 0;
        if (state == State.PROGRAM_PENDING && solicited(scsw) && !atWork) {
            state = State.IDLE;
        }
        irb.encode(region, IoRegion.IRB_OFFSET);
        ownInterruptionStored |= endsOwnFunction(scsw);
        if (signal == Signal.SENT) {
            eventfds.signal(Irq.IO);
        }
    }

    @Override
    public void reported(Crw report) {
        if (reports.size() == REPORTS_MAX) {
            reports.remove();
        }
        reports.add(report);
        eventfds.signal(Irq.CRW);
    }

    @Override
    public void pathLost(PathMask path) {
        subchannel.cancelOrHalt(path);
    }

    @Override
    public void pathRestored(PathMask path) {
        logicalPaths = new PathMask(logicalPaths.bits() | path.bits());
    }

    @Override
    public void deviceRemoved() {
        state = State.NOT_OPERATIONAL;
        eventfds.signal(Irq.REQ);
    }

    @Override
    public void deviceRequested() {
        eventfds.signal(Irq.REQ);
    }

    /** The request that the region holds; null when it was taken. */
    private @Nullable Errno requestIo() {
        return switch (state) {
            case NOT_OPERATIONAL, CLOSED -> Errno.EIO;
            case PROGRAM_PENDING -> Errno.EBUSY;
            case IDLE -> {
                FunctionControl functions =
                        Scsw.decode(region, IoRegion.SCSW_OFFSET).functionControl();
                if (functions.start()) {
                    yield start(Orb.decode(region, IoRegion.ORB_OFFSET));
                }
                // No function at all is taken as nothing to do, without an interruption ever.
                yield functions.isZero() ? null : Errno.EOPNOTSUPP;
            }
        };
    }

    private @Nullable Errno start(Orb orb) {
        if (!ownFunction.isZero()) {
            subchannel.faults().countViolation();
        }
        Fault fault = subchannel.faults().take();
        if (fault instanceof Fault.RefuseStart(Errno errno)) {
            return errno;
        }
        if (orb.has(Orb.Flag.TRANSPORT_MODE)) {
            return Errno.EOPNOTSUPP;
        }
        ChannelStorage memory = storage;
        if (memory == null) {
            return Errno.EINVAL;
        }
        return switch (ProgramCopier.copy(memory, orb)) {
            case Copying.Refused(Errno errno) -> errno;
            case Copying.Copied copied -> {
                Orb sent = orb.logicalPaths().isEmpty() ? orb.withLogicalPaths(logicalPaths) : orb;
                ConditionCode code = subchannel.start(memory, copied.chains(), sent, fault);
                yield started(code, sent.logicalPaths());
            }
        };
    }

    private @Nullable Errno started(ConditionCode code, PathMask tried) {
        return switch (code) {
            case ACCEPTED -> {
                state = State.PROGRAM_PENDING;
                yield null;
            }
            case STATUS_PENDING, BUSY -> Errno.EBUSY;
            case NOT_OPERATIONAL -> {
                logicalPaths = logicalPaths.without(tried);
                yield logicalPaths.isEmpty() ? Errno.ENODEV : Errno.EACCES;
            }
        };
    }

    private int answer(ConditionCode code, FunctionControl asked) {
        return switch (code) {
            case ACCEPTED -> {
                ownFunction = asked;
                ownInterruptionStored = false;
                yield AsyncRegion.LENGTH;
            }
            case STATUS_PENDING, BUSY -> Errno.EBUSY.asAnswer();
            case NOT_OPERATIONAL -> Errno.ENODEV.asAnswer();
        };
    }

    private static boolean solicited(Scsw scsw) {
        boolean deferred = scsw.deferredConditionCode()
                .map(code -> code != ConditionCode.ACCEPTED)
                .orElse(false);
        return deferred || !scsw.statusControl().equals(UNSOLICITED);
    }

    private boolean endsOwnFunction(Scsw scsw) {
        return (scsw.functionControl().bits() & ownFunction.bits()) != 0;
    }

    private void requireOpen() {
        if (state == State.CLOSED) {
            throw new IllegalStateException("subchannel " + subchannel.id() + " was closed");
        }
    }
}
