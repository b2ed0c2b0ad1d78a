package io.chanio.port.sim;

import io.chanio.css.ActivityControl;
import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.FunctionControl;
import io.chanio.css.Scsw;
import io.chanio.css.StatusControl;
import io.chanio.css.SubchannelStatus;
import org.jspecify.annotations.Nullable;

/**
 * The SCSWs that a simulated subchannel presents, bit for bit as the real driver was seen to hand them on.
 *
 * @see "SA22-7832 Principles of Operation, ch. 16, Subchannel-Status Word"
 */
final class Scsws {

    /** Where stale status points to: a host address, which means nothing to a user. */
    static final int HOST_ADDRESS = 0x3C7A_9D78;

    /** What the probing by the operating system left: the status of its last program. */
    static final Scsw PROBED = new Scsw(0x00C0_0000, HOST_ADDRESS, 0x0C00_0010);

    static final FunctionControl START = FunctionControl.of(FunctionControl.Bit.START);
    static final FunctionControl HALT = FunctionControl.of(FunctionControl.Bit.HALT);
    static final FunctionControl CLEAR = FunctionControl.of(FunctionControl.Bit.CLEAR);

    static final ActivityControl NO_ACTIVITY = ActivityControl.of();
    static final ActivityControl START_PENDING = ActivityControl.of(ActivityControl.Bit.START_PENDING);
    static final ActivityControl HALT_PENDING = ActivityControl.of(ActivityControl.Bit.HALT_PENDING);
    static final ActivityControl CLEAR_PENDING = ActivityControl.of(ActivityControl.Bit.CLEAR_PENDING);
    static final ActivityControl SUSPENDED = ActivityControl.of(ActivityControl.Bit.SUSPENDED);
    static final ActivityControl ACTIVE =
            ActivityControl.of(ActivityControl.Bit.SUBCHANNEL_ACTIVE, ActivityControl.Bit.DEVICE_ACTIVE);

    private static final ActivityControl DEVICE_ACTIVE = ActivityControl.of(ActivityControl.Bit.DEVICE_ACTIVE);
    private static final StatusControl PENDING = StatusControl.of(StatusControl.Bit.PENDING);
    private static final StatusControl ALERT = PENDING.or(StatusControl.of(StatusControl.Bit.ALERT));
    private static final StatusControl INTERMEDIATE = PENDING.or(StatusControl.of(StatusControl.Bit.INTERMEDIATE));
    private static final StatusControl PRIMARY = PENDING.or(StatusControl.of(StatusControl.Bit.PRIMARY));
    private static final StatusControl SECONDARY = PENDING.or(StatusControl.of(StatusControl.Bit.SECONDARY));
    private static final StatusControl FINAL = PRIMARY.or(SECONDARY);

    /** Key, S, F, P, I, A and U: what stays of a start once its status was taken. */
    private static final int COPIED_FROM_ORB = 0xF8F8_0000;

    private static final DeviceStatus CHANNEL_END = DeviceStatus.of(DeviceStatus.Bit.CHANNEL_END);
    private static final DeviceStatus DEVICE_END = DeviceStatus.of(DeviceStatus.Bit.DEVICE_END);

    private Scsws() {}

    /** Primary and secondary status at once. */
    static Scsw ended(Scsw running, ChannelResult result) {
        return withResult(running, result)
                .withActivityControl(NO_ACTIVITY)
                .withStatusControl(result.unusual() ? FINAL.or(ALERT) : FINAL);
    }

    /** The first of two endings: channel end, while the device is still at work. */
    static Scsw channelEnd(Scsw running, ChannelResult result) {
        DeviceStatus status =
                new DeviceStatus(result.unitStatus()).without(DEVICE_END).or(CHANNEL_END);
        return withResult(running, result)
                .withUnitStatus(status, new SubchannelStatus(result.subchannelStatus()), result.residual())
                .withActivityControl(DEVICE_ACTIVE)
                .withStatusControl(result.unusual() ? PRIMARY.or(ALERT) : PRIMARY);
    }

