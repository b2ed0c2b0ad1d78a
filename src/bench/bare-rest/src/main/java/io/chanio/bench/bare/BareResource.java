package io.chanio.bench.bare;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Takes what chanio takes and answers what chanio answers, and does nothing else. */
@Path("/api/v1/subchannels/{id}/jobs")
public class BareResource {

    public record Body(Program program, Integer timeoutMillis, String label) {}

    public record Program(List<Ccw> ccws) {}

    public record Ccw(String command, byte[] data, Integer count, List<String> flags) {}

    public record Job(
            String id,
            String subchannel,
            String backend,
            String state,
            Instant submittedAt,
            boolean mayChangeDevice,
            boolean repeatable,
            int attempts) {}

    @POST
    public Response submit(@PathParam("id") String subchannel, Body body) {
        String id = UUID.randomUUID().toString();
        boolean write = body.program().ccws().isEmpty();
        Job job = new Job(id, subchannel, "SIMULATED", "QUEUED", Instant.now(), write, !write, 0);
        return Response.accepted(job).location(URI.create("/api/v1/jobs/" + id)).build();
    }
}
