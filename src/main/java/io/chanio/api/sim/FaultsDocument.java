package io.chanio.api.sim;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.css.DeviceStatus;
import io.chanio.css.SubchannelId;
import io.chanio.port.sim.Fault;
import io.chanio.port.sim.FaultScript;
import io.chanio.port.sim.FaultScript.AtEnd;
import io.chanio.port.sim.FaultsTurn;
import io.chanio.port.sim.FaultsView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is arranged for a simulated subchannel, and what became of it, as clients see it. */
@Schema(
        name = "SimulatedFaults",
        description = "What is arranged for a simulated subchannel, and what became of it.",
        requiredProperties = {
            "subchannel",
            "starts",
            "violations",
            "outstanding",
            "script",
            "ignoredHalts",
            "ignoredClears",
            "concurrentSense",
            "pathsInstalled",
            "pathsAvailable",
            "deviceRemoved",
            "singleStep"
        })
record FaultsDocument(
        @Schema(examples = "0.0.0120") String subchannel,

        @Schema(description = "STARTs that reached the driver while it was idle, refused ones included.")
        int starts,

        @Schema(description = "STARTs after a halt or clear whose IRB was not read yet: a mistake of the user's.")
        int violations,

        @Schema(description = "Starts up to the end of the script; with repeat, up to its next beginning.")
        int outstanding,

        @Schema(implementation = FaultSchemas.Script.class) ScriptDocument script,

        @Schema(description = "HALTs that will still be accepted and never completed.")
        int ignoredHalts,

        @Schema(description = "CLEARs that will still be accepted and never completed.")
        int ignoredClears,

        boolean concurrentSense,
        @Schema(examples = "0xc0") String pathsInstalled,
        @Schema(examples = "0x80") String pathsAvailable,
        boolean deviceRemoved,

        @Schema(description = "Whether the subchannel takes no turn by itself.")
        boolean singleStep) {

    static FaultsDocument of(SubchannelId subchannel, FaultsView view) {
        return new FaultsDocument(
                subchannel.toString(),
                view.starts(),
                view.violations(),
                view.outstanding(),
                ScriptDocument.of(view.script()),
                view.ignoredHalts(),
                view.ignoredClears(),
                view.concurrentSense(),
                view.pathsInstalled().toString(),
                view.pathsAvailable().toString(),
                view.deviceRemoved(),
                view.singleStep());
    }

    /** The script as it was put. */
    record ScriptDocument(List<StepDocument> steps, boolean repeat, int seed) {

        static ScriptDocument of(FaultScript script) {
            return new ScriptDocument(
                    script.steps().stream().map(StepDocument::of).toList(),
                    script.atEnd() == AtEnd.REPEAT,
                    script.seed());
        }
    }

    /** A step, with the members that its fault has. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record StepDocument(
            FaultKind fault,
            int times,
            int perMille,
            @JsonAnyGetter Map<String, Object> members) {

        static StepDocument of(FaultScript.Step step) {
            Described described = Described.of(step.fault());
            return new StepDocument(described.kind(), step.times(), step.perMille(), described.members());
        }
    }

    /** What one turn did. */
    @Schema(name = "SimulatedTurn", description = "What the subchannel did.", requiredProperties = "turn")
    record TurnDocument(
            @Schema(
                    description =
                            "NOTHING: there was nothing to do; FAULT: what the script has for this start, before its "
                                    + "first command; COMMANDS: one command with its data chain; SUSPENSION, ENDING, "
                                    + "DEVICE_END, HALT, CLEAR: that was presented.")
            FaultsTurn turn) {}

    /** A fault by its name and members. */
    private record Described(FaultKind kind, Map<String, Object> members) {

        static Described of(Fault fault) {
            return switch (fault) {
                case Fault.None ignored -> bare(FaultKind.NONE);
                case Fault.RefuseStart(var errno) ->
                    bare(FaultKind.REFUSE_START).with("errno", errno);
                case Fault.Delay(var by) -> bare(FaultKind.DELAY).with(FaultKind.DELAY_MILLIS, by.toMillis());
                case Fault.UnitCheck(var sense, var delivery) ->
                    bare(FaultKind.UNIT_CHECK)
                            .with(Values.SENSE, sense.toHex())
                            .with(FaultKind.SENSE_DELIVERY, delivery);
                case Fault.DeferCondition(var code, var status) ->
                    bare(FaultKind.DEFER_CONDITION)
                            .with(FaultKind.CONDITION_CODE, code)
                            .with(Values.DEVICE_STATUS, status.names());
                case Fault.NeverEnd ignored -> bare(FaultKind.NEVER_END);
                case Fault.Suspend ignored -> bare(FaultKind.SUSPEND);
                case Fault.PresentUnsolicited(var status, var sense) ->
                    sense.isEmpty() ? unsolicited(status) : unsolicited(status).with(Values.SENSE, sense.toHex());
                case Fault.LosePaths(var paths) -> bare(FaultKind.LOSE_PATHS).with(Values.PATHS, paths.toString());
                case Fault.RemoveDevice ignored -> bare(FaultKind.REMOVE_DEVICE);
                case Fault.LoseInterruption ignored -> bare(FaultKind.LOSE_INTERRUPTION);
                case Fault.OverwriteInterruption(var by) ->
                    bare(FaultKind.OVERWRITE_INTERRUPTION).with(Values.DEVICE_STATUS, by.names());
                case Fault.CoalesceInterruption(var with) ->
                    bare(FaultKind.COALESCE_INTERRUPTION).with(Values.DEVICE_STATUS, with.names());
                case Fault.DoubleInterruption ignored -> bare(FaultKind.DOUBLE_INTERRUPTION);
                case Fault.SplitEnding(var apart) ->
                    bare(FaultKind.SPLIT_ENDING).with(FaultKind.DELAY_MILLIS, apart.toMillis());
            };
        }

        private static Described unsolicited(DeviceStatus status) {
            return bare(FaultKind.PRESENT_UNSOLICITED).with(Values.DEVICE_STATUS, status.names());
        }

        private static Described bare(FaultKind kind) {
            return new Described(kind, Map.of());
        }

        private Described with(String member, Object value) {
            Map<String, Object> more = new LinkedHashMap<>(members);
            more.put(member, value);
            return new Described(kind, more);
        }
    }
}
