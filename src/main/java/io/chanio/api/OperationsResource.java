package io.chanio.api;

import io.chanio.api.JobBody.Terms;
import io.chanio.control.JobTerms;
import io.chanio.control.Jobs;
import io.chanio.css.DeviceClass;
import io.chanio.css.SubchannelId;
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
import org.jspecify.annotations.Nullable;

/** Runs operations and tells which there are, and which commands. Parses, delegates, translates; decides nothing. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {

    private final Jobs jobs;

    OperationsResource(Jobs jobs) {
        this.jobs = jobs;
    }

    @POST
    @Path("/subchannels/{id}/operations/{name}")
    @Consumes(MediaType.WILDCARD)
    public CompletionStage<Response> submitOperation(
            @PathParam("id") String id,
            @PathParam("name") String name,
            @QueryParam("timeoutMillis") @Nullable String timeoutMillis,
            @QueryParam("label") @Nullable String label,
            byte @Nullable [] body,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        NotYet.refuseIdempotencyKey(headers);
        refuseOtherThanJson(body, headers);
        SubchannelId subchannel = Parameters.subchannel(id);
        Preference preference = Preference.of(headers.getRequestHeader("Prefer"));
        JobTerms terms = new JobTerms(
                subchannel,
                Optional.ofNullable(timeoutMillis).map(OperationsResource::timeout),
                Optional.ofNullable(label).map(OperationsResource::label),
                JobsResource.keeping(preference));
        return JobsResource.answer(jobs, jobs.submit(terms, name, BodyReader.parameters(body)), preference, uri);
    }

    @GET
    @Path("/operations")
    public CatalogueDocuments.OperationList listOperations() {
        return CatalogueDocuments.OperationList.of(jobs.operations());
    }

    @GET
    @Path("/commands")
    public CatalogueDocuments.CommandList listCommands(@QueryParam("deviceClass") @Nullable String deviceClass) {
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
            throw Parameters.invalid(Terms.TIMEOUT, millis, "a whole number of 1 to " + most);
        }
        return Duration.ofMillis(Long.parseLong(millis));
    }

    private static String label(String label) {
        if (label.isEmpty() || label.length() > JobTerms.LABEL_MAX) {
            throw Parameters.invalid(Terms.LABEL, label, "1 to %d characters".formatted(JobTerms.LABEL_MAX));
        }
        return label;
    }
}
