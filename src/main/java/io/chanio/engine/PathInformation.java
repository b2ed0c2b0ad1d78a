package io.chanio.engine;

import io.chanio.css.ChannelPaths;
import io.chanio.css.Crw;
import io.chanio.css.PathMask;
import io.chanio.css.Pmcw;
import io.chanio.css.Schib;
import io.chanio.port.Errno;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The paths of one subchannel as the newest SCHIB shows them, those that refused a start since, and those that a channel
 * report took away.
 *
 * <p>Threads: the lane's owner.
 */
final class PathInformation {

    private static final int CHPID_MASK = 0xFF;

    /** How many paths a start may name. */
    enum Width {
        ANY,
        /** What belongs to a path, as a reservation, must not leave the choice to the channel subsystem. */
        ONE
    }

    private final SubchannelFunctions functions;
    private @Nullable Schib newest;
    private PathMask refused = PathMask.NONE;
    private final Set<Integer> reportedGone = new HashSet<>();
    private Optional<ChannelPaths> shown = Optional.empty();

    PathInformation(SubchannelFunctions functions) {
        this.functions = functions;
    }

    Optional<Schib> newest() {
        return Optional.ofNullable(newest);
    }

    /** The paths as they are shown; empty before a SCHIB was read. */
    Optional<ChannelPaths> shown() {
        return shown;
    }

    /** Here, and not each time that somebody looks: a lane shows itself with each turn. */
    private void show() {
        shown = newest().map(schib -> schib.pmcw().channelPaths().without(reportedGone));
    }

    /**
     * A report of a channel path changes what is shown, whatever the SCHIB says: the kernel takes it for the truth too.
     *
     * @see "linux drivers/s390/cio/chp.c, chp_process_crw"
     */
    void reported(Crw report) {
        note(report);
        show();
    }

    private void note(Crw report) {
        if (report.has(Crw.Flag.OVERFLOW)) {
            reportedGone.clear();
        }
        if (report.source() != Crw.Source.CHANNEL_PATH) {
            return;
        }
        switch (report.recovery()) {
            case PERMANENT_ERROR_NOT_INITIALIZED, PERMANENT_ERROR_INITIALIZED -> reportedGone.add(chpidOf(report));
            case INITIALIZED, INSTALLED_PARAMETERS_INITIALIZED -> reportedGone.remove(chpidOf(report));
            case NULL,
                    AVAILABLE,
                    TEMPORARY_ERROR,
                    TERMINAL,
                    INSTALLED_PARAMETERS_MODIFIED,
                    ERROR_RECOVERY,
                    UNKNOWN -> {}
        }
    }

    private static int chpidOf(Crw report) {
        return report.sourceId() & CHPID_MASK;
    }

    SchibReading refresh() {
        SchibReading reading = functions.store();
        if (reading instanceof SchibReading.Stored(Schib schib)) {
            newest = schib;
            show();
        }
        return reading;
    }

    /** A path came or went: nothing is held against any of them. */
    void forgetRefusals() {
        refused = PathMask.NONE;
    }

    /** A start that named {@code path} alone was refused. */
    void refused(PathMask path) {
        refused = new PathMask(refused.bits() | path.bits());
    }

    /**
     * The LPM for a start that may take {@code allowed}.
     *
     * @return empty when no such path is operational; 0, the kernel's own mask, when only the kernel knows
     */
    Optional<PathMask> usable(PathMask allowed) {
        if (newest == null) {
            return Optional.of(allowed.equals(PathMask.ALL) ? PathMask.NONE : allowed);
        }
        PathMask operational = operational(allowed);
        PathMask untainted = operational.without(refused);
        if (untainted.isEmpty()) {
            // Those that refused may be back without a report; they are tried again before there is none.
            forgetRefusals();
            untainted = operational;
        }
        return untainted.isEmpty() ? Optional.empty() : Optional.of(untainted);
    }

    /** As above, of as many paths as {@code width} says. */
    Optional<PathMask> usable(PathMask allowed, Width width) {
        return switch (width) {
            case ANY -> usable(allowed);
            case ONE -> newest == null ? untried(allowed) : usable(allowed).map(PathInformation::leftmost);
        };
    }

    /** One path after the other, where only the kernel knows which there are. */
    private Optional<PathMask> untried(PathMask allowed) {
        if (allowed.without(refused).isEmpty()) {
            forgetRefusals();
        }
        PathMask left = allowed.without(refused);
        return left.isEmpty() ? Optional.empty() : Optional.of(leftmost(left));
    }

    /** The LPM after a start over {@code tried} was refused, of as many paths as {@code width} says. */
    Optional<PathMask> remaining(PathMask allowed, PathMask tried, int refusals, Width width) {
        return switch (width) {
            case ANY -> remaining(allowed, tried, refusals);
            case ONE -> remainingOne(allowed, tried, refusals);
        };
    }

    private Optional<PathMask> remainingOne(PathMask allowed, PathMask tried, int refusals) {
        refused(tried);
        PathMask left = operational(allowed).without(refused);
        return left.isEmpty() || refusals > PathMask.PATHS ? Optional.empty() : Optional.of(leftmost(left));
    }

    /** Those of {@code allowed} that the newest SCHIB shows as operational; all of them without one. */
    private PathMask operational(PathMask allowed) {
        if (newest == null) {
            return allowed;
        }
        Pmcw pmcw = newest.pmcw();
        return pmcw.installedPaths()
                .and(pmcw.availablePaths())
                .and(pmcw.operationalPaths())
                .and(allowed);
    }

    /**
     * The LPM after a start over {@code tried} was refused with condition code 3. A mask of many is refused as one, so the
     * kernel's new view comes first and then each path alone.
     *
     * @param refusals so far, this one included
     */
    Optional<PathMask> remaining(PathMask allowed, PathMask tried, int refusals) {
        if (newest == null || refusals > PathMask.PATHS + 1) {
            return Optional.empty();
        }
        if (isSingle(tried)) {
            refused(tried);
        }
        PathMask left = operational(allowed).without(refused);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        boolean kernelKnowsBetter = refusals == 1 && !left.equals(tried);
        return Optional.of(kernelKnowsBetter ? left : leftmost(left));
    }

    static boolean isSingle(PathMask mask) {
        return Integer.bitCount(mask.bits()) == 1;
    }

    private static PathMask leftmost(PathMask mask) {
        return new PathMask(Integer.highestOneBit(mask.bits()));
    }

    /** True when the subchannel has no program: neither start function nor activity. */
    static boolean isIdle(SchibReading reading) {
        return reading instanceof SchibReading.Stored(Schib schib)
                && !schib.scsw().functionControl().start()
                && schib.scsw().activityControl().isZero();
    }

    /** True when the kernel says that the device is gone. */
    static boolean isGone(SchibReading reading) {
        return reading instanceof SchibReading.Failed(Errno errno) && errno == Errno.ENODEV;
    }
}
