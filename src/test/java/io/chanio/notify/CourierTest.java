package io.chanio.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.chanio.control.Event;
import io.chanio.control.EventFilter;
import io.chanio.control.Events;
import io.chanio.control.Told;
import io.chanio.css.Crw;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.notify.Post.Reply;
import io.chanio.notify.Tally.Result;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook's receiver gets, when, and how often. Steps the event loop, the timers and the receiver by hand. */
class CourierTest {

    private static final String SECRET = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final SubchannelId ONE = new SubchannelId(0, 1);
    private static final SubchannelId TWO = new SubchannelId(0, 2);
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Deque<Runnable> loop = new ArrayDeque<>();
    private final Deque<Runnable> timers = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final Receiver receiver = new Receiver();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Events events = new Events(() -> now);
    private final Courier.Desk desk = new Courier.Desk(
            loop::add, this::later, () -> now, new Pauses(new Random(1)), (name, result) -> results.add(result));
    private final Letters letters = new Letters(URI.create("urn:chanio:here"), CourierTest::data);

    /** Something that was sent. */
    private record Sent(String body, Map<String, String> headers) {

        String id() {
            return String.valueOf(headers.get("webhook-id"));
        }

        CloudEvent event() {
            return new JsonFormat().deserialize(body.getBytes(UTF_8));
        }

        String data() {
            return new String(event().getData().toBytes(), UTF_8);
        }
    }

    /** Answers when the test says so. */
    private static final class Receiver implements Post {

        private final List<Sent> sent = new ArrayList<>();
        private final Deque<Consumer<Reply>> waiting = new ArrayDeque<>();
        private boolean closed;

