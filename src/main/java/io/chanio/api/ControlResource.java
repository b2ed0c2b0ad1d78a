package io.chanio.api;

import io.chanio.api.request.Parameters;
import io.chanio.control.JobTerms;
import io.chanio.control.Jobs;
import io.chanio.control.Subchannels;
import io.chanio.css.SubchannelId;
import io.chanio.engine.ControlFunction;
import io.chanio.engine.IdempotencyKey;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Does to subchannels what is no program. Parses, delegates, translates; decides nothing. */
@Path("/api/v1")
@Tag(name = "Control")
@Produces(MediaType.APPLICATION_JSON)
public class ControlResource {

    private static final String ID = "The subchannel's number, as 0.0.0120.";
    private static final String ENDED = "The finished job; Prefer: wait=N waits for it.";
    private static final String ACCEPTED = "Accepted; Location says where the job is found.";

    private final Jobs jobs;
    private final Subchannels subchannels;

    ControlResource(Jobs jobs, Subchannels subchannels) {
        this.jobs = jobs;
        this.subchannels = subchannels;
    }

    @POST
    @Path("/subchannels/{id}/halt")
    @Operation(
            summary = "Halt the subchannel",
            description = "Before all jobs that wait. The running job ends CANCELLED and names this one.")
    @APIResponse(
            responseCode = "200",
            description = ENDED,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    public CompletionStage<Response> haltSubchannel(
            @Parameter(description = ID) @PathParam("id") String id,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return function(ControlFunction.HALT, id, headers, uri);
    }

    @POST
    @Path("/subchannels/{id}/clear")
    @Operation(
            summary = "Clear the subchannel",
            description = "Before all jobs that wait. The running job ends CANCELLED and names this one.")
    @APIResponse(
            responseCode = "200",
            description = ENDED,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    public CompletionStage<Response> clearSubchannel(
            @Parameter(description = ID) @PathParam("id") String id,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return function(ControlFunction.CLEAR, id, headers, uri);
    }

    @POST
    @Path("/subchannels/{id}/reset")
    @Operation(
            summary = "Reset the subchannel",
            description = "The last resort: the kernel halts and clears until the subchannel is quiet, which may take "
                    + "minutes, and takes it away when that fails. The running job ends CANCELLED and names this one.")
    @APIResponse(
            responseCode = "200",
            description = ENDED,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    @APIResponse(
            responseCode = "202",
            description = ACCEPTED,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    public CompletionStage<Response> resetSubchannel(
            @Parameter(description = ID) @PathParam("id") String id,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        return function(ControlFunction.RESET, id, headers, uri);
    }

    @POST
    @Path("/subchannels/{id}/release-quarantine")
    @Operation(
            summary = "Release the subchannel from quarantine",
            description =
                    "Closes its descriptor, which ends what may still run on it, and opens it anew: it is OPERATIONAL "
                            + "a few seconds later. Does nothing to a subchannel that is in no quarantine.")
    @APIResponse(
            responseCode = "200",
            description = "The subchannel as it stands now.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SubchannelDocument.class)))
    public CompletionStage<Response> releaseQuarantine(
            @Parameter(description = ID) @PathParam("id") String id, @Context UriInfo uri) {
        SubchannelId subchannel = Parameters.subchannel(id);
        String backend = String.valueOf((Object) subchannels.backend());
        String instance = uri.getRequestUri().getRawPath();
        return Hop.back(
                subchannels.releaseQuarantine(subchannel), answer -> Answers.released(answer, backend, instance));
    }

    private CompletionStage<Response> function(ControlFunction function, String id, HttpHeaders headers, UriInfo uri) {
        Preference preference = Preference.of(headers.getRequestHeader("Prefer"));
        Optional<IdempotencyKey> key = Idempotency.of(headers, uri, null);
        JobTerms terms = new JobTerms(
                Parameters.subchannel(id),
                Optional.empty(),
                Optional.empty(),
                SubmissionAnswer.keeping(preference, key),
                key);
        return new SubmissionAnswer(jobs, preference, uri).to(jobs.submit(terms, function));
    }
}
