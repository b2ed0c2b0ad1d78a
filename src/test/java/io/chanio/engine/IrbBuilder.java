package io.chanio.engine;

import io.chanio.css.ActivityControl;
import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Esw;
import io.chanio.css.FunctionControl;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.Scsw;
import io.chanio.css.StatusControl;
import io.chanio.css.SubchannelStatus;
import java.util.Optional;

/** Builds IRBs from such as real hardware presents. */
final class IrbBuilder {

    private FunctionControl functions = FunctionControl.of(FunctionControl.Bit.START);
    private ActivityControl activity = ActivityControl.NONE;
    private StatusControl status =
            StatusControl.of(StatusControl.Bit.PRIMARY, StatusControl.Bit.SECONDARY, StatusControl.Bit.PENDING);
    private DeviceStatus device = DeviceStatus.of(DeviceStatus.Bit.CHANNEL_END, DeviceStatus.Bit.DEVICE_END);
    private SubchannelStatus subchannel = SubchannelStatus.NONE;
    private ConditionCode deferred = ConditionCode.ACCEPTED;
    private int residual;
    private int lastCcw;
    private PathMask path = PathMask.ofPath(0);
    private Optional<Octets> sense = Optional.empty();

    private IrbBuilder() {}

    /** Channel end and device end after the first CCW, all bytes transferred. */
    static IrbBuilder cleanEnd() {
        return new IrbBuilder();
    }

    /** The device was busy when its first command came. */
    static IrbBuilder busy() {
        return new IrbBuilder().device(DeviceStatus.Bit.BUSY).alert().atCcw(0);
    }

    /** Channel end alone; the device works on. */
    static IrbBuilder channelEnd() {
        return new IrbBuilder()
                .device(DeviceStatus.Bit.CHANNEL_END)
                .status(StatusControl.Bit.PRIMARY, StatusControl.Bit.PENDING)
                .activity(ActivityControl.Bit.DEVICE_ACTIVE);
    }

    /** Device end alone, after channel end. */
    static IrbBuilder deviceEnd() {
        return new IrbBuilder()
                .device(DeviceStatus.Bit.DEVICE_END)
                .status(StatusControl.Bit.SECONDARY, StatusControl.Bit.PENDING);
    }

    /** A program-controlled interruption of a program that goes on. */
    static IrbBuilder programControlled() {
        return new IrbBuilder()
                .device()
                .subchannel(SubchannelStatus.Bit.PROGRAM_CONTROLLED_INTERRUPTION)
                .status(StatusControl.Bit.INTERMEDIATE, StatusControl.Bit.PENDING)
                .activity(ActivityControl.Bit.SUBCHANNEL_ACTIVE, ActivityControl.Bit.DEVICE_ACTIVE);
    }

    /** A suspended program. */
    static IrbBuilder suspended() {
        return new IrbBuilder()
                .device()
                .status(StatusControl.Bit.INTERMEDIATE, StatusControl.Bit.PENDING)
                .activity(ActivityControl.Bit.SUSPENDED);
    }

    /** Status that no start asked for. */
    static IrbBuilder unsolicited(DeviceStatus.Bit... bits) {
        IrbBuilder built = new IrbBuilder().device(bits).status(StatusControl.Bit.ALERT, StatusControl.Bit.PENDING);
        built.functions = FunctionControl.NONE;
        return built;
    }

    /** The start was not executed: status was pending, or nothing was operational. */
    static IrbBuilder deferred(ConditionCode code, DeviceStatus.Bit... bits) {
        IrbBuilder built = new IrbBuilder().device(bits).status(StatusControl.Bit.ALERT, StatusControl.Bit.PENDING);
        built.deferred = code;
        return built;
    }

    static IrbBuilder haltEnded() {
        IrbBuilder built = new IrbBuilder().device().status(StatusControl.Bit.PENDING);
        built.functions = FunctionControl.of(FunctionControl.Bit.HALT);
        return built;
    }

    static IrbBuilder clearEnded() {
        IrbBuilder built = new IrbBuilder().device().status(StatusControl.Bit.PENDING);
        built.functions = FunctionControl.of(FunctionControl.Bit.CLEAR);
        return built;
    }

    IrbBuilder withUnitCheck() {
        device = device.or(DeviceStatus.of(DeviceStatus.Bit.UNIT_CHECK));
        return alert();
    }

    IrbBuilder with(DeviceStatus.Bit bit) {
        device = device.or(DeviceStatus.of(bit));
        return alert();
    }

    IrbBuilder with(SubchannelStatus.Bit bit) {
        subchannel = subchannel.or(SubchannelStatus.of(bit));
        return alert();
    }

    IrbBuilder withSense(Octets bytes) {
        sense = Optional.of(bytes);
        return this;
    }

    IrbBuilder withResidual(int bytes) {
        residual = bytes;
        return this;
    }

    IrbBuilder onPath(PathMask used) {
        path = used;
        return this;
    }

    /** The last CCW that the channel used. */
    IrbBuilder atCcw(int index) {
        lastCcw = index;
        return this;
    }

    Irb build() {
        Scsw scsw = Scsw.IDLE
                .withFunctionControl(functions)
                .withActivityControl(activity)
                .withStatusControl(status)
                .withDeferredConditionCode(deferred)
                .withProgramAddress(ScriptedPort.ARENA_ADDRESS + (lastCcw + 1) * 8)
                .withUnitStatus(device, subchannel, residual);
        return sense.map(bytes -> Irb.withConcurrentSense(scsw, path, bytes))
                .orElseGet(() -> Irb.of(scsw, Esw.ofFormat1(path, new io.chanio.css.Erw(0))));
    }

    private IrbBuilder alert() {
        status = status.or(StatusControl.of(StatusControl.Bit.ALERT));
        return this;
    }

    private IrbBuilder device(DeviceStatus.Bit... bits) {
        device = DeviceStatus.of(bits);
        return this;
    }

    private IrbBuilder subchannel(SubchannelStatus.Bit... bits) {
        subchannel = SubchannelStatus.of(bits);
        return this;
    }

    private IrbBuilder status(StatusControl.Bit... bits) {
        status = StatusControl.of(bits);
        return this;
    }

    private IrbBuilder activity(ActivityControl.Bit... bits) {
        activity = ActivityControl.of(bits);
        return this;
    }
}
