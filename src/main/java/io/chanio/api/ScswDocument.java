package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.css.ActivityControl;
import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.FunctionControl;
import io.chanio.css.Scsw;
import io.chanio.css.StatusControl;
import io.chanio.css.SubchannelStatus;
import io.chanio.engine.GatheredStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A subchannel-status word as clients see it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "Scsw",
        description = "The decoded subchannel-status word. A member that means nothing in this state is absent.",
        requiredProperties = {"functionControl", "activityControl", "statusControl", "flags"})
record ScswDocument(
        @Schema(description = "The functions that the subchannel was asked for.")
        List<FunctionControl.Bit> functionControl,

        @Schema(description = "What is pending or active.") List<ActivityControl.Bit> activityControl,

        @Schema(description = "Which kinds of status are presented.")
        List<StatusControl.Bit> statusControl,

        @Schema(description = "The single bits that are one, of those that mean something in this state.")
        List<Scsw.Flag> flags,

        @Schema(description = "In a job: gathered over all interruptions of the program's start.")
        Optional<List<DeviceStatus.Bit>> deviceStatus,

        @Schema(description = "In a job: gathered over all interruptions of the program's start.")
        Optional<List<SubchannelStatus.Bit>> subchannelStatus,

        @Schema(
                description = "Bytes that the last CCW did not transfer; present only with primary status.",
                implementation = Integer.class)
        OptionalInt residualCount,

        @Schema(description = "0 to 3.", implementation = Integer.class)
        OptionalInt deferredConditionCode,

        @Schema(
                description = "Index of the last CCW that the channel used; present only with primary status.",
                implementation = Integer.class)
        OptionalInt stoppedAtCcw) {

    static ScswDocument of(Scsw scsw) {
        return of(scsw, scsw.deviceStatus(), scsw.subchannelStatus(), scsw.residualCount(), OptionalInt.empty());
    }

    /** With the status of the whole start in the place of the last interruption's alone. */
    static ScswDocument of(Scsw scsw, GatheredStatus gathered) {
        return of(
                scsw,
                scsw.deviceStatus().map(ignored -> gathered.deviceStatus()),
                scsw.subchannelStatus().map(ignored -> gathered.subchannelStatus()),
                gathered.residualCount(),
                gathered.stoppedAtCcw());
    }

    private static ScswDocument of(
            Scsw scsw,
            Optional<DeviceStatus> device,
            Optional<SubchannelStatus> subchannel,
            OptionalInt residualCount,
            OptionalInt stoppedAtCcw) {
        return new ScswDocument(
                List.copyOf(scsw.functionControl().names()),
                List.copyOf(scsw.activityControl().names()),
                List.copyOf(scsw.statusControl().names()),
                flagsOf(scsw),
                device.map(status -> List.copyOf(status.names())),
                subchannel.map(status -> List.copyOf(status.names())),
                residualCount,
                codeOf(scsw.deferredConditionCode()),
                stoppedAtCcw);
    }

    private static List<Scsw.Flag> flagsOf(Scsw scsw) {
        return Arrays.stream(Scsw.Flag.values())
                .filter(flag -> scsw.flag(flag).orElse(false))
                .toList();
    }

    private static OptionalInt codeOf(Optional<ConditionCode> code) {
        return code.isPresent() ? OptionalInt.of(code.get().code()) : OptionalInt.empty();
    }
}
