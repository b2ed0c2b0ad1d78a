package io.chanio.engine;

import io.chanio.css.Octets;

/**
 * What makes two requests one.
 *
 * @param key as the client chose it: 1 to 255 visible ASCII characters
 * @param principal who asks; empty while nobody is told from another
 * @param path that was asked
 * @param bodyDigest SHA-256 of the request's body: another body under the same key is another request
 */
public record IdempotencyKey(String key, String principal, String path, Octets bodyDigest) {

    /** That of one of several jobs that one request asks for; no path that is asked has this one's. */
    public IdempotencyKey ofItem(int index) {
        return new IdempotencyKey(key, principal, path + '#' + index, bodyDigest);
    }

    /** True for the same key of the same principal and path, whatever the body. */
    public boolean names(IdempotencyKey other) {
        return key.equals(other.key) && principal.equals(other.principal) && path.equals(other.path);
    }
}
