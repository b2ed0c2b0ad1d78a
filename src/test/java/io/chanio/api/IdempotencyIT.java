package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.jobs;
import static io.chanio.api.Programs.json;
import static io.chanio.api.SimulatedMachine.BARE;
import static io.chanio.api.SimulatedMachine.SLOW;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come twice, and run once. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedMachine.class)
class IdempotencyIT {

    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";

    private final String key = UUID.randomUUID().toString();

    @Test
    void answersTheSecondRequestWithTheJobOfTheFirst() {
        Response first = json(SENSE_ID).header(KEY, key).post(jobs(SLOW));
        first.then().statusCode(202);
        assertThat(first.header(REPLAYED)).isNull();
        String id = first.path("id");

        Response open = json(SENSE_ID).header(KEY, key).post(jobs(SLOW));
        open.then().statusCode(202).header(REPLAYED, "true").body("id", equalTo(id));
        assertThat(open.header("Location")).isEqualTo(first.header("Location"));
        json(SENSE_ID)
                .header(KEY, key)
                .header("Prefer", "wait=20")
                .post(jobs(SLOW))
                .then()
                .statusCode(200)
                .header(REPLAYED, "true")
                .body("id", equalTo(id))
                .body("state", equalTo("SUCCEEDED"));
        json(SENSE_ID)
                .header(KEY, key)
                .post(jobs(SLOW))
                .then()
                .statusCode(200)
                .header(REPLAYED, "true")
                .body("finishedAt", notNullValue());
    }

    @Test
    void honoursTheKeyOfAnOperation() {
        Response first = operation("sense-id");
        first.then().statusCode(200);

        Response second = operation("sense-id");

        second.then().statusCode(200).header(REPLAYED, "true").body("id", equalTo(first.path("id")));
        assertThat(second.<Object>path("result")).isEqualTo(first.path("result"));
        operation("sense").then().statusCode(200).body("operation", equalTo("sense"));
    }

    @Test
    void refusesTheKeyForAnotherBody() {
        json(SENSE_ID).header(KEY, key).post(jobs(BARE)).then().statusCode(202);

        json(SENSE_ID.replace("255", "254"))
                .header(KEY, key)
                .post(jobs(BARE))
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/idempotency-key-reused"));
    }

    @Test
    void tellsTheSameKeyOnAnotherSubchannelApart() {
        String first = json(SENSE_ID).header(KEY, key).post(jobs(BARE)).path("id");
        String second = json(SENSE_ID)
                .header(KEY, key)
                .header("Prefer", "wait=20")
                .post(jobs(SLOW))
                .then()
                .statusCode(200)
                .extract()
                .path("id");

        assertThat(second).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", ""})
    void refusesAKeyThatIsNotVisibleAscii(String bad) {
        json(SENSE_ID).header(KEY, bad).post(jobs(BARE)).then().statusCode(400);
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        json(SENSE_ID).header(KEY, "k".repeat(256)).post(jobs(BARE)).then().statusCode(400);
        json(SENSE_ID)
                .header(KEY, key + "k".repeat(255 - key.length()))
                .post(jobs(BARE))
                .then()
                .statusCode(202);
    }

    @Test
    void refusesTwoKeys() {
        given().contentType("application/json")
                .header(KEY, "one", "two")
                .body(SENSE_ID)
                .post(jobs(BARE))
                .then()
                .statusCode(400);
    }

    @Test
    void doesNotRememberARefusal() {
        json("{\"program\":{\"ccws\":[{\"command\":\"0x100\"}]}}")
                .header(KEY, key)
                .post(jobs(BARE))
                .then()
                .statusCode(400);

        json(SENSE_ID)
                .header(KEY, key)
                .header("Prefer", "wait=20")
                .post(jobs(BARE))
                .then()
                .statusCode(200)
                .body("state", equalTo("SUCCEEDED"));
    }

    @Test
    void runsOneOfManyThatComeAtOnce() {
        String label = "at once " + key;
        String body = SENSE_ID.substring(0, SENSE_ID.length() - 1) + ",\"label\":\"" + label + "\"}";
        int clients = 16;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<CompletableFuture<Response>> sent = IntStream.range(0, clients)
                    .mapToObj(client -> CompletableFuture.supplyAsync(
                            () -> json(body).header(KEY, key).post(jobs(SLOW)), threads))
                    .toList();
            List<Response> answers = sent.stream().map(CompletableFuture::join).toList();

            assertThat(answers).extracting(Response::statusCode).containsOnly(202);
            assertThat(answers)
                    .extracting(answer -> answer.<String>path("id"))
                    .containsOnly(answers.get(0).<String>path("id"));
            assertThat(answers)
                    .filteredOn(answer -> answer.header(REPLAYED) == null)
                    .hasSize(1);
            given().header("Prefer", "wait=20")
                    .get(answers.get(0).header("Location"))
                    .then()
                    .statusCode(200)
                    .body("finishedAt", notNullValue());
        }
        given().queryParam("label", label).get("/api/v1/jobs").then().body("items.size()", equalTo(1));
    }

    @Test
    void measuresWhatTheDiskTakes() {
        json(SENSE_ID).post(jobs(BARE)).then().statusCode(202);

        assertThat(get("/q/metrics").asString())
                .containsPattern("chanio_ledger_fsync_seconds_count [1-9]")
                .contains("chanio_ledger_fsync_seconds_sum");
        get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("ledger"));
    }

    private Response operation(String name) {
        return given().header(KEY, key)
                .header("Prefer", "wait=20")
                .post("/api/v1/subchannels/" + BARE + "/operations/" + name);
    }
}
