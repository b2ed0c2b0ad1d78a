package io.chanio.api;

import io.chanio.control.Jobs;
import io.chanio.control.Subchannels;
import io.chanio.css.SubchannelId;
import io.chanio.engine.IdempotencyKey;
import io.chanio.program.ProgramDraft;
import io.chanio.program.ProgramFault;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Runs programs and operations on many subchannels. Parses, delegates, translates; decides nothing. */
@Path("/api/v1")
@Tag(name = "Jobs")
@Produces(MediaType.APPLICATION_JSON)
public class BatchesResource {

    private final Jobs jobs;
    private final Subchannels subchannels;

    BatchesResource(Jobs jobs, Subchannels subchannels) {
        this.jobs = jobs;
        this.subchannels = subchannels;
    }

    /** Not on the thread that serves other connections: a thousand programs take their time to be read. */
    @POST
    @Blocking
    @Path("/batches")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Run several programs and operations",
            description =
                    "With atomic, which is the default, all items are accepted or none: where one can't be, nothing"
                            + " is, and the answer is batch-refused, or, where coming again is all that is needed, queue-full,"
                            + " history-full, draining or ledger-unavailable; `refusals` says which items, and why each. Without,"
                            + " each item is accepted or refused by itself. A body that is not as documented is refused as a whole,"
                            + " with the faults of all items. What was accepted survives a restart, together, and ends as jobs"
                            + " that were asked for one by one do. Jobs for one subchannel run in the order of the items;"
                            + " they must fit its queue (queue.capacity), or they are never accepted together.")
    @Parameter(
            name = "Prefer",
            in = ParameterIn.HEADER,
            description = "wait=N waits up to N seconds (60 at most) for the end of all; respond-async is the default.",
            schema = @Schema(type = SchemaType.STRING, examples = "wait=10"))
    @Parameter(
            name = Idempotency.HEADER,
            in = ParameterIn.HEADER,
            description =
                    Idempotency.DESCRIPTION + " Each item has its own share of it: what was refused is asked anew.",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = Idempotency.KEY_MAX))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestSchemas.BatchRequest.class)))
    @APIResponse(
            responseCode = "200",
            description =
                    "No job is left to wait for: all ended, those that failed on the device too, or, without atomic,"
                            + " no item was accepted.",
            headers = {
                @Header(name = "Preference-Applied", schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Idempotency.REPLAYED,
                        description = "true when a job is that of an earlier request with this key.",
                        schema = @Schema(type = SchemaType.BOOLEAN))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BatchDocument.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted, or, without atomic, some of it: each item says whether it was.",
            headers =
                    @Header(
                            name = Idempotency.REPLAYED,
                            description = "true when a job is that of an earlier request with this key.",
                            schema = @Schema(type = SchemaType.BOOLEAN)),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BatchDocument.class)))
    public CompletionStage<Response> submitBatch(
            byte @Nullable [] body, @Context HttpHeaders headers, @Context UriInfo uri) {
        BatchBody batch = BatchBody.read(body, this::faultsOf);
        Preference preference = Preference.of(headers.getRequestHeader("Prefer"));
        Optional<IdempotencyKey> key = Idempotency.of(headers, uri, body);
        return new BatchAnswer(jobs, preference, uri).to(jobs.submit(batch.under(key), batch.atomicity()));
    }

    /** Whether a program fits a subchannel that is not there nobody can tell. */
    private List<ProgramFault> faultsOf(SubchannelId subchannel, ProgramDraft draft) {
        return subchannels
                .find(subchannel)
                .map(lane -> jobs.faultsOf(draft, lane))
                .orElse(List.of());
    }
}
