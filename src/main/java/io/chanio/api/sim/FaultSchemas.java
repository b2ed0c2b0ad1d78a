package io.chanio.api.sim;

import io.chanio.css.DeviceStatus;
import io.chanio.port.Errno;
import io.chanio.port.sim.Fault;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of requests as the OpenAPI document shows them; they are read by {@link FaultsBody}, never bound. */
final class FaultSchemas {

    private static final String MASK = "^0x[0-9a-fA-F]{2}$";
    private static final String SENSE = "^([0-9a-fA-F]{2}){1,32}$";

    private FaultSchemas() {}

    /** A script. */
    @Schema(
            name = "FaultScript",
            description =
                    "What the starts to come meet, one after the other: jobs, and whatever else chanio starts (SENSE "
                            + "after a unit check, a start made again). The same script, seed included, and the same starts are "
                            + "the same faults. Unknown members are refused.",
            requiredProperties = "steps",
            additionalProperties = Schema.False.class)
    record Script(
            @Schema(minItems = 1, maxItems = 256) List<Step> steps,

            @Schema(description = "Whether the first step follows the last.", defaultValue = "false") @Nullable
            Boolean repeat,

            @Schema(description = "Where the chance of perMille comes from.", defaultValue = "0") @Nullable
            Integer seed) {}

    /** A step. */
    @Schema(
            name = "FaultStep",
            description =
                    "A fault with the members that it has: REFUSE_START errno; DELAY delayMillis; UNIT_CHECK sense, "
                            + "senseDelivery; DEFER_CONDITION conditionCode, deviceStatus; PRESENT_UNSOLICITED deviceStatus, sense; "
                            + "OVERWRITE_INTERRUPTION and COALESCE_INTERRUPTION deviceStatus (of the status that comes instead); "
                            + "LOSE_PATHS paths; SPLIT_ENDING delayMillis between channel end and device end, 100 when absent.",
            requiredProperties = "fault",
            additionalProperties = Schema.False.class)
    record Step(
            FaultKind fault,

            @Schema(description = "For how many starts.", minimum = "1", maximum = "1000000", defaultValue = "1")
            @Nullable
            Integer times,

            @Schema(
                    description = "Of a thousand of them, how many meet it; the others go well.",
                    minimum = "0",
                    maximum = "1000",
                    defaultValue = "1000")
            @Nullable
            Integer perMille,

            @Nullable Errno errno,

            @Schema(
                    description = "How much longer the program takes, or the device.",
                    minimum = "0",
                    maximum = "3600000")
            @Nullable
            Integer delayMillis,

            @Schema(enumeration = {"STATUS_PENDING", "NOT_OPERATIONAL"}) @Nullable
            String conditionCode,

            @Nullable List<DeviceStatus.Bit> deviceStatus,

            @Schema(description = "Sense bytes, hexadecimal.", pattern = SENSE) @Nullable
            String sense,

            @Schema(description = "OWED leaves the sense data in the device, for a SENSE.")
            Fault.@Nullable SenseDelivery senseDelivery,

            @Schema(description = "Path 0 is 0x80.", pattern = MASK) @Nullable
            String paths) {}

    /** An action. */
    @Schema(
            name = "FaultAction",
            description =
                    "Something that happens at once: PRESENT_UNSOLICITED with deviceStatus and perhaps sense; "
                            + "LOSE_PATHS and RESTORE_PATHS with paths; IGNORE_HALTS and IGNORE_CLEARS with count; REMOVE_DEVICE "
                            + "takes the device away for good; REQUEST_DEVICE: the system wants it back; "
                            + "RESERVE_ELSEWHERE: another system reserves it, which a disk alone knows, until RELEASE_ELSEWHERE. Unknown members are refused.",
            requiredProperties = "action",
            additionalProperties = Schema.False.class)
    record Action(
            ActionKind action,
            @Nullable List<DeviceStatus.Bit> deviceStatus,

            @Schema(description = "Sense bytes, hexadecimal.", pattern = SENSE) @Nullable
            String sense,

            @Schema(description = "Path 0 is 0x80.", pattern = MASK) @Nullable
            String paths,

            @Schema(minimum = "1", maximum = "1000000") @Nullable
            Integer count) {}
}
