package io.chanio.engine;

import io.chanio.css.DeviceStatus;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.Scsw;
import io.chanio.css.SubchannelStatus;
import io.chanio.program.AssembledProgram;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The status of one start, gathered over its IRBs: channel end and device end may come apart, and only the one with
 * primary status says how far the program came.
 *
 * <p>Threads: the lane's owner.
 *
 * @see "linux drivers/s390/cio/device_status.c, ccw_device_accumulate_irb"
 */
final class Gathering {

    private final AssembledProgram program;
    private int deviceStatus;
    private int subchannelStatus;
    private boolean primary;
    private OptionalInt residualCount = OptionalInt.empty();
    private OptionalInt stoppedAtCcw = OptionalInt.empty();
    private @Nullable Irb last;
    private @Nullable Irb unitCheck;

    Gathering(AssembledProgram program) {
        this.program = program;
    }

    void add(Irb irb) {
        Scsw scsw = irb.scsw();
        last = irb;
        scsw.deviceStatus().ifPresent(status -> deviceStatus |= status.bits());
        scsw.subchannelStatus().ifPresent(status -> subchannelStatus |= status.bits());
        if (scsw.statusControl().primary()) {
            primary = true;
            residualCount = scsw.residualCount();
            stoppedAtCcw =
                    scsw.stoppedAt().isPresent() ? program.stoppedAtCcw(scsw.programAddress()) : OptionalInt.empty();
        }
        if (unitCheck == null && hasUnitCheck(irb)) {
            unitCheck = irb;
        }
    }

    /**
     * True when {@code irb} says that the device or its control unit was busy when the first command came, so that nothing
     * was executed.
     */
    boolean foundDeviceBusy(Irb irb) {
        Scsw scsw = irb.scsw();
        boolean busy = scsw.deviceStatus().map(Gathering::isBusyAlone).orElse(false);
        return busy
                && last == null
                && scsw.stoppedAt().isPresent()
                && program.stoppedAtCcw(scsw.programAddress()).equals(OptionalInt.of(0));
    }

    private static boolean isBusyAlone(DeviceStatus status) {
        return status.busy() && !status.channelEnd() && !status.unitCheck();
    }

    /** True once primary status was seen; without it nobody knows how far the program came. */
    boolean complete() {
        return primary;
    }

    GatheredStatus status() {
        return new GatheredStatus(
                new DeviceStatus(deviceStatus), new SubchannelStatus(subchannelStatus), residualCount, stoppedAtCcw);
    }

    Optional<Irb> last() {
        return Optional.ofNullable(last);
    }

    /** The sense that came with the status. */
    Optional<Sense> concurrentSense() {
        return Optional.ofNullable(unitCheck)
                .flatMap(Irb::concurrentSense)
                .map(bytes -> new Sense(Sense.Source.CONCURRENT, bytes));
    }

    /** The path on which a BASIC SENSE must follow; empty when no sense is owed. */
    Optional<PathMask> owedSensePath() {
        return unitCheck == null ? Optional.empty() : owedSensePath(unitCheck);
    }

    /** The path on which {@code irb} makes a BASIC SENSE follow; empty when it owes no sense. */
    static Optional<PathMask> owedSensePath(Irb irb) {
        Optional<Octets> sense = irb.concurrentSense();
        return hasUnitCheck(irb) && sense.isEmpty() ? Optional.of(irb.esw().lastPathUsed()) : Optional.empty();
    }

    private static boolean hasUnitCheck(Irb irb) {
        return irb.scsw().deviceStatus().map(DeviceStatus::unitCheck).orElse(false);
    }
}
