package io.chanio.api;

import io.chanio.control.Subchannels;
import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.engine.LaneView;
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
import org.jspecify.annotations.Nullable;

/** Tells what subchannels there are. Parses, delegates, translates; decides nothing. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class SubchannelsResource {

    private final Subchannels subchannels;

    SubchannelsResource(Subchannels subchannels) {
        this.subchannels = subchannels;
    }

    @GET
    @Path("/subchannels")
    public Page.OfSubchannels listSubchannels(
            @QueryParam("state") @Nullable String state,
            @QueryParam("deviceClass") @Nullable String deviceClass,
            @QueryParam("deviceNumber") @Nullable String deviceNumber,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
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
    @Path("/subchannels/{id}")
    public SubchannelDocument findSubchannel(@PathParam("id") String id) {
        SubchannelId subchannel = Parameters.subchannel(id);
        return subchannels
                .find(subchannel)
                .map(lane -> SubchannelDocument.of(lane, backend()))
                .orElseThrow(() -> Answers.noSubchannel(subchannel));
    }

    @GET
    @Path("/subchannels/{id}/schib")
    public CompletionStage<Response> storeSubchannel(@PathParam("id") String id, @Context UriInfo uri) {
        SubchannelId subchannel = Parameters.subchannel(id);
        String instance = uri.getRequestUri().getRawPath();
        return Hop.back(
                subchannels.schib(subchannel).orElseThrow(() -> Answers.noSubchannel(subchannel)),
                reading -> Answers.schib(reading, subchannel, instance));
    }

    private String backend() {
        return String.valueOf((Object) subchannels.backend());
    }
}
