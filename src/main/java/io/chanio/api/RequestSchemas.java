package io.chanio.api;

import io.chanio.program.CcwFlag;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of requests as the OpenAPI document shows them; they are read by {@link JobBody} and {@link BatchBody}, never bound. */
final class RequestSchemas {

    private RequestSchemas() {}

    /** A request to run a channel program. */
    @Schema(
            name = "JobRequest",
            description = "A channel program to run. Unknown members are refused.",
            requiredProperties = "program",
            additionalProperties = Schema.False.class)
    record JobRequest(
            ProgramRequest program,

            @Schema(
                    description = "From acceptance to the end, the time in the queue included; 30 s when absent.",
                    minimum = "1",
                    maximum = "3600000")
            @Nullable
            Integer timeoutMillis,

            @Schema(description = "For finding the job again.", minLength = 1, maxLength = 255) @Nullable
            String label) {}

    /** A request for several jobs. */
    @Schema(
            name = "BatchRequest",
            description = "What is to be run, on any subchannels. Unknown members are refused.",
            requiredProperties = "items",
            additionalProperties = Schema.False.class)
    record BatchRequest(
            @Schema(
                    description = "Those for one subchannel run in the order given here.",
                    minItems = 1,
                    maxItems = BatchBody.ITEMS_MAX)
            List<BatchItemRequest> items,

            @Schema(
                    description = "True: all are accepted or none. False: each is accepted or refused by itself.",
                    defaultValue = "true")
            @Nullable
            Boolean atomic) {}

    /** One item of a batch. */
    @Schema(
            name = "BatchItemRequest",
            description = "What the calls for one job take: a program, or an operation and its parameters.",
            requiredProperties = "subchannel",
            additionalProperties = Schema.False.class)
    record BatchItemRequest(
            @Schema(description = "The subchannel's number.", examples = "0.0.0120")
            String subchannel,

            @Schema(description = "Either this or operation.") @Nullable
            ProgramRequest program,

            @Schema(description = "An operation's name, either this or program.", examples = "sense-id") @Nullable
            String operation,

            @Schema(description = "The operation's; none when absent.") @Nullable
            OperationParameters parameters,

            @Schema(
                    description = "From acceptance to the end, the time in the queue included; 30 s when absent.",
                    minimum = "1",
                    maximum = "3600000")
            @Nullable
            Integer timeoutMillis,

            @Schema(description = "For finding the job again.", minLength = 1, maxLength = 255) @Nullable
            String label) {}

    /** A channel program. */
    @Schema(
            name = "Program",
            description = "Command chaining follows from the order: each CCW but the last is chained to the next.",
            requiredProperties = "ccws",
            additionalProperties = Schema.False.class)
    record ProgramRequest(
            @Schema(minItems = 1, maxItems = 255) List<CcwRequest> ccws,
            @Nullable OrbRequest orb) {}

    /** A CCW. */
    @Schema(
            name = "Ccw",
            description =
                    "One command. Read and sense take count; write and control take data, or a count alone (zeros "
                            + "are sent); TIC takes target. No addresses: chanio places the data.",
            requiredProperties = "command",
            additionalProperties = Schema.False.class)
    record CcwRequest(
            @Schema(
                    description = "0x and two hexadecimal digits, or a mnemonic of the device's class; see "
                            + "GET /api/v1/commands.",
                    examples = "READ_DATA")
            String command,

            @Schema(description = "What a write or control command sends, base64.", format = "byte") @Nullable
            String data,

            @Schema(description = "Bytes to read, or zeros to send.", minimum = "1", maximum = "65535") @Nullable
            Integer count,

            @Schema(description = "TIC: index of the CCW to go on with.", minimum = "0", maximum = "254") @Nullable
            Integer target,

            @Schema(
                    description = "SLI suppresses incorrect length, SKIP stores nothing, PCI interrupts on the way, "
                            + "CD chains data in the place of commands.")
            @Nullable
            List<CcwFlag> flags,

            @Schema(
                    description = "True: this CCW chains to nothing, though another follows in the list.",
                    defaultValue = "false")
            @Nullable
            Boolean end) {}

    /** What may be asked of the operation-request block. */
    @Schema(
            name = "Orb",
            description = "What may be asked of the operation-request block.",
            additionalProperties = Schema.False.class)
    record OrbRequest(
            @Schema(
                    description = "Format of the CCWs.",
                    enumeration = {"0", "1"},
                    defaultValue = "1")
            @Nullable
            Integer format,

            @Schema(description = "The paths that may be taken; all when absent.", pattern = "^0x[0-9a-fA-F]{2}$")
            @Nullable
            String lpm,

            @Schema(description = "The ORB's L bit: no incorrect length for immediate commands.", defaultValue = "true")
            @Nullable
            Boolean incorrectLengthSuppression) {}

    /** An operation's parameters. */
    @Schema(
            name = "OperationParameters",
            description = "The operation's parameters; GET /api/v1/operations has a JSON schema for each operation.",
            type = SchemaType.OBJECT,
            examples = "{\"cylinder\":0,\"head\":0}")
    interface OperationParameters {}
}
