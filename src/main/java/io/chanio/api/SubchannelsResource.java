package io.chanio.api;

import io.chanio.api.request.Parameters;
import io.chanio.control.Subchannels;
import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.engine.LaneView;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tells what subchannels there are. Parses, delegates, translates; decides nothing. */
@Path("/api/v1")
@Tag(name = "Subchannels")
@Produces(MediaType.APPLICATION_JSON)
public class SubchannelsResource {

    private final Subchannels subchannels;

    SubchannelsResource(Subchannels subchannels) {
        this.subchannels = subchannels;
    }

    @GET
    @Path("/subchannels")
    @Operation(summary = "List subchannels", description = "By id.")
    public Page.OfSubchannels listSubchannels(
            @Parameter(
                            description = "Subchannels in this state only.",
                            schema = @Schema(implementation = LaneView.State.class))
                    @QueryParam("state")
                    @Nullable
                    String state,
            @Parameter(
                            description = "Devices of this class only.",
                            schema = @Schema(implementation = DeviceClass.class))
                    @QueryParam("deviceClass")
                    @Nullable
                    String deviceClass,
            @Parameter(description = "The device of this number only.") @QueryParam("deviceNumber") @Nullable
                    String deviceNumber,
            @Parameter(
                            description = "Items of a page; more than 1000 is served as 1000.",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "100"))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "`next` of the page before; with the same filters.")
                    @QueryParam("cursor")
                    @Nullable
                    String cursor) {
        Subchannels.Filter filter = new Subchannels.Filter(
                Parameters.oneOf("state", state, LaneView.State.class),
                Parameters.oneOf("deviceClass", deviceClass, DeviceClass.class),
                Parameters.optional("deviceNumber", deviceNumber, DeviceNumber::parse));
        List<Optional<?>> filters = List.of(filter.state(), filter.deviceClass(), filter.deviceNumber());
        Optional<SubchannelId> after = Cursors.read(Optional.ofNullable(cursor), filters, SubchannelId::parse);
        int most = Parameters.limit(limit);
        List<LaneView> found = subchannels.list(filter, after, most + 1);
        List<LaneView> page = found.subList(0, Math.min(most, found.size()));
        return new Page.OfSubchannels(
                page.stream()
                        .map(lane -> SubchannelDocument.of(lane, backend()))
                        .toList(),
                found.size() > most ? Optional.of(Cursors.of(page.getLast().subchannel(), filters)) : Optional.empty());
    }

    @GET
    @NonBlocking
    @Path("/subchannels/{id}")
    @Operation(summary = "Find a subchannel")
    public SubchannelDocument findSubchannel(
            @Parameter(description = "The subchannel's number, as 0.0.0120.") @PathParam("id") String id) {
        SubchannelId subchannel = Parameters.subchannel(id);
        return subchannels
                .find(subchannel)
                .map(lane -> SubchannelDocument.of(lane, backend()))
                .orElseThrow(() -> Answers.noSubchannel(subchannel));
    }

    @GET
    @Path("/subchannels/{id}/schib")
    @Operation(summary = "Store the subchannel", description = "Reads the SCHIB now and decodes it.")
    @APIResponse(
            responseCode = "200",
            description = "The SCHIB.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SchibDocument.class)))
    public CompletionStage<Response> storeSubchannel(
            @Parameter(description = "The subchannel's number, as 0.0.0120.") @PathParam("id") String id,
            @Context UriInfo uri) {
        SubchannelId subchannel = Parameters.subchannel(id);
        String instance = uri.getRequestUri().getRawPath();
        return Hop.back(subchannels.schib(subchannel), answer -> Answers.schib(answer, subchannel, instance));
    }

    private String backend() {
        return String.valueOf((Object) subchannels.backend());
    }
}
