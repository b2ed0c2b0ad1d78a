package io.chanio.engine;

import io.chanio.css.DeviceStatus;
import io.chanio.css.SubchannelStatus;
import io.chanio.engine.Outcome.Kind;
import io.chanio.program.Effect;

/** How a program's gathered status becomes an outcome, and an outcome a job's state. */
final class Judgement {

    private static final SubchannelStatus NO_CHANNEL_ERROR = SubchannelStatus.of(
            SubchannelStatus.Bit.PROGRAM_CONTROLLED_INTERRUPTION, SubchannelStatus.Bit.INCORRECT_LENGTH);
    private static final Outcome COMPLETED = Outcome.of(Kind.COMPLETED, "channel end and device end");

    private Judgement() {}

    /** The first kind that holds, in the order of {@link Kind}. */
    static Outcome of(GatheredStatus status) {
        DeviceStatus device = status.deviceStatus();
        SubchannelStatus subchannel = status.subchannelStatus();
        SubchannelStatus errors = subchannel.without(NO_CHANNEL_ERROR);
        if (!errors.isZero()) {
            return Outcome.of(Kind.CHANNEL_ERROR, "subchannel status " + errors + at(status));
        }
        if (device.unitCheck()) {
            return Outcome.of(Kind.UNIT_CHECK, "device status " + device + at(status) + ": see the sense data");
        }
        if (device.busy()) {
            return Outcome.of(Kind.DEVICE_BUSY, "device status " + device + ": the device takes no command now");
        }
        if (device.unitException()) {
            return Outcome.of(Kind.UNIT_EXCEPTION, "device status " + device + at(status));
        }
        if (subchannel.incorrectLength()) {
            return Outcome.of(Kind.INCORRECT_LENGTH, "the count does not fit what the device transfers" + at(status));
        }
        return device.channelEnd() && device.deviceEnd() ? COMPLETED : withoutEnd(device);
    }

    /** True when another program may fare better than one with this result. */
    static boolean leavesRoom(RunResult result) {
        return result.end().known()
                && switch (result.outcome().kind()) {
                    case PATH_NOT_OPERATIONAL,
                            PROGRAM_REFUSED,
                            START_FAILED,
                            OPERATION_FAILED,
                            CHANNEL_ERROR,
                            UNIT_CHECK,
                            DEVICE_BUSY,
                            UNIT_EXCEPTION,
                            INCORRECT_LENGTH,
                            COMPLETED -> true;
                    case DEVICE_NOT_OPERATIONAL,
                            DEVICE_REMOVED,
                            TIMED_OUT,
                            CANCELLED,
                            STATUS_LOST,
                            SERVICE_RESTARTED,
                            SUBCHANNEL_QUARANTINED -> false;
                };
    }

    /** @param end what is known about the end of what was started */
    static JobState stateOf(Kind kind, ProgramEnd end, Effect effect) {
        return switch (kind) {
            case COMPLETED -> JobState.SUCCEEDED;
            case CANCELLED -> end.known() ? JobState.CANCELLED : unlessChanged(effect);
            case TIMED_OUT, DEVICE_REMOVED -> end == ProgramEnd.NEVER_RAN ? JobState.FAILED : unlessChanged(effect);
            case STATUS_LOST, SERVICE_RESTARTED -> JobState.INDETERMINATE;
            case DEVICE_NOT_OPERATIONAL,
                    PATH_NOT_OPERATIONAL,
                    PROGRAM_REFUSED,
                    START_FAILED,
                    SUBCHANNEL_QUARANTINED,
                    OPERATION_FAILED,
                    CHANNEL_ERROR,
                    UNIT_CHECK,
                    DEVICE_BUSY,
                    UNIT_EXCEPTION,
                    INCORRECT_LENGTH -> end.known() ? JobState.FAILED : unlessChanged(effect);
        };
    }

    private static JobState unlessChanged(Effect effect) {
        return effect.mayChangeDevice() ? JobState.INDETERMINATE : JobState.FAILED;
    }

    private static Outcome withoutEnd(DeviceStatus device) {
        return Outcome.of(Kind.STATUS_LOST, "the program ended without channel end and device end: " + device);
    }

    private static String at(GatheredStatus status) {
        return status.stoppedAtCcw().isPresent()
                ? " at CCW " + status.stoppedAtCcw().getAsInt()
                : "";
    }
}
