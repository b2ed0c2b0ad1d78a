package io.chanio.api;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The entity tags of an {@code If-None-Match}.
 *
 * @see "RFC 9110 HTTP Semantics, sections 8.8.3 and 13.1.2"
 */
record EntityTags(boolean any, List<String> tags) {

    /** No record has this version. */
    static final long NO_VERSION = -1;

    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

    EntityTags {
        tags = List.copyOf(tags);
    }

    static EntityTags of(List<String> headers) {
        return new EntityTags(
                headers.stream().anyMatch(header -> header.strip().equals("*")),
                headers.stream()
                        .flatMap(header -> TAG.matcher(header).results())
                        .map((MatchResult tag) -> tag.group(1))
                        .toList());
    }

    boolean isEmpty() {
        return !any && tags.isEmpty();
    }

    boolean match(String tag) {
        return any || tags.contains(tag);
    }
}
