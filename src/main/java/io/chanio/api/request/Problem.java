package io.chanio.api.request;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A problem document: every answer of 400 or more is one. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "faults"})
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<Fault> faults,
        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    public Problem {
        faults = List.copyOf(faults);
        members = Map.copyOf(members);
    }

    public static Problem of(ProblemType type, String detail, String instance) {
        return new Problem(type.uri(), type.title(), type.status(), detail, instance, List.of(), Map.of());
    }

    public Problem withFaults(List<Fault> found) {
        return new Problem(type, title, status, detail, instance, found, members);
    }

    public Problem withDetail(String other) {
        return new Problem(type, title, status, other, instance, faults, members);
    }

    /** A member of the problem's own. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, title, status, detail, instance, faults, more);
    }

    /** True when the same request may do better later, and nobody has to act. */
    @JsonIgnore
    public boolean isForNow() {
        return status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE;
    }

    public Response.ResponseBuilder toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }
}
