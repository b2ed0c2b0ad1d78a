package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.jobs;
import static io.chanio.api.Programs.json;
import static io.chanio.api.SimulatedMachine.BARE;
import static io.chanio.api.SimulatedMachine.QUAL01;
import static io.chanio.api.SimulatedMachine.QUAL02;
import static io.chanio.api.SimulatedMachine.QUEUE_CAPACITY;
import static io.chanio.api.SimulatedMachine.SLOW;
import static io.chanio.api.SimulatedMachine.SLOW_MICROS;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs for many subchannels in one call. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedMachine.class)
class BatchesIT {

    private static final String BATCHES = "/api/v1/batches";
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String NOWHERE = "0.0.0fff";

    private final String label = UUID.randomUUID().toString();

    @Test
    void runsProgramsAndOperationsTogether() {
        ValidatableResponse answer = json(batch(
                        item(BARE, "\"program\":" + program()),
                        item(QUAL01, "\"operation\":\"eckd-read-track\",\"parameters\":{\"cylinder\":0,\"head\":0}"),
                        item(QUAL02, "\"operation\":\"sense-id\",\"timeoutMillis\":20000"),
                        item(BARE, "\"operation\":\"sense-id\"")))
                .header("Prefer", "wait=30")
                .post(BATCHES)
                .then()
                .statusCode(200)
                .header("Preference-Applied", "wait=30");

        answer.body("items.size()", equalTo(4))
                .body("items.job.state", everyItem(equalTo("SUCCEEDED")))
                .body("items.job.subchannel", contains(BARE, QUAL01, QUAL02, BARE))
                .body("items.job.label", everyItem(equalTo(label)))
                .body("items[0].job.data[0].transferred", notNullValue())
                .body("items[1].job.result.records.size()", notNullValue())
                .body("items[2].job.operation", equalTo("sense-id"))
                .body("items.problem", everyItem(nullValue()));
    }

    @Test
    void answersAtOnceAndRunsThoseOfASubchannelInTheirOrder() {
        Response answer = json(batch(sense(SLOW), sense(BARE), sense(SLOW))).post(BATCHES);
        answer.then().statusCode(202);
        assertThat(answer.header(REPLAYED)).isNull();

        List<String> ids = answer.path("items.job.id");
        assertThat(ids).hasSize(3).isSorted();
        Instant first = Instant.parse(end(ids.get(0)).path("startedAt"));
        Instant second = Instant.parse(end(ids.get(2)).path("startedAt"));
        assertThat(Duration.between(first, second)).isGreaterThanOrEqualTo(Duration.of(SLOW_MICROS, ChronoUnit.MICROS));
    }

    @Test
    void acceptsNothingWhereOneQueueIsFull() {
        List<String> tooMany = Collections.nCopies(QUEUE_CAPACITY + 1, sense(SLOW));

        json(batch(sense(BARE), String.join(",", tooMany)))
                .post(BATCHES)
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/queue-full"))
                .body("refusals.item", contains(1, 2, 3, 4))
                .body("refusals.problem.type", everyItem(equalTo("/problems/queue-full")));

        nothingIsLeft();
    }

    @Test
    void acceptsNothingWhereOneItemCantBe() {
        json(batch(
                        sense(BARE),
                        sense(NOWHERE),
                        sense(QUAL01),
                        item(BARE, "\"program\":{\"ccws\":[{\"command\":\"READ_DATA\",\"count\":1}]}"),
                        item(QUAL01, "\"operation\":\"eckd-read-track\""),
                        item(BARE, "\"operation\":\"format\"")))
                .post(BATCHES)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/batch-refused"))
                .body("instance", equalTo(BATCHES))
                .body("detail", containsString(NOWHERE))
                .body("refusals.item", contains(1, 3, 4, 5))
                .body(
                        "refusals.problem.type",
                        contains(
                                "/problems/unknown-subchannel",
                                "/problems/invalid-program",
                                "/problems/invalid-request",
                                "/problems/unknown-operation"))
                .body("refusals[1].problem.faults[0].ccw", equalTo(0))
                .body("refusals[2].problem.faults.member", hasItem("cylinder"));

        nothingIsLeft();
    }

    @Test
    void acceptsEachByItselfWithoutAtomic() {
        Response answer = json("{\"atomic\":false,\"items\":[" + sense(NOWHERE) + "," + sense(BARE) + "]}")
                .header("Prefer", "wait=20")
                .post(BATCHES);

        answer.then()
                .statusCode(200)
                .body("items[0].problem.type", equalTo("/problems/unknown-subchannel"))
                .body("items[0].job", nullValue())
                .body("items[1].job.state", equalTo("SUCCEEDED"));
        json("{\"atomic\":false,\"items\":[" + sense(NOWHERE) + "]}")
                .post(BATCHES)
                .then()
                .statusCode(200)
                .body("items.problem.status", contains(404));
    }

