package io.chanio.api;

import io.chanio.api.request.Problem;
import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what resources and the framework throw into problem documents. */
public class ProblemMappers {

    private static final Logger LOGGER = System.getLogger(ProblemMappers.class.getName());

    private final AllowedMethods methods;

    ProblemMappers(AllowedMethods methods) {
        this.methods = methods;
    }

    @ServerExceptionMapper
    Response ofRefusal(Refusal refusal, UriInfo uri) {
        Response.ResponseBuilder problem = refusal.problem(pathOf(uri)).toResponse();
        return refusal.type().actor() == ProblemType.Actor.LATER
                ? problem.header(HttpHeaders.RETRY_AFTER, Answers.RETRY_AFTER_SECONDS)
                        .build()
                : problem.build();
    }

    /** The framework's own refusals. */
    @ServerExceptionMapper
    Response ofFramework(WebApplicationException exception, UriInfo uri, HttpHeaders headers) {
        Response answer = exception.getResponse();
        if (answer.getStatus() < Response.Status.BAD_REQUEST.getStatusCode()) {
            return answer;
        }
        Response.ResponseBuilder problem =
                FrameworkProblems.of(answer.getStatus(), pathOf(uri), headers).toResponse();
        if (answer.getStatus() == Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            methods.of(pathOf(uri)).ifPresent(all -> problem.header(HttpHeaders.ALLOW, all));
        }
        return problem.build();
    }

    @ServerExceptionMapper
    Response ofMistake(RuntimeException mistake, UriInfo uri) {
        LOGGER.log(Level.ERROR, String.format(Locale.ROOT, "request for %s failed", pathOf(uri)), mistake);
        return Problem.of(ProblemType.INTERNAL_ERROR, "a mistake in chanio; its log has the cause", pathOf(uri))
                .toResponse()
                .build();
    }

    private static String pathOf(UriInfo uri) {
        return uri.getRequestUri().getRawPath();
    }
}
