package io.chanio.api;

import io.chanio.api.request.Parameters;
import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import io.chanio.control.Subchannels;
import io.chanio.css.SubchannelId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the interface documents and this version does not have: silence would mislead. */
@Path("/api/v1")
@APIResponse(
        responseCode = "501",
        description = "not-implemented.",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(ref = "#/components/schemas/Problem")))
@Tag(name = "Not yet")
public class NotYet {

    private final Subchannels subchannels;

    NotYet(Subchannels subchannels) {
        this.subchannels = subchannels;
    }

    @POST
    @Path("/subchannels/{id}/halt")
    @Operation(summary = "Halt the subchannel", description = "Not yet: answers 501 not-implemented.")
    public Response haltSubchannel(@PathParam("id") String id) {
        throw ofSubchannel("HALT SUBCHANNEL", id);
    }

    @POST
    @Path("/subchannels/{id}/clear")
    @Operation(summary = "Clear the subchannel", description = "Not yet: answers 501 not-implemented.")
    public Response clearSubchannel(@PathParam("id") String id) {
        throw ofSubchannel("CLEAR SUBCHANNEL", id);
    }

    @POST
    @Path("/subchannels/{id}/reset")
    @Operation(summary = "Reset the subchannel", description = "Not yet: answers 501 not-implemented.")
    public Response resetSubchannel(@PathParam("id") String id) {
        throw ofSubchannel("reset", id);
    }

    @POST
    @Path("/subchannels/{id}/release-quarantine")
    @Operation(
            summary = "Release the subchannel from quarantine",
            description = "Not yet: answers 501 not-implemented.")
    public Response releaseQuarantine(@PathParam("id") String id) {
        throw ofSubchannel("release from quarantine", id);
    }

    @POST
    @Path("/batches")
    @Operation(summary = "Submit jobs together", description = "Not yet: answers 501 not-implemented.")
    public Response submitBatch() {
        throw refusal("batches of jobs");
    }

    @GET
    @Path("/events")
    @Operation(summary = "Stream events", description = "Not yet: answers 501 not-implemented.")
    public Response streamEvents() {
        throw refusal("event streams");
    }

    /** A key that is not honoured would let a client believe that repeating its request is safe. */
    static void refuseIdempotencyKey(HttpHeaders headers) {
        if (!headers.getRequestHeader(Idempotency.HEADER).isEmpty()) {
            throw refusal(Idempotency.HEADER + " headers");
        }
    }

    private Refusal ofSubchannel(String what, String id) {
        SubchannelId subchannel = Parameters.subchannel(id);
        return subchannels.find(subchannel).isEmpty() ? Answers.noSubchannel(subchannel) : refusal(what);
    }

    private static Refusal refusal(String what) {
        return new Refusal(ProblemType.NOT_IMPLEMENTED, "this version of chanio has no " + what + " yet");
    }
}
