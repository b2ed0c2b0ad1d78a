package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.Irb;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Arena;
import io.chanio.port.ArenaRefusedException;
import io.chanio.port.Errno;
import io.chanio.program.AssembledProgram;
import io.chanio.program.Assembly;
import io.chanio.program.OrbOptions;
import io.chanio.program.Placement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lays a run's program into the arena, starts it over the paths that are operational, and takes its result out of the
 * arena again.
 *
 * <p>Threads: the lane's owner.
 */
final class Starter {

    /** What became of an attempt to start a run. */
    sealed interface Attempt {

        record Started() implements Attempt {}

        /** Refused for the moment. */
        record Later(Errno errno) implements Attempt {}

        /** Refused because something is on the subchannel. */
        record Busy() implements Attempt {}

        /** It will never start. */
        record Over(Outcome outcome) implements Attempt {}

        /** Nothing will start here, until the device is back. */
        record DeviceGone(Outcome outcome) implements Attempt {}

        /** Nothing will ever start through this descriptor. */
        record DriverGone(Outcome outcome) implements Attempt {}
    }

    private static final Attempt STARTED = new Attempt.Started();
    private static final Attempt BUSY = new Attempt.Busy();

    private final SubchannelId subchannel;
    private final SubchannelFunctions functions;
    private final PathInformation paths;
    private final Allegiance allegiance;
    private final LaneObserver observer;
    private final Supplier<DeviceClass> deviceClass;

    /** Whose program lies in the arena. */
    private @Nullable Run holder;

    Starter(
            SubchannelId subchannel,
            SubchannelFunctions functions,
            PathInformation paths,
            Allegiance allegiance,
            LaneObserver observer,
            Supplier<DeviceClass> deviceClass) {
        this.subchannel = subchannel;
        this.functions = functions;
        this.paths = paths;
        this.allegiance = allegiance;
        this.observer = observer;
        this.deviceClass = deviceClass;
    }

    Attempt attempt(Run run, long now) {
        Placement placement;
        try {
            placement = place(run);
        } catch (ArenaRefusedException e) {
            return over(Kind.START_FAILED, e.errno(), String.valueOf(e.getMessage()));
        }
        return switch (placement) {
            case Placement.Placed(AssembledProgram program) -> overPaths(run, program, now);
            case Placement.TooLarge(int needed, int available) ->
                new Attempt.Over(Outcome.of(
                        Kind.PROGRAM_REFUSED,
                        "the program needs " + needed + " bytes of the arena, which has " + available));
        };
    }

    /** The result of a run that was executed, as far as {@code end} lets it be known. */
    RunResult ended(Run run, Outcome outcome, ProgramEnd end, Irb irb, long now) {
        Gathering gathering = run.gathering();
        AssembledProgram program = run.assembled();
        if (gathering == null || program == null) {
            return RunResult.neverRan(outcome);
        }
        boolean judged = gathering.complete();
        GatheredStatus status = gathering.status();
        List<CcwData> data = end == ProgramEnd.CONFIRMED ? copy(run, program, status) : List.of();
        return new RunResult(
                outcome,
                end,
                judged ? Optional.of(status) : Optional.empty(),
                Optional.of(irb),
                gathering.concurrentSense(),
                data,
                run.channelNanos(now));
    }

    private List<CcwData> copy(Run run, AssembledProgram program, GatheredStatus status) {
        return TransferredData.copy(
                run.program(),
                program,
                deviceClass.get(),
                functions.arena().memory(),
                status.stoppedAtCcw(),
                status.residualCount());
    }

    private Placement place(Run run) {
        AssembledProgram placed = run.assembled();
        if (placed != null && holder == run) {
            // Refused before: nothing was transferred, so the buffers are still zero.
            return new Placement.Placed(placed);
        }
        Arena arena = functions.arena();
        Placement placement = Assembly.of(run.program()).assemble(arena.memory(), arena.address());
        if (placement instanceof Placement.Placed(AssembledProgram program)) {
            run.assembledAs(program);
            holder = run;
        }
        return placement;
    }

