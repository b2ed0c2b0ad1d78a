package io.chanio.port.sim.dasd;

import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.port.sim.Device;
import io.chanio.port.sim.DeviceAnswer;
import io.chanio.port.sim.DeviceCommand;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A 3390 or 3380 behind its control unit: a table of commands over one volume, and the sense data that is owed.
 *
 * <p>Threads: one at a time, the simulator's.
 *
 * @see "SA22-1025 3990/3390 reference"
 */
final class EckdDevice implements Device {

    private final CkdImage image;
    private final Unit unit;
    private final SenseBytes senseBytes;
    private final Map<Integer, Handler> table = new HashMap<>();
    private @Nullable Octets owedSense;

    EckdDevice(CkdImage image, DasdControlUnit controlUnit, DeviceNumber number) {
        this.image = image;
        this.unit = new Unit(image, controlUnit);
        this.senseBytes = new SenseBytes(image, number);
        EckdIdentity identity = new EckdIdentity(image, controlUnit, number);
        SubsystemFunction function = new SubsystemFunction(unit, identity);
        function.register(table);
        new ControlCommands(unit, identity, this::takeSense).register(table);
        new PositioningCommands(unit).register(table);
        new SearchCommands(unit).register(table);
        new ReadCommands(unit).register(table);
        new TrackReadCommands(unit).register(table);
        new DomainCommands(unit, function).register(table);
        new WriteCommands(unit).register(table);
    }

    /** Opens the volume in {@code files} as a disk of this type behind this control unit. */
    static DasdOpening open(CkdGeometry geometry, DasdControlUnit controlUnit, DeviceNumber number, VolumeFiles files) {
        return switch (CkdImageOpening.of(files, geometry)) {
            case CkdImageOpening.Opened(CkdImage opened) ->
                new DasdOpening.Opened(new EckdDevice(opened, controlUnit, number));
            case CkdImageOpening.Refused(String reason) -> new DasdOpening.Refused(reason);
        };
    }

    @Override
    public void startChain() {
        unit.startChain();
    }

    @Override
    public DeviceAnswer execute(DeviceCommand deviceCommand) {
        Command command = Command.of(deviceCommand);
        Chain chain = unit.chain();
        chain.begin(command);
        UnitCheck refusal = chain.refusal(command);
        if (refusal != null) {
            return checked(refusal, Octets.EMPTY, deviceCommand);
        }
        Handler handler = table.get(command.code());
        Outcome outcome = handler == null ? UnitCheck.INVALID_COMMAND : handler.run(command);
        chain.end(command);
        boolean incomplete = chain.leavesDomainIncomplete(command);
        return switch (outcome) {
            case UnitCheck check ->
                checked(incomplete ? UnitCheck.INCOMPLETE_DOMAIN : check, Octets.EMPTY, deviceCommand);
            case Outcome.Ended ended ->
                incomplete
                        ? checked(UnitCheck.INCOMPLETE_DOMAIN, ended.data(), deviceCommand)
                        : new DeviceAnswer(ended.status(), ended.data(), ended.accepted());
        };
    }

    /** Keeps the sense data. What a command brought along counts as taken, as in the reference data. */
    private DeviceAnswer checked(UnitCheck check, Octets data, DeviceCommand command) {
        owedSense = senseBytes.of(check, unit.cursor().address());
        int status = Outcome.CHANNEL_END_DEVICE_END | Outcome.UNIT_CHECK;
        return new DeviceAnswer(status, data, command.data().length());
    }

    @Override
    public Octets takeSense() {
        Octets owed = owedSense;
        owedSense = null;
        return owed != null ? owed : senseBytes.ofNone(unit.cursor().address());
    }

    @Override
    public void close() {
        image.close();
    }
}
