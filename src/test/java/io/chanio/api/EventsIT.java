package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.json;
import static io.chanio.api.RefusalContract.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.api.EventStream.Received;
import io.chanio.notify.EventStreams;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event stream over HTTP: what comes, in which order, and where a client that comes back goes on. */
@Timeout(120)
class EventsIT {

    private static final int JOBS = 1;
    private static final int OTHER = 2;
    private static final int RESUMED = 3;
    private static final int ATTENTIVE = 4;
    private static final int OWING = 5;
    private static final int PATHS = 6;
    private static final int REMOVED = 7;
    private static final int FILTERED = 8;

    private static FaultyMachine machine;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        machine = FaultyMachine.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        machine.close();
    }

    @Test
    void tellsWhatBecomesOfAJobInOrder() throws IOException, InterruptedException {
        try (EventStream stream = follow(JOBS)) {
            assertThat(stream.response().headers().firstValue("content-type")).contains("text/event-stream");
            run(OTHER);

            String id = run(JOBS);

            List<Received> all = stream.upTo(EventsIT::ended);
            assertThat(states(all)).containsExactly("QUEUED", "RUNNING", "SUCCEEDED");
            assertThat(all)
                    .extracting(received -> received.json().getString("id"))
                    .containsOnly(id);
            assertThat(all.getLast().json().<Object>get("irb"))
                    .as("as in a listing")
                    .isNull();
        }
    }

    @Test
    void goesOnBehindTheLastEventId() throws IOException, InterruptedException {
        String last;
        String first;
        try (EventStream stream = follow(RESUMED)) {
            first = run(RESUMED);
            last = stream.next().id();
        }
        String second = run(RESUMED);

        try (EventStream stream = follow(RESUMED, "Last-Event-ID", last)) {
            List<Received> rest = stream.upTo(EventsIT::ended);
            assertThat(states(rest)).containsExactly("RUNNING", "SUCCEEDED");
            assertThat(rest.getFirst().json().getString("id")).isEqualTo(first);
            List<Received> more = stream.upTo(EventsIT::ended);
            assertThat(states(more)).containsExactly("QUEUED", "RUNNING", "SUCCEEDED");
            assertThat(more.getFirst().json().getString("id")).isEqualTo(second);
        }
    }

    @Test
    void tellsAClientOfAnEarlierLifeThatThereIsAGapAndThenWhatThereIs() throws IOException, InterruptedException {
        String id = run(FILTERED);
        run(FILTERED);

        try (EventStream stream = EventStream.open(events("?job=" + id), "Last-Event-ID", "earlier-7")) {
            Received gap = stream.next();
            assertThat(gap.event()).isEqualTo("gap");
            assertThat(gap.json().getString("reason")).isEqualTo("UNKNOWN_ID");
            List<Received> all = stream.upTo(EventsIT::ended);
            assertThat(states(all)).containsExactly("QUEUED", "RUNNING", "SUCCEEDED");
            assertThat(all)
                    .extracting(received -> received.json().getString("id"))
                    .containsOnly(id);
        }
    }

    @Test
    void tellsThatADeviceSpokeUnasked() throws IOException, InterruptedException {
        try (EventStream stream = follow(ATTENTIVE)) {
            machine.act(ATTENTIVE, "{\"action\":\"PRESENT_UNSOLICITED\",\"deviceStatus\":[\"ATTENTION\"]}");

            Received event = stream.next();

            assertThat(event.event()).isEqualTo("interruption");
            assertThat(event.json().getString("subchannel")).isEqualTo(FaultyMachine.id(ATTENTIVE));
            assertThat(event.json().<String>getList("deviceStatus")).containsExactly("ATTENTION");
            assertThat(event.json().getString("irb.raw")).hasSize(192);
        }
    }

    @Test
    void tellsTheSenseThatTheStatusOwed() throws IOException, InterruptedException {
        try (EventStream stream = follow(OWING)) {
            machine.act(OWING, "{\"action\":\"PRESENT_UNSOLICITED\",\"deviceStatus\":[\"UNIT_CHECK\"]}");

            Received event = stream.next();

            assertThat(event.event()).isEqualTo("interruption");
            assertThat(event.json().<String>getList("deviceStatus")).contains("UNIT_CHECK");
            assertThat(event.json().getString("irb.sense.source")).isEqualTo("BASIC");
        }
    }

    @Test
    void tellsWhatTheChannelSubsystemReported() throws IOException, InterruptedException {
        try (EventStream stream = follow(PATHS)) {
            machine.act(PATHS, "{\"action\":\"LOSE_PATHS\",\"paths\":\"0x40\"}");

            Received report = stream.upTo(received -> received.event().equals("channel-report"))
                    .getLast();

            assertThat(report.json().getString("source")).isEqualTo("CHANNEL_PATH");
            assertThat(report.json().getString("raw")).hasSize(8);
        }
    }

    @Test
    void tellsThatASubchannelIsAnotherThanBefore() throws IOException, InterruptedException {
        try (EventStream stream = follow(REMOVED)) {
            machine.act(REMOVED, "{\"action\":\"REMOVE_DEVICE\"}");

            Received event = stream.upTo(received -> received.event().equals("subchannel")
                            && !received.json().getString("state").equals("OPERATIONAL"))
                    .getLast();

            assertThat(event.json().getString("id")).isEqualTo(FaultyMachine.id(REMOVED));
            assertThat(event.json().getString("stateReason")).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?subchannel=nonsense", "?job=nonsense", "?subchannel=0.0.0001&job=7"})
    void refusesAFilterThatIsNone(String filters) {
        refused(given().get(events(filters)).then(), 400, "invalid-parameter");
    }

    @Test
    void hasOnlyOneForm() {
        refused(given().accept("application/json").get(events("")).then(), 406, "not-acceptable");
        refused(given().post(events("")).then(), 405, "method-not-allowed");
        given().head(events("")).then().statusCode(200);
    }

    @Test
    void hasSeatsForSoManyAndFreesThatOfAClientThatGoesAway() throws IOException, InterruptedException {
        List<EventStream> all = new ArrayList<>();
        try {
            for (int seat = 0; seat < EventStreams.READERS_MAX; seat++) {
                all.add(EventStream.open(events("")));
            }
            refused(given().get(events("")).then(), 429, "too-many-streams");

            all.removeLast().close();

            all.add(whenThereIsASeat());
        } finally {
            all.forEach(EventStream::close);
        }
    }

    @Test
    void endsTheStreamsWhenChanioStops(@TempDir Path folder) throws IOException, InterruptedException {
        try (FaultyMachine another = FaultyMachine.start(folder);
                EventStream stream = EventStream.open(
                        another.chanio().url() + "/api/v1/events?subchannel=" + FaultyMachine.id(JOBS))) {
            another.run(JOBS, SENSE_ID);
            assertThat(states(stream.upTo(EventsIT::ended))).containsExactly("QUEUED", "RUNNING", "SUCCEEDED");

            another.chanio().process().destroy();

            assertThat(stream.ends()).isTrue();
        }
    }

    private static boolean ended(Received received) {
        return received.event().equals("job") && received.json().get("outcome") != null;
    }

    private static EventStream whenThereIsASeat() throws IOException, InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            EventStream stream = EventStream.open(events(""));
            if (stream.response().statusCode() == 200) {
                return stream;
            }
            stream.close();
            assertThat(System.nanoTime()).as("the time for a seat to be free").isLessThan(until);
        }
    }

    private static EventStream follow(int number, String... headers) throws IOException, InterruptedException {
        return EventStream.open(events("?subchannel=" + FaultyMachine.id(number)), headers);
    }

    private static String run(int number) {
        return json(SENSE_ID)
                .header("Prefer", "wait=30")
                .post(machine.jobs(number))
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private static List<String> states(List<Received> events) {
        return events.stream()
                .filter(received -> received.event().equals("job"))
                .map(received -> received.json().getString("state"))
                .toList();
    }

    private static String events(String filters) {
        return machine.chanio().url() + "/api/v1/events" + filters;
    }
}
