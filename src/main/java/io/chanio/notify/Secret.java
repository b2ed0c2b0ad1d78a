package io.chanio.notify;

import io.chanio.css.Octets;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook's sender and receiver share, and nobody else has. It is in no text of its own.
 *
 * @see "Standard Webhooks 1.0.0, Signature scheme: symmetric"
 */
public final class Secret {

    public static final int BYTES_MIN = 24;
    public static final int BYTES_MAX = 64;

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";

    private final Octets key;

    private Secret(Octets key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException saying what is wrong, without the secret */
    public static Secret parse(String text) {
        Octets key;
        try {
            key = Octets.of(
                    Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text));
        } catch (IllegalArgumentException noBase64) {
            throw new IllegalArgumentException("is not %s and base64".formatted(PREFIX));
        }
        if (key.length() < BYTES_MIN || key.length() > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "is of %d bytes, not %d to %d".formatted(key.length(), BYTES_MIN, BYTES_MAX));
        }
        return new Secret(key);
    }

    /**
     * What proves to the receiver who sent this, and when.
     *
     * @param second since 1970, of this attempt
     */
    String signatureOf(String id, long second, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.toArray(), ALGORITHM));
            String signed = id + "." + second + "." + body;
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
