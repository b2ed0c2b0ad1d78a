package io.chanio.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chanio.api.request.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What must be answered with a problem before or behind the resources: request targets that are no URI, bodies that are too
 * large, and paths that nothing has.
 *
 * <p>Threads: the event loops.
 */
@Singleton
class HttpEdge {

    private static final String UNDER_API = "/api/*";
    private static final String UNDER_SIM = "/sim/*";
    private static final System.Logger LOGGER = System.getLogger(HttpEdge.class.getName());
    private static final String MATRIX_PARAMETER = ";";

    /** Before everything of the framework, whose own refusal of a large body has none. */
    private static final int FIRST = Integer.MIN_VALUE + 1;

    private static final int SECOND = FIRST + 1;
    private static final int THIRD = SECOND + 1;

    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_ERROR = 500;

    private final ObjectMapper mapper;
    private final long bodyMax;
    private final BodyHandler chunkedBodies;
    private final AllowedMethods allowed;
    private final Provider<FaultSurface> faults;

    HttpEdge(ObjectMapper mapper, BodyLimit limit, AllowedMethods allowed, Provider<FaultSurface> faults) {
        this.mapper = mapper;
        this.allowed = allowed;
        this.faults = faults;
        this.bodyMax = limit.bytes();
        this.chunkedBodies = BodyHandler.create(false).setBodyLimit(bodyMax);
    }

    void routes(@Observes Router router) {
        // Without a path: one that can't be decoded matches none.
        router.route().order(FIRST).handler(this::refuseMalformedTarget);
        router.route().order(FIRST).handler(this::refuseMatrixParameters);
        router.route(UNDER_SIM).order(SECOND).handler(this::refuseAbsent);
        interfaceUnder(router, UNDER_SIM);
        interfaceUnder(router, UNDER_API);
    }

    private void interfaceUnder(Router router, String paths) {
        router.options(paths).order(THIRD).handler(this::tellMethods);
        router.route(paths).order(THIRD).handler(this::refuseEncodedBody);
        router.route(paths).order(THIRD).handler(this::refuseLargeBody).failureHandler(this::refuse);
        router.route(paths).order(Integer.MAX_VALUE).handler(this::refuseUnmatched);
    }

    private void refuseMalformedTarget(RoutingContext context) {
        String target = context.request().uri();
        try {
            new URI(target);
        } catch (URISyntaxException e) {
            answer(context, FrameworkProblems.malformedTarget(target, e.getReason()));
            return;
        }
        context.next();
    }

    /** The framework takes them out before it looks for a resource: what the routes here refuse would be found past them. */
    private void refuseMatrixParameters(RoutingContext context) {
        if (context.request().path().contains(MATRIX_PARAMETER)) {
            refuseUnmatched(context);
            return;
        }
        context.next();
    }

    /** Asked for with each request, for the backend is not there yet when the routes are. */
    private void refuseAbsent(RoutingContext context) {
        switch (faults.get()) {
            case PRESENT -> context.next();
            case ABSENT -> refuseUnmatched(context);
        }
    }

    /** The framework would tell the same of every path, also of those that nothing has. */
    private void tellMethods(RoutingContext context) {
        String path = context.request().path();
        Optional<String> methods = allowed.of(path);
        if (methods.isEmpty()) {
            answer(context, FrameworkProblems.notFound(path));
            return;
        }
        context.response()
                .setStatusCode(NO_CONTENT)
                .putHeader(HttpHeaders.ALLOW, methods.get())
                .end();
    }

    private void refuseEncodedBody(RoutingContext context) {
        String encoding = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            context.next();
            return;
        }
        answerWhenRead(
                context, FrameworkProblems.encoded(encoding, context.request().path()));
    }

    private void refuseLargeBody(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            // Nobody says how long it is: read it here, where going over the limit can still be answered.
            chunkedBodies.handle(context);
            return;
        }
        if (length == null || !isOver(length)) {
            context.next();
            return;
        }
        answerWhenRead(context, FrameworkProblems.tooLarge(context.request().path()));
    }

    /** Swallows what the client still sends, so that it can read the answer. */
    private void answerWhenRead(RoutingContext context, Problem problem) {
        HttpServerRequest request = context.request();
        request.handler(ignored -> {});
        request.endHandler(ignored -> answer(context, problem));
    }

    private void refuse(RoutingContext context) {
        int status = context.statusCode() < BAD_REQUEST ? INTERNAL_ERROR : context.statusCode();
        String path = context.request().path();
        if (status == INTERNAL_ERROR) {
            LOGGER.log(Level.ERROR, "the body of a request for " + path + " was not read", context.failure());
        }
        answer(context, FrameworkProblems.of(status, path));
    }

    private void refuseUnmatched(RoutingContext context) {
        answer(context, FrameworkProblems.notFound(context.request().path()));
    }

    private boolean isOver(String length) {
        try {
            return Long.parseLong(length) > bodyMax;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void answer(RoutingContext context, Problem problem) {
        if (context.response().headWritten()) {
            return;
        }
        try {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(mapper.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.fail(e);
        }
    }
}