        @Override
        public void send(String body, List<Map.Entry<String, String>> headers, Consumer<Reply> then) {
            assertThat(waiting).as("one at a time").isEmpty();
            sent.add(
                    new Sent(body, headers.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
            waiting.add(then);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void beginsBySayingThatItMayHaveMissedEvents() {
        start();

        Sent gap = receiver.sent.getFirst();
        assertThat(gap.event().getType()).isEqualTo("io.chanio.gap");
        assertThat(gap.event().getSubject()).isNull();
        assertThat(gap.data()).isEqualTo("{\"reason\":\"RESTARTED\"}");
    }

    @Test
    void sendsCloudEventsThatReceiversCanVerify() throws Exception {
        begun();
        tell(ONE, 7);

        Sent sent = receiver.sent.getLast();
        CloudEvent event = sent.event();
        assertThat(event.getSpecVersion()).hasToString("1.0");
        assertThat(event.getId()).isEqualTo(events.idOf(1));
        assertThat(event.getSource()).isEqualTo(URI.create("urn:chanio:here"));
        assertThat(event.getType()).isEqualTo("io.chanio.channel-report");
        assertThat(event.getSubject()).isEqualTo("subchannels/0.0.0001");
        assertThat(event.getTime()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(sent.data()).isEqualTo("{\"word\":7}");
        assertThat(sent.headers()).containsEntry("content-type", "application/cloudevents+json; charset=utf-8");
        assertThat(sent.headers()).containsEntry("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        assertThat(sent.headers())
                .containsEntry(
                        "webhook-signature", new Webhook(SECRET).sign(sent.id(), now.getEpochSecond(), sent.body()));
        assertThat(sent.id()).startsWith(event.getId()).doesNotContain(".");
    }

    @Test
    void bringsOneEventAfterTheOther() {
        begun();
        tell(ONE, 1);
        tell(ONE, 2);
        assertThat(words()).containsExactly(1);

        answer(200);
        assertThat(words()).containsExactly(1, 2);
        answer(204);

        assertThat(words()).containsExactly(1, 2);
        assertThat(results).containsOnly(Result.DELIVERED).hasSize(3);
    }

    @Test
    void bringsWhatWasToldBeforeItBegan() {
        events.tell(new Event.ChannelReport(ONE, new Crw(1)));
        begun();

        assertThat(words()).containsExactly(1);
    }

    @Test
    void sendsTheSameAgainUntilItIsTaken() {
        begun();
        tell(ONE, 1);
        tell(ONE, 2);
        answer(503);
        assertThat(receiver.waiting).isEmpty();
        now = now.plusSeconds(2);
        timers.remove().run();
        fail("Connection refused");
        timers.remove().run();
        answer(200);

        assertThat(words()).containsExactly(1, 1, 1, 2);
        List<Sent> tries = receiver.sent.subList(1, 4);
        assertThat(tries).extracting(Sent::id).containsOnly(tries.getFirst().id());
        assertThat(tries).extracting(Sent::body).containsOnly(tries.getFirst().body());
        assertThat(tries.get(1).headers().get("webhook-signature"))
                .as("with the time of the attempt")
                .isNotEqualTo(tries.getFirst().headers().get("webhook-signature"));
        assertThat(receiver.sent.getLast().id()).isNotEqualTo(tries.getFirst().id());
        assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(results).containsExactly(Result.DELIVERED, Result.FAILED, Result.FAILED, Result.DELIVERED);
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        begun();
        tell(ONE, 1);

        reply(new Reply.Answered(429, Optional.of("90")));

        assertThat(pauses).containsExactly(Duration.ofSeconds(90));
    }

    @Test
    void startsWithAShortPauseForEachEvent() {
        begun();
        tell(ONE, 1);
        for (int i = 0; i < 5; i++) {
            answer(500);
            timers.remove().run();
        }
        answer(200);
        tell(ONE, 2);
        answer(500);

        assertThat(pauses.getLast()).isLessThanOrEqualTo(Pauses.FIRST);
    }

    @Test
    void leavesOutWhatTheReceiverWillNeverTake() {
        begun();
        tell(ONE, 1);
        tell(ONE, 2);

        answer(422);

        assertThat(words()).containsExactly(1, 2);
        assertThat(results).containsExactly(Result.DELIVERED, Result.REFUSED);
    }

    @Test
    void givesAnEventUpThatWasTriedForTooLong() {
        begun();
        tell(ONE, 1);
        tell(ONE, 2);
        answer(500);
        now = now.plus(PATIENCE);
        timers.remove().run();

        answer(500);

        assertThat(words()).containsExactly(1, 1, 2);
        assertThat(results).containsExactly(Result.DELIVERED, Result.FAILED, Result.GIVEN_UP);
    }

    @Test
    void stopsWhenNothingIsWantedAnyMore() {
        begun();
        tell(ONE, 1);
        answer(410);
        tell(ONE, 2);

        assertThat(words()).containsExactly(1);
        assertThat(receiver.closed).isTrue();
        assertThat(results).containsExactly(Result.DELIVERED, Result.GONE);
    }

    @Test
    void saysWhatIsMissingWhenItIsOvertaken() {
        begun();
        tell(ONE, 0);
        for (int word = 1; word <= Events.KEPT + 5; word++) {
            events.tell(new Event.ChannelReport(ONE, new Crw(word)));
        }
        answer(200);

        Sent gap = receiver.sent.getLast();
        assertThat(gap.event().getType()).isEqualTo("io.chanio.gap");
        assertThat(gap.data()).isEqualTo("{\"reason\":\"TOO_OLD\"}");
        answer(200);
        assertThat(receiver.sent.getLast().data()).isEqualTo("{\"word\":6}");
        assertThat(receiver.sent).extracting(Sent::id).doesNotHaveDuplicates();
    }

    @Test
    void bringsOnlyWhatIsAskedFor() {
        Courier courier = courier(Set.of("channel-report"), new EventFilter(Optional.of(ONE), Optional.empty()));
        events.onTold(courier::wake);
        courier.begin();
        run();
        answer(200);
        for (int word = 0; word < Courier.LOOKS_AT_ONCE + 1; word++) {
            events.tell(new Event.Interruption(ONE, Irb.decode(ByteBuffer.allocate(Irb.LENGTH), 0), Optional.empty()));
            events.tell(new Event.ChannelReport(TWO, new Crw(word)));
        }
        tell(ONE, 9);

        assertThat(words()).containsExactly(9);
    }

    @Test
    void bringsWhatIsLeftWhenChanioStops() {
        Courier courier = begun();
        tell(ONE, 1);
        tell(ONE, 2);
        CompletableFuture<Void> over = courier.close();
        run();
        assertThat(over).isNotDone();
        answer(200);
        answer(200);

        assertThat(words()).containsExactly(1, 2);
        assertThat(over).isDone();
        assertThat(receiver.closed).isTrue();
    }

    @Test
    void triesNothingAgainWhenChanioStops() {
        Courier courier = begun();
        tell(ONE, 1);
        answer(500);
        CompletableFuture<Void> over = courier.close();
        run();
        assertThat(over).isDone();
        timers.remove().run();
        assertThat(words()).containsExactly(1);

        Courier other = courier(Set.of(), EventFilter.ALL);
        other.begin();
        run();
        over = other.close();
        run();
        assertThat(over).isNotDone();
        answer(500);
        assertThat(over).isDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://there/x", "there", "/x", "http:///x", "https://me:word@there/", "mailto:a@b"})
    void refusesAnAddressThatIsNone(String url) {
        assertThatThrownBy(() -> new WebhookTerms(
                        "ops", URI.create(url), Secret.parse(SECRET), Set.of(), EventFilter.ALL, PATIENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url is not http");
    }

    @Test
    void refusesEventsThatThereAreNot() {
        assertThatThrownBy(() -> courier(Set.of("jobs"), EventFilter.ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[jobs]");
    }

    private static String data(Told told) {
        return switch (told.event()) {
            case Event.ChannelReport(SubchannelId ignored, Crw report) -> "{\"word\":%d}".formatted(report.word());
            case Event.OfJob job -> throw new AssertionError(job);
            case Event.OfSubchannel lane -> throw new AssertionError(lane);
            case Event.Interruption interruption -> throw new AssertionError(interruption);
        };
    }

    private Courier courier(Set<String> types, EventFilter filter) {
        WebhookTerms terms =
                new WebhookTerms("ops", URI.create("http://there/hook"), Secret.parse(SECRET), types, filter, PATIENCE);
        return new Courier(terms, events, letters, receiver, desk);
    }

    private Courier start() {
        Courier courier = courier(Set.of(), EventFilter.ALL);
        events.onTold(courier::wake);
        courier.begin();
        run();
        return courier;
    }

    /** The receiver knows that there is a gap. */
    private Courier begun() {
        Courier courier = start();
        answer(200);
        return courier;
    }

    private void tell(SubchannelId subchannel, int word) {
        events.tell(new Event.ChannelReport(subchannel, new Crw(word)));
        run();
    }

    private void answer(int status) {
        reply(new Reply.Answered(status, Optional.empty()));
    }

    private void fail(String reason) {
        reply(new Reply.Failed(reason));
    }

    private void reply(Reply reply) {
        receiver.waiting.remove().accept(reply);
        run();
    }

    private void later(Duration after, Runnable task) {
        pauses.add(after);
        timers.add(task);
    }

    private void run() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    /** Of the channel reports that were sent. */
    private List<Integer> words() {
        return receiver.sent.stream()
                .filter(sent -> sent.event().getType().endsWith("channel-report"))
                .map(sent -> Integer.valueOf(sent.data().replaceAll("[^0-9]", "")))
                .toList();
    }
}
