package io.chanio.api;

import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

    @POST
    @Path("/batches")
    @Operation(summary = "Submit jobs together", description = "Not yet: answers 501 not-implemented.")
    public Response submitBatch() {
        throw refusal("batches of jobs");
    }

    private static Refusal refusal(String what) {
        return new Refusal(ProblemType.NOT_IMPLEMENTED, "this version of chanio has no " + what + " yet");
    }
}
