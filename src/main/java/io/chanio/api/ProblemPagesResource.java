package io.chanio.api;

import io.chanio.api.request.Members;
import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The pages to which the {@code type} of a problem leads. */
@Path("/problems")
@Tag(name = "Problems")
public class ProblemPagesResource {

    @GET
    @Path("/{name}")
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "What a problem means", description = "The page behind the `type` of a problem.")
    public String describeProblem(@PathParam("name") String name) {
        return ProblemType.named(name)
                .map(ProblemPagesResource::page)
                .orElseThrow(() ->
                        new Refusal(ProblemType.NOT_FOUND, "there is no problem '%s'".formatted(Members.shown(name))));
    }

    private static String page(ProblemType type) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body>
                <h1>%1$s</h1>
                <p>Status %2$d, type <code>%3$s</code></p>
                <p>%4$s</p>
                <h2>Who must act</h2>
                <p>%5$s</p>
                </body>
                </html>
                """.formatted(
                        type.title(),
                        type.status(),
                        type.uri(),
                        type.meaning(),
                        type.actor().sentence());
    }
}
