package io.chanio.api.sim;

import io.chanio.api.request.Parameters;
import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import io.chanio.css.SubchannelId;
import io.chanio.port.sim.Faults;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Makes simulated subchannels misbehave. Parses, delegates, translates; decides nothing. */
@Path("/sim")
@Tag(
        name = "Simulated faults",
        description = "Present only with the simulator, and only when `chanio.simulator.faults=true`; 404 otherwise.")
@Produces(MediaType.APPLICATION_JSON)
public class FaultsResource {

    private static final String ONLY_WHEN_ENABLED = " Present only when `chanio.simulator.faults=true`.";

    private final FaultsOfSubchannels subchannels;

    FaultsResource(FaultsOfSubchannels subchannels) {
        this.subchannels = subchannels;
    }

    @GET
    @Path("/subchannels/{id}")
    @Operation(summary = "What is arranged", description = "And what became of it." + ONLY_WHEN_ENABLED)
    public FaultsDocument findFaults(@PathParam("id") String id) {
        return document(id);
    }

    @PUT
    @Path("/subchannels/{id}/script")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Arrange faults",
            description = "In the place of what was arranged before." + ONLY_WHEN_ENABLED)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = FaultSchemas.Script.class)))
    public FaultsDocument arrangeFaults(@PathParam("id") String id, byte @Nullable [] body) {
        Faults faults = faults(id);
        faults.arrange(FaultsBody.script(body, faults.view().pathsInstalled()));
        return document(id);
    }

    @DELETE
    @Path("/subchannels/{id}/script")
    @Operation(summary = "Forget what is arranged", description = ONLY_WHEN_ENABLED)
    public void forgetFaults(@PathParam("id") String id) {
        faults(id).forgetArranged();
    }

    @POST
    @Path("/subchannels/{id}/actions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Do something at once", description = ONLY_WHEN_ENABLED)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = FaultSchemas.Action.class)))
    public FaultsDocument actOnSubchannel(@PathParam("id") String id, byte @Nullable [] body) {
        Faults faults = faults(id);
        try {
            FaultsBody.action(body, faults.view().pathsInstalled()).accept(faults);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
        return document(id);
    }

    @PUT
    @Path("/subchannels/{id}/single-step")
    @Operation(
            summary = "Begin to step singly",
            description =
                    "The subchannel takes no turn by itself any more; the limits of jobs go on." + ONLY_WHEN_ENABLED)
    public FaultsDocument beginSingleStep(@PathParam("id") String id) {
        faults(id).stepSingly();
        return document(id);
    }

    @DELETE
    @Path("/subchannels/{id}/single-step")
    @Operation(
            summary = "Stop stepping singly",
            description = "The subchannel takes its turns by itself again." + ONLY_WHEN_ENABLED)
    public void endSingleStep(@PathParam("id") String id) {
        faults(id).goOn();
    }

    @POST
    @Path("/subchannels/{id}/single-step")
    @Operation(
            summary = "Step",
            description =
                    "Takes exactly one turn: one command, a pending halt or clear, or the ending." + ONLY_WHEN_ENABLED)
    public FaultsDocument.TurnDocument stepSubchannel(@PathParam("id") String id) {
        Faults faults = faults(id);
        try {
            return new FaultsDocument.TurnDocument(faults.step());
        } catch (IllegalStateException e) {
            throw new Refusal(ProblemType.NOT_STEPPED_SINGLY, String.valueOf(e.getMessage()));
        }
    }

    private FaultsDocument document(String id) {
        return FaultsDocument.of(Parameters.subchannel(id), faults(id).view());
    }

    private Faults faults(String id) {
        SubchannelId subchannel = Parameters.subchannel(id);
        return subchannels
                .of(subchannel)
                .orElseThrow(() -> new Refusal(
                        ProblemType.UNKNOWN_SUBCHANNEL,
                        "the simulator has no subchannel %s with a device".formatted(subchannel)));
    }
}