    private Attempt overPaths(Run run, AssembledProgram program, long now) {
        Optional<PathMask> left = allegiance.pathsFor(run);
        if (left.isEmpty()) {
            return new Attempt.Over(allegiance.refusal(run));
        }
        PathMask allowed = left.get();
        PathInformation.Width width = allegiance.widthFor(run);
        Optional<PathMask> mask = paths.usable(allowed, width);
        if (mask.isEmpty()) {
            paths.refresh();
            mask = paths.usable(allowed, width);
        }
        OptionalInt errno = OptionalInt.empty();
        int refusals = 0;
        // Ends: each refusal leaves fewer paths, see PathInformation.remaining.
        while (mask.isPresent()) {
            int answer = functions.start(orb(run, program, mask.get()));
            StartOutcome outcome = ReturnCodes.ofStart(answer);
            Optional<Attempt> decided = decide(run, program, outcome, answer, now);
            if (decided.isPresent()) {
                return decided.get();
            }
            errno = OptionalInt.of(-answer);
            refusals++;
            mask = paths.remaining(allowed, mask.get(), refusals, width);
        }
        return new Attempt.Over(
                new Outcome(Kind.PATH_NOT_OPERATIONAL, "no operational path is left of " + allowed, errno));
    }

    /** Empty when another path must be tried. */
    private Optional<Attempt> decide(Run run, AssembledProgram program, StartOutcome outcome, int answer, long now) {
        if (!(outcome instanceof StartOutcome.Accepted)) {
            Errno.ofAnswer(answer).ifPresent(errno -> observer.startRefused(subchannel, errno));
        }
        return switch (outcome) {
            case StartOutcome.Accepted() -> {
                run.accepted(program, now);
                yield Optional.of(STARTED);
            }
            case StartOutcome.Deferred(Errno errno) -> Optional.of(new Attempt.Later(errno));
            case StartOutcome.Busy() -> Optional.of(BUSY);
            case StartOutcome.PathsNotOperational() -> afterConditionCode3(Errno.EACCES);
            case StartOutcome.NotOperational() -> afterConditionCode3(Errno.ENODEV);
            case StartOutcome.DriverGone() -> Optional.of(driverGone());
            case StartOutcome.Refused(Errno errno) ->
                Optional.of(over(Kind.PROGRAM_REFUSED, errno.number(), refusal(errno)));
            case StartOutcome.Failed(int errno, String detail) -> Optional.of(over(Kind.START_FAILED, errno, detail));
        };
    }

    private Optional<Attempt> afterConditionCode3(Errno errno) {
        return switch (paths.refresh()) {
            case SchibReading.Stored ignored -> Optional.empty();
            case SchibReading.Failed(Errno schib) ->
                schib == Errno.ENODEV ? Optional.of(deviceGone(errno)) : Optional.empty();
            // Without a SCHIB the kernel's own mask is all there is, and ENODEV says that it is empty.
            case SchibReading.NotOffered() -> errno == Errno.ENODEV ? Optional.of(deviceGone(errno)) : Optional.empty();
            case SchibReading.NotOpen ignored -> Optional.empty();
        };
    }

    private Attempt driverGone() {
        boolean deviceGone = paths.refresh() instanceof SchibReading.Failed(Errno schib) && schib == Errno.ENODEV;
        return new Attempt.DriverGone(
                deviceGone
                        ? outcome(Kind.DEVICE_NOT_OPERATIONAL, Errno.EIO.number(), "the device is gone")
                        : outcome(
                                Kind.START_FAILED,
                                Errno.EIO.number(),
                                "the driver is in no state to start anything: the subchannel comes back by a new bind"));
    }

    private static Attempt deviceGone(Errno errno) {
        return new Attempt.DeviceGone(
                outcome(Kind.DEVICE_NOT_OPERATIONAL, errno.number(), "the device is gone, or no path leads to it"));
    }

    private static Attempt over(Kind kind, int errno, String detail) {
        return new Attempt.Over(outcome(kind, errno, detail));
    }

    private static Outcome outcome(Kind kind, int errno, String detail) {
        return new Outcome(kind, detail, errno == 0 ? OptionalInt.empty() : OptionalInt.of(errno));
    }

    private static String refusal(Errno errno) {
        return "the driver refused the program with " + errno;
    }

    private static Orb orb(Run run, AssembledProgram program, PathMask mask) {
        OrbOptions options = run.program().orb();
        Orb orb =
                Orb.ofFormat1(program.address()).withCcwFormat(options.format()).withLogicalPaths(mask);
        return options.incorrectLengthSuppression() ? orb.with(Orb.Flag.INCORRECT_LENGTH_SUPPRESSION) : orb;
    }
}
