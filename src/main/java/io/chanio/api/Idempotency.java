package io.chanio.api;

import io.chanio.api.request.Members;
import io.chanio.api.request.Parameters;
import io.chanio.api.request.Refusal;
import io.chanio.css.Octets;
import io.chanio.engine.IdempotencyKey;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code Idempotency-Key} of a request. */
final class Idempotency {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    static final String DESCRIPTION =
            "Makes the request one with an earlier one of the same key and body, for 24 hours: it is answered with what"
                    + " became of the first, and nothing runs twice. Visible ASCII characters.";

    static final String REPLAYED_DESCRIPTION = "true when the job is that of an earlier request with this key.";

    static final int KEY_MAX = 255;

    /** Nobody is told from another yet. */
    private static final String ANYBODY = "";

    private Idempotency() {}

    /** @throws Refusal when the key is not as documented */
    static Optional<IdempotencyKey> of(HttpHeaders headers, UriInfo uri, byte @Nullable [] body) {
        List<String> sent = headers.getRequestHeader(HEADER);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        String key = sent.get(0);
        if (sent.size() > 1
                || key.isEmpty()
                || key.length() > KEY_MAX
                || !key.chars().allMatch(Idempotency::isVisible)) {
            throw Parameters.refusal(
                    HEADER,
                    "'%s' is not one key of 1 to %d visible ASCII characters".formatted(Members.shown(key), KEY_MAX));
        }
        String path = uri.getRequestUri().getRawPath();
        return Optional.of(new IdempotencyKey(key, ANYBODY, path, digest(body == null ? new byte[0] : body)));
    }

    private static boolean isVisible(int character) {
        return character > ' ' && character < 0x7F;
    }

    private static Octets digest(byte[] body) {
        try {
            return Octets.of(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