    @Test
    void tellsAllThatIsWrongWithAllItems() {
        json("""
                {"items":[
                  {"subchannel":"%s","program":%s,"operation":"sense-id"},
                  {"subchannel":"0.0.9","operation":"sense-id","parameters":7},
                  {"subchannel":"%s"},
                  {"subchannel":"%s","program":{"ccws":[{"command":"NOP"},{"command":"0x02","count":"1"}]}},
                  {"subchannel":"%s","program":{"ccws":[{"command":"READ_DATA","count":1}]},"timeoutMillis":0},
                  {"program":%s,"parameters":{},"label":"","colour":1},
                  7]}
                """.formatted(BARE, program(), BARE, BARE, BARE, program()))
                .post(BATCHES)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-program"))
                .body(
                        "faults.member",
                        contains(
                                "items[6]",
                                "items[0].operation",
                                "items[1].subchannel",
                                "items[1].parameters",
                                "items[2].program",
                                "items[3].count",
                                "items[4].timeoutMillis",
                                "items[4].command",
                                "items[5].subchannel",
                                "items[5].parameters",
                                "items[5].label",
                                "items[5].colour"))
                .body("faults.find { it.member == 'items[3].count' }.ccw", equalTo(1))
                .body("faults.detail", hasItem(containsString("items[4]: ")));

        nothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|invalid-request|items",
                "{\"items\":[]}|invalid-request|items",
                "{\"items\":7,\"atomic\":1}|invalid-request|atomic",
                "{\"items\":null}|invalid-request|items",
            })
    void refusesABodyThatIsNoBatch(String body, String type, String member) {
        json(body)
                .post(BATCHES)
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/" + type))
                .body("faults[0].member", equalTo(member));
    }

    @Test
    void refusesMoreItemsThanItTakes() {
        json(batch(String.join(",", Collections.nCopies(1001, sense(BARE)))))
                .post(BATCHES)
                .then()
                .statusCode(400)
                .body("faults.member", contains("items"))
                .body("faults[0].code", equalTo("OUT_OF_RANGE"))
                .body("detail", containsString("1001 elements; a batch is of 1 to 1000 jobs"));
    }

    @Test
    void answersTheSecondRequestWithTheJobsOfTheFirst() {
        String body = batch(sense(SLOW), sense(BARE), sense(SLOW));
        String key = UUID.randomUUID().toString();
        Response first = json(body).header(KEY, key).post(BATCHES);
        first.then().statusCode(202).body("items.replayed", everyItem(nullValue()));

        Response second =
                json(body).header(KEY, key).header("Prefer", "wait=20").post(BATCHES);

        second.then()
                .statusCode(200)
                .header(REPLAYED, "true")
                .body("items.replayed", everyItem(is(true)))
                .body("items.job.state", everyItem(equalTo("SUCCEEDED")));
        assertThat(second.<List<String>>path("items.job.id")).isEqualTo(first.path("items.job.id"));
        json(batch(sense(BARE)) + " ")
                .header(KEY, key)
                .post(BATCHES)
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/idempotency-key-reused"));
        assertThat(labelled()).hasSize(3);
    }

    @Test
    void ofConcurrentDuplicatesOneWins() {
        String body = batch(sense(BARE), sense(QUAL01));
        String key = UUID.randomUUID().toString();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<CompletableFuture<Response>> sent = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> json(body).header(KEY, key).post(BATCHES), clients))
                    .toList();
            List<Response> answers = sent.stream().map(CompletableFuture::join).toList();

            assertThat(answers).extracting(Response::statusCode).allMatch(status -> status == 202 || status == 200);
            assertThat(answers)
                    .extracting(answer -> answer.<List<String>>path("items.job.id"))
                    .containsOnly(answers.get(0).<List<String>>path("items.job.id"));
            assertThat(answers)
                    .filteredOn(answer -> answer.header(REPLAYED) == null)
                    .hasSize(1);
        }
        List<String> ids = labelled();
        assertThat(ids).hasSize(2);
        ids.forEach(this::end);
    }

    @Test
    void leavesTheSingleCallAsItIs() {
        String key = UUID.randomUUID().toString();
        json(batch(sense(BARE))).header(KEY, key).header("Prefer", "wait=20").post(BATCHES);

        json(SENSE_ID)
                .header(KEY, key)
                .header("Prefer", "wait=20")
                .post(jobs(BARE))
                .then()
                .statusCode(200)
                .header(REPLAYED, nullValue());
    }

    private void nothingIsLeft() {
        assertThat(labelled()).isEmpty();
        get("/api/v1/subchannels").then().body("items.queue.depth.sum()", equalTo(0));
    }

    private List<String> labelled() {
        return given().queryParam("label", label).get("/api/v1/jobs").path("items.id");
    }

    private Response end(String job) {
        Response end = given().header("Prefer", "wait=30").get("/api/v1/jobs/" + job);
        end.then().statusCode(200).body("state", equalTo("SUCCEEDED"));
        return end;
    }

    private static String batch(String... items) {
        return "{\"items\":[" + String.join(",", items) + "]}";
    }

    private String sense(String subchannel) {
        return item(subchannel, "\"program\":" + program());
    }

    private String item(String subchannel, String members) {
        return "{\"subchannel\":\"%s\",\"label\":\"%s\",%s}".formatted(subchannel, label, members);
    }

    private static String program() {
        return "{\"ccws\":[{\"command\":\"SENSE_ID\",\"count\":255,\"flags\":[\"SLI\"]}]}";
    }
}
