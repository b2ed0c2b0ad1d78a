package io.chanio.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.notify.Post.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void isTakenByAnySuccess(int status) {
        assertThat(of(status, null)).isEqualTo(new Delivery.Taken());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void isRefusedByWhoFindsFaultWithTheEvent(int status) {
        assertThat(of(status, null)).isEqualTo(new Delivery.Refused("it answers " + status));
    }

    @Test
    void endsWithGone() {
        assertThat(of(410, null)).isEqualTo(new Delivery.Gone());
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 307, 308, 401, 403, 404, 405, 408, 409, 415, 425, 429, 500, 502, 503, 504, 599})
    void isTriedAgainAfterAnythingElse(int status) {
        assertThat(of(status, null)).isEqualTo(new Delivery.Failed("it answers " + status, Optional.empty()));
    }

    @Test
    void isTriedAgainWhereThereIsNoAnswer() {
        assertThat(Delivery.of(new Reply.Failed("Connection refused"), NOW))
                .isEqualTo(new Delivery.Failed("Connection refused", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|PT7S",
                " 120 |PT2M",
                "Sun, 22 Nov 2026 10:00:30 GMT|PT30S",
                "999999999|PT277777H46M39S",
            })
    void isTriedWhenTheReceiverWishes(String retryAfter, Duration wish) {
        assertThat(of(503, retryAfter)).isEqualTo(new Delivery.Failed("it answers 503", Optional.of(wish)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
    void heedsNoWishThatIsNone(String retryAfter) {
        assertThat(of(429, retryAfter)).isEqualTo(new Delivery.Failed("it answers 429", Optional.empty()));
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToABound() {
        Pauses pauses = new Pauses(new Random(1));
        Duration whole = Pauses.FIRST;
        for (int attempts = 1; attempts < 100; attempts++) {
            for (int i = 0; i < 100; i++) {
                assertThat(pauses.after(attempts, Optional.empty())).isBetween(whole.dividedBy(2), whole);
            }
            whole = whole.multipliedBy(2).compareTo(Pauses.LONGEST) < 0 ? whole.multipliedBy(2) : Pauses.LONGEST;
        }
        assertThat(whole).isEqualTo(Pauses.LONGEST);
    }

    @Test
    void waitsNoTwoTimesTheSame() {
        Pauses pauses = new Pauses(new Random(1));

        assertThat(pauses.after(7, Optional.empty())).isNotEqualTo(pauses.after(7, Optional.empty()));
    }

    @Test
    void waitsAsLongAsItIsAskedToWithinABound() {
        Pauses pauses = new Pauses(new Random(1));

        assertThat(pauses.after(1, Optional.of(Duration.ofMinutes(2)))).isEqualTo(Duration.ofMinutes(2));
        assertThat(pauses.after(1, Optional.of(Duration.ofDays(2)))).isEqualTo(Pauses.ASKED_MAX);
        assertThat(pauses.after(1, Optional.of(Duration.ofSeconds(-5))))
                .isBetween(Pauses.FIRST.dividedBy(2), Pauses.FIRST);
    }

    private static Delivery of(int status, @Nullable String retryAfter) {
        return Delivery.of(new Reply.Answered(status, Optional.ofNullable(retryAfter)), NOW);
    }
}
