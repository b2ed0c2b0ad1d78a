package io.chanio.engine;

import io.chanio.css.DeviceClass;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import io.chanio.engine.PathInformation.Width;
import io.chanio.program.AllegianceCommand;
import io.chanio.program.AllegianceCommand.Placed;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The path to which the device of a lane is reserved. A subchannel under vfio-ccw has no path group, so a reservation
 * belongs to the one path that the RESERVE came over: until a RELEASE succeeded there, every program takes that path alone.
 *
 * <p>That a reserve is about to be started over a path is remembered before it is, and forgotten when it is known that
 * nothing came of it. What nobody knows counts as reserved. Neither a reset nor a halt or clear releases, and RESET
 * ALLEGIANCE neither reserves nor is it known to release what is chanio's own: only RELEASE does.
 *
 * <p>Threads: the lane's owner.
 *
 * @see "SA22-1025 3990/3390 Reference, Device Reserve, Unconditional Reserve, Device Release, Reset Allegiance"
 */
final class Allegiance {

    private static final System.Logger LOGGER = System.getLogger(Allegiance.class.getName());
    private static final int SENSE_BYTES = 32;
    private static final ChannelProgram RELEASE = ChannelProgram.of(
            ProgramCcw.of(AllegianceCommand.RELEASE.code(), new Operand.Count(SENSE_BYTES), CcwFlag.SLI));

    private final SubchannelId subchannel;
    private final Reservations record;
    private final Supplier<DeviceClass> deviceClass;

    /** NONE while the device is not reserved. */
    private PathMask pin;

    /** The path over which a reserve is to be started, of which the end is not known yet; NONE when there is none. */
    private PathMask claimed = PathMask.NONE;

    /** Paths over which the reserve of this job could not be started, while there was another. */
    private PathMask tried = PathMask.NONE;

    private boolean anotherPath;

    /** What a restart would find. */
    private PathMask recorded;

    private boolean parted;

    /** What comes after a program. */
    enum Next {
        AS_IT_ENDED,
        /** Nothing of it was executed, and it may be over another path: it is to be claimed and started again. */
        ANOTHER_PATH
    }

    Allegiance(SubchannelId subchannel, Reservations record, Supplier<DeviceClass> deviceClass) {
        this.subchannel = subchannel;
        this.record = record;
        this.deviceClass = deviceClass;
        this.pin = record.of(subchannel).orElse(PathMask.NONE);
        this.recorded = pin;
    }

    /** The path to which the device is reserved. */
    Optional<PathMask> reserved() {
        return pin.isEmpty() ? Optional.empty() : Optional.of(pin);
    }

