package io.chanio.port.sim;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;

/**
 * A device that knows SENSE ID, SENSE and NOP and rejects every other command.
 *
 * @see "SA22-7204 Common I/O-Device Commands"
 */
final class BareDevice implements Device {

    /** A virtio control unit: no disk, no tape, nothing that a driver of ours would want to use. */
    static final Octets DEFAULT_IDENTITY = Octets.of(0xFF, 0x38, 0x32, 0x04, 0x00, 0x00, 0x00);

    private static final int SENSE_LENGTH = 32;
    private static final int COMMAND_REJECT = 0x80;
    private static final int NO_OPERATION = 0x03;
    private static final int SENSE = 0x04;
    private static final int SENSE_ID = 0xE4;
    private static final int ENDED = 0x0C;
    private static final int UNIT_CHECK = 0x0E;

    private static final Octets NO_SENSE = Octets.zeros(SENSE_LENGTH);
    private static final Octets REJECTED = Octets.of(COMMAND_REJECT).concat(Octets.zeros(SENSE_LENGTH - 1));

    private final Octets identity;
    private Octets sense = NO_SENSE;

    BareDevice() {
        this(DEFAULT_IDENTITY);
    }

    /** @param identity what SENSE ID answers */
    BareDevice(Octets identity) {
        this.identity = identity;
    }

    @Override
    public void startChain(PathMask path) {}

    @Override
    public DeviceAnswer execute(DeviceCommand command) {
        return switch (command.code()) {
            case NO_OPERATION -> new DeviceAnswer(ENDED, Octets.EMPTY, 0);
            case SENSE -> new DeviceAnswer(ENDED, takeSense(), 0);
            case SENSE_ID -> new DeviceAnswer(ENDED, identity, 0);
            default -> {
                sense = REJECTED;
                yield new DeviceAnswer(UNIT_CHECK, Octets.EMPTY, 0);
            }
        };
    }

    @Override
    public Octets takeSense() {
        Octets owed = sense;
        sense = NO_SENSE;
        return owed;
    }
}
