package io.chanio.api;

import io.chanio.api.request.Members;
import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cursors of listings: the last item of a page and the filters it was asked with, unreadable on purpose, for only chanio
 * makes them.
 */
final class Cursors {

    private static final char SEPARATOR = '\n';

    private Cursors() {}

    static String of(Object last, List<? extends Optional<?>> filters) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((last.toString() + SEPARATOR + printed(filters)).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Refusal when it is no cursor, or one of other filters */
    static <T> Optional<T> read(
            Optional<String> cursor, List<? extends Optional<?>> filters, Function<String, T> parser) {
        return cursor.map(text -> {
            String[] parts = decoded(text).split(String.valueOf(SEPARATOR), 2);
            if (parts.length != 2) {
                throw invalid(text, "it was not made by chanio");
            }
            if (!parts[1].equals(printed(filters))) {
                throw invalid(text, "it goes with other filters");
            }
            try {
                return parser.apply(parts[0]);
            } catch (IllegalArgumentException e) {
                throw invalid(text, "it was not made by chanio");
            }
        });
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(text, "it was not made by chanio");
        }
    }

    /** The count of characters keeps a value that looks like two from being two. */
    private static String printed(List<? extends Optional<?>> filters) {
        StringBuilder printed = new StringBuilder();
        for (Optional<?> filter : filters) {
            String value = filter.map(Object::toString).orElse("");
            printed.append(filter.isPresent() ? value.length() : -1).append(':').append(value);
        }
        return printed.toString();
    }

    private static Refusal invalid(String cursor, String why) {
        return new Refusal(
                ProblemType.INVALID_CURSOR, "cursor '%s' can't be used: %s".formatted(Members.shown(cursor), why));
    }
}
