package io.chanio.port.sim.dasd;

import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.port.sim.Device;
import io.chanio.port.sim.DeviceAnswer;
import io.chanio.port.sim.DeviceCommand;
import io.chanio.port.sim.DeviceData;
import org.jspecify.annotations.Nullable;

/**
 * A disk behind its control unit: runs the rows of a table of commands, keeps what is remembered within a chain, and owes
 * sense data.
 *
 * <p>Threads: one at a time, the simulator's.
 *
 * @see "SA22-1025 3990/3390 reference, chapter 1, Channel Program Execution"
 */
final class Disk implements Device {

    private static final DeviceData NOTHING = new DeviceData.Made(Octets.EMPTY);

    private final Unit unit;
    private @Nullable CommandTable commands;

    private Disk(Unit unit) {
        this.unit = unit;
    }

    /** Opens the volume in {@code files} as a disk of this type behind this control unit. */
    static DasdOpening open(CkdGeometry geometry, DasdControlUnit controlUnit, DeviceNumber number, VolumeFiles files) {
        return switch (CkdImageOpening.of(files, geometry)) {
            case CkdImageOpening.Opened(CkdImage image) ->
                new DasdOpening.Opened(new Disk(new Unit(image, controlUnit, number)));
            case CkdImageOpening.Refused(String reason) -> new DasdOpening.Refused(reason);
        };
    }

    /** The table of the type of disk, and only once it is asked for: it is most of what a disk takes of the heap. */
    private CommandTable commands() {
        CommandTable known = commands;
        if (known == null) {
            known = switch (unit.geometry()) {
                case IBM_3390, IBM_3380 -> EckdDisk.commandsOf(unit);
                case IBM_3350 -> CkdDisk.commandsOf(unit);
            };
            commands = known;
        }
        return known;
    }

    @Override
    public void startChain(PathMask path) {
        unit.startChain(path);
    }

    @Override
    public DeviceAnswer execute(DeviceCommand deviceCommand) {
        Command command = Command.of(deviceCommand);
        if (isBusyFor(command)) {
            unit.allegiance().turnAway(unit.path());
            return new DeviceAnswer(Outcome.BUSY, NOTHING, 0);
        }
        if (deviceCommand.position().dataChained() && command.isControlOrSense()) {
            return checked(UnitCheck.INVALID_COMMAND, NOTHING, deviceCommand);
        }
        Chain chain = unit.chain();
        chain.begin(command);
        UnitCheck refusal = chain.refusal(command);
        if (refusal != null) {
            return checked(refusal, NOTHING, deviceCommand);
        }
        Outcome outcome = commands().run(command, chain);
        chain.end(command);
        boolean incomplete = chain.leavesDomainIncomplete(command);
        return switch (outcome) {
            case UnitCheck check -> checked(incomplete ? UnitCheck.INCOMPLETE_DOMAIN : check, NOTHING, deviceCommand);
            case Outcome.Failed(UnitCheck check, Octets data) ->
                checked(incomplete ? UnitCheck.INCOMPLETE_DOMAIN : check, new DeviceData.Made(data), deviceCommand);
            case Outcome.Ended ended ->
                incomplete
                        ? checked(UnitCheck.INCOMPLETE_DOMAIN, ended.data(), deviceCommand)
                        : new DeviceAnswer(ended.status(), ended.data(), ended.accepted());
        };
    }

    /** True for the first command of a chain over another path than the one that reserved the device, but for a few. */
    private boolean isBusyFor(Command command) {
        return unit.chain().isFirst()
                && unit.allegiance().of(unit.path()) == Allegiance.Standing.RESERVED_ELSEWHERE
                && !Codes.DESPITE_RESERVATION.contains(command.code());
    }

    /** Keeps the sense data. What a command brought along counts as taken, as in the reference data. */
    private DeviceAnswer checked(UnitCheck check, DeviceData data, DeviceCommand command) {
        unit.owe(check);
        int status = Outcome.CHANNEL_END_DEVICE_END | Outcome.UNIT_CHECK;
        return new DeviceAnswer(status, data, command.data().length());
    }

    @Override
    public Octets takeSense() {
        return unit.takeSense();
    }

    @Override
    public PathMask takeFreed() {
        return unit.allegiance().takeFreed();
    }

    @Override
    public void reserveElsewhere() {
        unit.allegiance().reserveElsewhere();
    }

    @Override
    public void releaseElsewhere() {
        unit.allegiance().releaseElsewhere();
    }

    @Override
    public void close() {
        unit.image().close();
    }
}
