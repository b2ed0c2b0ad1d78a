package io.chanio.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client prefers: to wait for the job's end, or to be answered at once.
 *
 * @param waitAtMost how long; empty when the client is to be answered at once
 * @see "RFC 7240 Prefer Header for HTTP, sections 2, 4.1 and 4.3"
 */
record Preference(Optional<Duration> waitAtMost) {

    private static final int SECONDS_MAX = 60;
    private static final int DIGITS_MAX = 9;

    /** What stands between commas; a comma within quotes separates nothing. */
    private static final Pattern ELEMENT = Pattern.compile("(?:[^\",]|\"(?:[^\"\\\\]|\\\\.)*+\")++");

    /** The preference itself; parameters behind a semicolon mean nothing to it. */
    private static final Pattern WAIT =
            Pattern.compile("\\s*+wait\\s*+=\\s*+(\"?)([0-9]++)\\1\\s*+(?:;.*)?", Pattern.CASE_INSENSITIVE);

    /** The first one counts; what is malformed is as if it was not there. */
    static Preference of(List<String> headers) {
        return new Preference(headers.stream()
                .flatMap(header -> ELEMENT.matcher(header).results())
                .map(element -> WAIT.matcher(element.group()))
                .filter(Matcher::matches)
                .map(wait -> seconds(wait.group(2)))
                .findFirst());
    }

    /** What `Preference-Applied` says. */
    static String applied(Duration wait) {
        return "wait=" + wait.toSeconds();
    }

    private static Duration seconds(String digits) {
        int seconds = digits.length() > DIGITS_MAX ? SECONDS_MAX : Integer.parseInt(digits);
        return Duration.ofSeconds(Math.min(seconds, SECONDS_MAX));
    }
}
