package io.chanio.port.sim;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.port.sim.ChannelInterpreter.SenseMode;
import io.chanio.port.sim.Fault.SenseDelivery;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a device and, once it is told to, answers the next command with a unit check in its place.
 *
 * <p>Threads: under the lock of its subchannel.
 */
final class FailingDevice implements Device {

    private static final int NO_OPERATION = 0x03;
    private static final int SENSE = 0x04;
    private static final int ENDED = 0x0C;
    private static final int UNIT_CHECK = 0x0E;

    private final Device device;
    private @Nullable Octets arranged;
    private @Nullable Octets owed;

    FailingDevice(Device device) {
        this.device = device;
    }

    /**
     * What the first command of the next program meets.
     *
     * @return how the sense data of its unit checks come
     */
    SenseMode arrange(Fault fault, SenseMode usual) {
        if (fault instanceof Fault.UnitCheck(Octets sense, SenseDelivery delivery)) {
            arranged = sense;
            return delivery == SenseDelivery.OWED ? SenseMode.OWED : usual;
        }
        arranged = null;
        return usual;
    }

    @Override
    public void startChain(PathMask path) {
        device.startChain(path);
    }

    @Override
    public DeviceAnswer execute(DeviceCommand command) {
        Octets sense = arranged;
        if (sense != null) {
            arranged = null;
            owed = sense;
            return new DeviceAnswer(UNIT_CHECK, Octets.EMPTY, 0);
        }
        if (owed != null && command.code() == SENSE) {
            return new DeviceAnswer(ENDED, takeSense(), 0);
        }
        if (command.code() != NO_OPERATION) {
            owed = null;
        }
        return device.execute(command);
    }

    @Override
    public Octets takeSense() {
        Octets sense = owed;
        owed = null;
        return sense == null ? device.takeSense() : sense;
    }

    @Override
    public PathMask takeFreed() {
        return device.takeFreed();
    }

    @Override
    public void reserveElsewhere() {
        device.reserveElsewhere();
    }

    @Override
    public void releaseElsewhere() {
        device.releaseElsewhere();
    }

    @Override
    public void close() {
        device.close();
    }
}