    /**
     * Chooses the path of a reserve that {@code program} begins with or has in it, and has that remembered: completes when a
     * restart would know. At once for every other program.
     */
    CompletionStage<Void> claim(ChannelProgram program, PathInformation paths) {
        Optional<PathMask> path = commands(program).stream()
                .map(Placed::command)
                .filter(AllegianceCommand::reserves)
                .findFirst()
                .flatMap(command -> choose(command, program.orb().paths().without(tried), paths));
        if (path.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        claimed = path.get();
        anotherPath =
                pin.isEmpty() && isUsable(program.orb().paths().without(tried).without(claimed), paths);
        return remember(claimed);
    }

    private static boolean isUsable(PathMask others, PathInformation paths) {
        return !others.isEmpty() && paths.usable(others, Width.ONE).isPresent();
    }

    /** Empty when there is no path that it may take; the start will say so. */
    private Optional<PathMask> choose(AllegianceCommand command, PathMask allowed, PathInformation paths) {
        paths.refresh();
        Optional<PathMask> pinned = pin.isEmpty() ? Optional.empty() : paths.usable(pin.and(allowed), Width.ONE);
        if (pin.isEmpty() || (command == AllegianceCommand.UNCONDITIONAL_RESERVE && pinned.isEmpty())) {
            // Unconditional: what the device holds for the path before ends with it.
            return paths.usable(allowed, Width.ONE);
        }
        return pinned;
    }

    /** The paths that a run may take; empty when it excludes the one that it would have to take. */
    Optional<PathMask> pathsFor(Run run) {
        PathMask only = pathOf(run);
        if (only.isEmpty()) {
            return Optional.of(run.paths());
        }
        PathMask left = Stage.isSense(run) ? only : run.paths().and(only);
        return left.isEmpty() ? Optional.empty() : Optional.of(left);
    }

    private PathMask pathOf(Run run) {
        // The sense of a reserve that failed lies behind the path that it took.
        boolean own = Stage.isSense(run) ? run.paths().equals(claimed) : reserves(run.program());
        return own && !claimed.isEmpty() ? claimed : pin;
    }

    Width widthFor(Run run) {
        return commands(run.program()).isEmpty() ? Width.ANY : Width.ONE;
    }

    /** Why {@link #pathsFor} is empty, and what to do. */
    Outcome refusal(Run run) {
        return Outcome.of(
                Kind.PROGRAM_REFUSED,
                "the device is reserved over path %s, and the program's lpm %s excludes it: name that path or none, or release the device (eckd-release)"
                        .formatted(pin, run.paths()));
    }

    /** A program ended: is the device reserved now? */
    Next ended(ChannelProgram program, RunResult result) {
        List<Placed> commands = commands(program);
        if (commands.isEmpty()) {
            return Next.AS_IT_ENDED;
        }
        boolean again = anotherPath
                && result.end() == ProgramEnd.NEVER_RAN
                && result.outcome().kind() == Kind.PATH_NOT_OPERATIONAL;
        tried = again ? tried.or(claimed) : PathMask.NONE;
        settle(after(commands, result));
        return again ? Next.ANOTHER_PATH : Next.AS_IT_ENDED;
    }

    /** The job is over, whether or not a program of it was started. */
    void over() {
        tried = PathMask.NONE;
        if (!claimed.isEmpty()) {
            settle(pin);
        }
    }

    private PathMask after(List<Placed> commands, RunResult result) {
        PathMask now = pin;
        for (Placed each : commands) {
            Execution execution = Execution.of(each.ccw(), result);
            now = switch (each.command()) {
                case RESERVE, UNCONDITIONAL_RESERVE ->
                    execution == Execution.NOT_DONE ? now : lastPathUsed(result, now);
                case RELEASE -> execution == Execution.DONE ? PathMask.NONE : now;
                case RESET_ALLEGIANCE -> now;
            };
        }
        return now;
    }

    private PathMask lastPathUsed(RunResult result, PathMask before) {
        PathMask asked = claimed.isEmpty() ? before : claimed;
        return result.irb()
                .map(irb -> irb.esw().lastPathUsed())
                .filter(PathInformation::isSingle)
                .orElse(asked);
    }

    private void settle(PathMask now) {
        claimed = PathMask.NONE;
        anotherPath = false;
        if (!now.equals(pin)) {
            LOGGER.log(
                    Level.INFO,
                    now.isEmpty()
                            ? "subchannel {0}: released, programs take any path again"
                            : "subchannel {0}: reserved over path {1}, programs take that path alone",
                    subchannel,
                    now);
        }
        pin = now;
        CompletionStage<Void> unused = remember(now).whenComplete((done, failure) -> {
            if (failure != null) {
                LOGGER.log(Level.WARNING, "subchannel " + subchannel + ": its reservation can't be recorded", failure);
            }
        });
    }

    private CompletionStage<Void> remember(PathMask path) {
        if (path.equals(recorded)) {
            return CompletableFuture.completedFuture(null);
        }
        recorded = path;
        if (path.isEmpty()) {
            record.remove(subchannel);
            return CompletableFuture.completedFuture(null);
        }
        return record.put(subchannel, path);
    }

    private boolean reserves(ChannelProgram program) {
        return commands(program).stream().map(Placed::command).anyMatch(AllegianceCommand::reserves);
    }

    private List<Placed> commands(ChannelProgram program) {
        return AllegianceCommand.in(program, deviceClass.get());
    }

    // Before the device goes

    /** True when the device must be released before it is given away; the first time only. */
    boolean mustRelease() {
        return !pin.isEmpty() && !parted;
    }

    /** chanio's own RELEASE, before it lets the device go. */
    Run release(long deadline) {
        parted = true;
        return new Run(RELEASE, pin, deadline, new LastRelease());
    }

    /** The device goes as it is; says so when it is reserved. */
    void keep(String why) {
        if (mustRelease()) {
            parted = true;
            warn(why);
        }
    }

    private void warn(String why) {
        LOGGER.log(
                Level.WARNING,
                "subchannel {0}: not released, the device stays reserved over path {1} and chanio remembers that: {2}",
                subchannel,
                pin,
                why);
    }

    private final class LastRelease implements Run.Listener {

        @Override
        public void started(long now) {}

        @Override
        public void ended(RunResult result, long now) {
            if (Execution.of(0, result) == Execution.DONE) {
                settle(PathMask.NONE);
            } else {
                warn(result.outcome().detail());
            }
        }
    }
}
