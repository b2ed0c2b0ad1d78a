package io.chanio.port.sim.console;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.port.sim.Device;
import io.chanio.port.sim.DeviceAnswer;
import io.chanio.port.sim.DeviceCommand;
import io.chanio.port.sim.DeviceCommandTable;
import io.chanio.port.sim.console.Operator.Carriage;
import org.jspecify.annotations.Nullable;

/**
 * A 3215 console: a printer, a keyboard and a bell, and one sense byte.
 *
 * <p>A real one keeps the channel program until the operator has typed; this one takes what was typed before, and asks for
 * intervention where nothing was.
 *
 * <p>Threads: one at a time, the simulator's.
 *
 * @see "linux drivers/s390/char/con3215.c"
 */
public final class Console3215 implements Device {

    static final Octets IDENTITY = Octets.of(0xFF, 0x32, 0x15, 0x00, 0x32, 0x15, 0x00);

    private static final int WRITE = 0x01;
    private static final int NO_OPERATION = 0x03;
    private static final int SENSE = 0x04;
    private static final int WRITE_AUTO_CARRIER_RETURN = 0x09;
    private static final int READ_INQUIRY = 0x0A;
    private static final int ALARM = 0x0B;
    private static final int SENSE_ID = 0xE4;

    private static final int ENDED = 0x0C;
    private static final Octets NO_SENSE = Octets.of(0);

    /** The ways in which the console refuses a command. */
    private enum Check {
        COMMAND_REJECT(0x0E, 0x80),
        /** Found before the command begins: neither channel end nor device end. */
        INTERVENTION_REQUIRED(0x02, 0x40);

        private final int unitStatus;
        private final int sense;

        Check(int unitStatus, int sense) {
            this.unitStatus = unitStatus;
            this.sense = sense;
        }
    }

    private final Operator operator;
    private final DeviceCommandTable<DeviceCommand, Operator, DeviceAnswer> commands;
    private Octets sense = NO_SENSE;

    public Console3215(Operator operator) {
        this.operator = operator;
        this.commands = new DeviceCommandTable<DeviceCommand, Operator, DeviceAnswer>(
                        DeviceCommand::code, command -> refused(Check.COMMAND_REJECT))
                .on(SENSE, command -> offered(takeSense()))
                .on(SENSE_ID, command -> offered(IDENTITY))
                .on(NO_OPERATION, command -> taken(0), this::attended)
                .on(WRITE, command -> print(command, Carriage.STAYS), this::attended)
                .on(WRITE_AUTO_CARRIER_RETURN, command -> print(command, Carriage.RETURNS), this::attended)
                .on(READ_INQUIRY, command -> offered(operator.takeLine()), this::attended, this::typed)
                .on(ALARM, command -> ring(), this::attended);
    }

    @Override
    public void startChain(PathMask path) {}

    @Override
    public DeviceAnswer execute(DeviceCommand command) {
        return commands.run(command, operator);
    }

    @Override
    public Octets takeSense() {
        Octets owed = sense;
        sense = NO_SENSE;
        return owed;
    }

    private @Nullable DeviceAnswer attended(Operator who, DeviceCommand command) {
        return who.isPresent() ? null : refused(Check.INTERVENTION_REQUIRED);
    }

    private @Nullable DeviceAnswer typed(Operator who, DeviceCommand command) {
        return who.hasTyped() ? null : refused(Check.INTERVENTION_REQUIRED);
    }

    private DeviceAnswer print(DeviceCommand command, Carriage carriage) {
        operator.read(command.data(), carriage);
        return taken(command.data().length());
    }

    private DeviceAnswer ring() {
        operator.hearAlarm();
        return taken(0);
    }

    private DeviceAnswer refused(Check check) {
        sense = Octets.of(check.sense);
        return new DeviceAnswer(check.unitStatus, Octets.EMPTY, 0);
    }

    private static DeviceAnswer offered(Octets data) {
        return new DeviceAnswer(ENDED, data, 0);
    }

    private static DeviceAnswer taken(int bytes) {
        return new DeviceAnswer(ENDED, Octets.EMPTY, bytes);
    }
}
