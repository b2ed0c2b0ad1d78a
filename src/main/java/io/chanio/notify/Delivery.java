package io.chanio.notify;

import io.chanio.notify.Post.Reply;
import java.net.HttpURLConnection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What an attempt to deliver an event means. */
sealed interface Delivery {

    /** The content is well-formed and means nothing to the receiver. */
    int UNPROCESSABLE = 422;

    /** It was taken. */
    record Taken() implements Delivery {}

    /** This event will never be taken, says the receiver; others may. */
    record Refused(String reason) implements Delivery {}

    /** Nothing is wanted any more. */
    record Gone() implements Delivery {}

    /** It may be taken later. */
    record Failed(String reason, Optional<Duration> notBefore) implements Delivery {}

    static Delivery of(Reply reply, Instant now) {
        return switch (reply) {
            case Reply.Failed(String reason) -> new Failed(reason, Optional.empty());
            case Reply.Answered(int status, Optional<String> retryAfter) -> ofStatus(status, retryAfter, now);
        };
    }

    private static Delivery ofStatus(int status, Optional<String> retryAfter, Instant now) {
        if (status >= HttpURLConnection.HTTP_OK && status < HttpURLConnection.HTTP_MULT_CHOICE) {
            return new Taken();
        }
        String reason = "it answers " + status;
        return switch (status) {
            case HttpURLConnection.HTTP_GONE -> new Gone();
            case HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_ENTITY_TOO_LARGE, UNPROCESSABLE ->
                new Refused(reason);
            default -> new Failed(reason, retryAfter.flatMap(text -> pause(text, now)));
        };
    }

    /** Seconds, or a date; what is neither is no wish. */
    private static Optional<Duration> pause(String retryAfter, Instant now) {
        String text = retryAfter.strip();
        try {
            return Optional.of(
                    text.matches("[0-9]{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    now,
                                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
