package io.chanio.notify;

import io.chanio.api.request.Parameters;
import io.chanio.api.request.Problem;
import io.chanio.api.request.ProblemType;
import io.chanio.control.EventFilter;
import io.chanio.css.SubchannelId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lets clients follow events. Parses, delegates, translates; decides nothing. */
@Path("/api/v1")
@Tag(name = "Events")
public class EventsResource {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String RETRY_AFTER_SECONDS = "5";

    private final EventStreams streams;

    EventsResource(EventStreams streams) {
        this.streams = streams;
    }

    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow events",
            description =
                    "Server-sent events, from now on. `job`: a job is another than before, as in a listing; `subchannel`: "
                            + "a subchannel is another than before, where OPERATIONAL and BUSY count as one state, for its jobs "
                            + "tell that; `interruption`: an InterruptionEvent; `channel-report`: a ChannelReportEvent. "
                            + "A client that comes back with Last-Event-ID goes on behind that event, within the last 10000 "
                            + "events; if it can't, `gap` comes first, with the `reason` TOO_OLD or UNKNOWN_ID (chanio was "
                            + "started anew), and then what there is. A client that is too slow is cut off, and can come back. "
                            + "A comment every 15 seconds keeps the connection open; the id beside it counts, too.")
    @APIResponse(
            responseCode = "200",
            description = "The stream; it ends only when chanio stops, or the client is too slow.",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "429",
            description = "too-many-streams.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    public CompletionStage<Response> followEvents(
            @Parameter(description = "Events of this subchannel and its jobs only.") @QueryParam("subchannel") @Nullable
                    String subchannel,
            @Parameter(description = "Events of this job only.") @QueryParam("job") @Nullable String job,
            @Parameter(description = "The id of the last event that the client had.")
                    @HeaderParam(LAST_EVENT_ID)
                    @Nullable
                    String lastId,
            @jakarta.ws.rs.core.Context RoutingContext http) {
        EventFilter filter = filter(subchannel, job);
        if (http.request().method().equals(HttpMethod.HEAD)) {
            return now(Response.ok().type(MediaType.SERVER_SENT_EVENTS_TYPE).build());
        }
        Context loop = Vertx.currentContext();
        HttpConnection connection = HttpConnection.of(http.request());
        // A client that never had an event sends none, or an empty one.
        Optional<String> last = Optional.ofNullable(lastId).filter(id -> !id.isEmpty());
        return switch (streams.admit(filter, last, connection, task -> loop.runOnContext(ignored -> task.run()))) {
            case EventStreams.Admission.Admitted(EventStreams.Seat seat) -> {
                connection.onRoom(seat.reader()::wake);
                http.addEndHandler(ignored -> seat.leave());
                // The stream is the answer, so the framework never has one to write.
                yield new CompletableFuture<>();
            }
            case EventStreams.Admission.Full() ->
                later(
                        ProblemType.TOO_MANY_STREAMS,
                        "%d clients follow events already".formatted(EventStreams.READERS_MAX),
                        http);
            case EventStreams.Admission.Closed() -> later(ProblemType.DRAINING, "chanio is stopping", http);
        };
    }

    private static EventFilter filter(@Nullable String subchannel, @Nullable String job) {
        Optional<SubchannelId> wanted = Parameters.optional("subchannel", subchannel, SubchannelId::parse);
        return Parameters.optional("job", job, id -> EventFilter.parse(wanted, Optional.of(id)))
                .orElseGet(() -> EventFilter.parse(wanted, Optional.empty()));
    }

    private static CompletionStage<Response> later(ProblemType type, String detail, RoutingContext http) {
        return now(Problem.of(type, detail, http.request().path())
                .toResponse()
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build());
    }

    private static CompletionStage<Response> now(Response answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
