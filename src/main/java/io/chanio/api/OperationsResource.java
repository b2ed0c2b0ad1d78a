package io.chanio.api;

import io.chanio.api.request.BodyReader;
import io.chanio.api.request.Parameters;
import io.chanio.control.JobTerms;
import io.chanio.control.Jobs;
import io.chanio.css.DeviceClass;
import io.chanio.css.SubchannelId;
import io.chanio.engine.IdempotencyKey;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
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

/** Runs operations and tells which there are, and which commands. Parses, delegates, translates; decides nothing. */
@Path("/api/v1")
@Tag(name = "Operations")
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {

    private final Jobs jobs;

    OperationsResource(Jobs jobs) {
        this.jobs = jobs;
    }

    @POST
    @Path("/subchannels/{id}/operations/{name}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Run an operation",
            description = "Answers with a job whose `result` is of the operation's own form: SenseIdResult, Sense, "
                    + "DeviceCharacteristicsResult, ConfigurationDataResult, TrackResult, VolumeLabelResult, VtocResult, "
                    + "PathTestsResult, PathGroupResult, ReservationResult.")
    @Parameter(
            name = "Prefer",
            in = ParameterIn.HEADER,
            description = "wait=N waits up to N seconds (60 at most) for the job's end; respond-async is the default.",
            schema = @Schema(type = SchemaType.STRING, examples = "wait=10"))
    @Parameter(
            name = Idempotency.HEADER,
            in = ParameterIn.HEADER,
            description = Idempotency.DESCRIPTION,
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = Idempotency.KEY_MAX))
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestSchemas.OperationParameters.class)))
    @APIResponse(
            responseCode = "200",
            description = "The finished job; a job that failed on the device too.",
            headers = {
                @Header(name = "Preference-Applied", schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Idempotency.REPLAYED,
                        description = Idempotency.REPLAYED_DESCRIPTION,
                        schema = @Schema(type = SchemaType.BOOLEAN)),
                @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location says where the job is found.",
            headers = {
                @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Idempotency.REPLAYED,
                        description = Idempotency.REPLAYED_DESCRIPTION,
                        schema = @Schema(type = SchemaType.BOOLEAN)),
                @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    public CompletionStage<Response> submitOperation(
            @Parameter(description = "The subchannel's number, as 0.0.0120.") @PathParam("id") String id,
            @Parameter(description = "The operation's name, as sense-id.") @PathParam("name") String name,
            @Parameter(
                            description = "From acceptance to the end; 30 s when absent.",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "3600000"))
                    @QueryParam("timeoutMillis")
                    @Nullable
                    String timeoutMillis,
            @Parameter(description = "For finding the job again.") @QueryParam("label") @Nullable String label,
            byte @Nullable [] body,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        refuseOtherThanJson(body, headers);
        SubchannelId subchannel = Parameters.subchannel(id);
        Preference preference = Preference.of(headers.getRequestHeader("Prefer"));
        Optional<IdempotencyKey> key = Idempotency.of(headers, uri, body);
        JobTerms terms = new JobTerms(
                subchannel,
                Optional.ofNullable(timeoutMillis).map(OperationsResource::timeout),
                Optional.ofNullable(label).map(OperationsResource::label),
                SubmissionAnswer.keeping(preference, key),
                key);
        return new SubmissionAnswer(jobs, preference, uri).to(jobs.submit(terms, name, BodyReader.parameters(body)));
    }

    @GET
    @NonBlocking
    @Path("/operations")
    @Operation(summary = "List operations")
    public CatalogueDocuments.OperationList listOperations() {
        return CatalogueDocuments.OperationList.of(jobs.operations());
    }

    @GET
    @NonBlocking
    @Path("/commands")
    @Operation(summary = "List commands", description = "The commands that programs may name.")
    public CatalogueDocuments.CommandList listCommands(
            @Parameter(description = "Of this class only.", schema = @Schema(implementation = DeviceClass.class))
                    @QueryParam("deviceClass")
                    @Nullable
                    String deviceClass) {
        return CatalogueDocuments.CommandList.of(Parameters.oneOf("deviceClass", deviceClass, DeviceClass.class));
    }

    /** A body of nothing is of no type: an operation without parameters needs none. */
    private static void refuseOtherThanJson(byte @Nullable [] body, HttpHeaders headers) {
        boolean json = MediaType.APPLICATION_JSON_TYPE.isCompatible(headers.getMediaType());
        if (body != null && body.length > 0 && !json) {
            throw new NotSupportedException();
        }
    }

    private static Duration timeout(String millis) {
        long most = JobTerms.TIMEOUT_MAX.toMillis();
        if (!millis.matches("[0-9]{1,9}") || Long.parseLong(millis) < 1 || Long.parseLong(millis) > most) {
            throw Parameters.invalid(JobReader.TIMEOUT, millis, "a whole number of 1 to " + most);
        }
        return Duration.ofMillis(Long.parseLong(millis));
    }

    private static String label(String label) {
        JobTerms.faultOfLabel(label).ifPresent(fault -> {
            throw Parameters.refusal(JobReader.LABEL, fault);
        });
        return label;
    }
}