    /** The second of two endings: device end, without residual and CCW address. */
    static Scsw deviceEnd(Scsw running) {
        return running.withProgramAddress(0)
                .withUnitStatus(DEVICE_END, SubchannelStatus.NONE, 0)
                .withActivityControl(NO_ACTIVITY)
                .withStatusControl(SECONDARY);
    }

    static Scsw suspended(Scsw running, ChannelResult result) {
        return running.withProgramAddress(result.programAddress())
                .withUnitStatus(DeviceStatus.NONE, SubchannelStatus.NONE, result.residual())
                .withActivityControl(SUSPENDED)
                .withStatusControl(INTERMEDIATE);
    }

    /** A start that was never executed. */
    static Scsw deferred(Scsw running, ConditionCode code, DeviceStatus status) {
        Scsw never = running.withUnitStatus(status, SubchannelStatus.NONE, 0)
                .withActivityControl(NO_ACTIVITY)
                .withStatusControl(FINAL.or(ALERT))
                .withDeferredConditionCode(code);
        return code == ConditionCode.NOT_OPERATIONAL ? never.with(Scsw.Flag.PATH_NOT_OPERATIONAL) : never;
    }

    /** Status that no start asked for. */
    static Scsw unsolicited(Scsw now, DeviceStatus status) {
        return now.withUnitStatus(status, SubchannelStatus.NONE, 0).withStatusControl(ALERT);
    }

    /**
     * The halt of whatever the subchannel does.
     *
     * @param program where the program stands; null when there is none
     */
    static Scsw halted(Scsw now, @Nullable ChannelResult program) {
        if (program == null) {
            return haltedIdle(now);
        }
        return now.activityControl().startPending()
                ? haltedPending(now, program.programAddress())
                : haltedRunning(now, program.programAddress());
    }

    /** The halt of an idle subchannel: the status is that of whatever came before. */
    private static Scsw haltedIdle(Scsw idle) {
        return idle.withProgramAddress(HOST_ADDRESS)
                .withFunctionControl(HALT)
                .withActivityControl(NO_ACTIVITY)
                .withStatusControl(PENDING);
    }

    /** The halt of a program that was at work, or suspended. */
    private static Scsw haltedRunning(Scsw running, int programAddress) {
        return running.withProgramAddress(programAddress)
                .withUnitStatus(DeviceStatus.NONE, SubchannelStatus.NONE, 0)
                .withFunctionControl(HALT)
                .withActivityControl(NO_ACTIVITY)
                .withStatusControl(PENDING);
    }

    /** The halt of a start that had not begun: it says so by deferred condition code 1. */
    private static Scsw haltedPending(Scsw running, int programAddress) {
        return haltedRunning(running, programAddress)
                .withFunctionControl(START.or(HALT))
                .withDeferredConditionCode(ConditionCode.STATUS_PENDING);
    }

    static Scsw cleared() {
        return Scsw.IDLE.withFunctionControl(CLEAR).withStatusControl(PENDING);
    }

    /** What is left in the subchannel once the driver took the status: functions, activity, status control are zero. */
    static Scsw taken(Scsw presented) {
        return new Scsw(presented.control() & COPIED_FROM_ORB, presented.programAddress(), presented.statusAndCount());
    }

    private static Scsw withResult(Scsw running, ChannelResult result) {
        Scsw status = running.withProgramAddress(result.programAddress())
                .withUnitStatus(
                        new DeviceStatus(result.unitStatus()),
                        new SubchannelStatus(result.subchannelStatus()),
                        result.residual());
        boolean zero = result.initialStatus() && Scsw.Flag.INITIAL_STATUS_INTERRUPTION.isOneIn(running.control());
        return zero ? status.with(Scsw.Flag.ZERO_CONDITION_CODE) : status;
    }
}
