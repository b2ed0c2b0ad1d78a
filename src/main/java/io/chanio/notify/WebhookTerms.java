package io.chanio.notify;

import io.chanio.control.EventFilter;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * What one webhook gets, and where.
 *
 * @param types names of events; all of them when empty
 * @param giveUpAfter how long one event is tried
 */
public record WebhookTerms(
        String name, URI url, Secret secret, Set<String> types, EventFilter filter, Duration giveUpAfter) {

    /** The names that events have. */
    public static final Set<String> TYPES = Set.of("job", "subchannel", "interruption", "channel-report");

    private static final Set<String> SCHEMES = Set.of("http", "https");

    public WebhookTerms {
        types = Set.copyOf(types);
        if (!SCHEMES.contains(String.valueOf(url.getScheme())) || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException("url is not http://HOST/... or https://HOST/...");
        }
        if (!TYPES.containsAll(types)) {
            throw new IllegalArgumentException("types %s are not of %s".formatted(types, TYPES));
        }
        if (!giveUpAfter.isPositive()) {
            throw new IllegalArgumentException("give-up-after %s is not more than 0".formatted(giveUpAfter));
        }
    }
}
