package io.chanio.api;

import io.chanio.api.request.Members;
import io.chanio.api.request.Problem;
import io.chanio.api.request.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The problems behind the bare statuses with which the framework refuses a request. */
final class FrameworkProblems {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_ACCEPTABLE = 406;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int INTERNAL_ERROR = 500;

    private FrameworkProblems() {}

    static Problem of(int status, String path, HttpHeaders headers) {
        return switch (status) {
            case NOT_FOUND -> notFound(path);
            case METHOD_NOT_ALLOWED ->
                Problem.of(ProblemType.METHOD_NOT_ALLOWED, "%s does not take this method".formatted(path), path);
            case NOT_ACCEPTABLE ->
                Problem.of(
                        ProblemType.NOT_ACCEPTABLE,
                        "this resource has no form that Accept: %s allows"
                                .formatted(Members.shown(header(headers, HttpHeaders.ACCEPT))),
                        path);
            case CONTENT_TOO_LARGE -> tooLarge(path);
            case UNSUPPORTED_MEDIA_TYPE ->
                Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Type: %s is not application/json"
                                .formatted(Members.shown(header(headers, HttpHeaders.CONTENT_TYPE))),
                        path);
            default -> ofOther(status, path);
        };
    }

    /** Where no header matters. */
    static Problem of(int status, String path) {
        return switch (status) {
            case NOT_FOUND -> notFound(path);
            case CONTENT_TOO_LARGE -> tooLarge(path);
            default -> ofOther(status, path);
        };
    }

    static Problem notFound(String path) {
        return Problem.of(ProblemType.NOT_FOUND, "nothing has the path %s".formatted(path), path);
    }

    /** A path or query with a broken escape, or a character that no URI has. */
    static Problem malformedTarget(String target, String reason) {
        String shown = Members.shown(target);
        String instance = URLEncoder.encode(shown, StandardCharsets.UTF_8).replace("%2F", "/");
        return Problem.of(ProblemType.INVALID_REQUEST, "%s is no URI: %s".formatted(shown, reason), instance);
    }

    static Problem encoded(String encoding, String path) {
        return Problem.of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Content-Encoding: %s is not taken; send the body as it is".formatted(Members.shown(encoding)),
                path);
    }

    static Problem tooLarge(String path) {
        return Problem.of(ProblemType.BODY_TOO_LARGE, "the body is over the limit", path);
    }

    private static Problem ofOther(int status, String path) {
        ProblemType type = status >= BAD_REQUEST && status < INTERNAL_ERROR
                ? ProblemType.INVALID_REQUEST
                : ProblemType.INTERNAL_ERROR;
        return Problem.of(type, "the request was refused with status %d".formatted(status), path);
    }

    private static String header(HttpHeaders headers, String name) {
        @Nullable String value = headers.getHeaderString(name);
        return value == null ? "(none)" : value;
    }
}
