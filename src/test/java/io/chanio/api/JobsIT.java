package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.jobs;
import static io.chanio.api.Programs.json;
import static io.chanio.api.SimulatedMachine.BARE;
import static io.chanio.api.SimulatedMachine.SLOW;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A job's way from its acceptance to its end, as clients see it. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedMachine.class)
class JobsIT {

    @Test
    void answersAtOnceAndIsFoundWhereItSays() {
        Response accepted = json(SENSE_ID).post(jobs(SLOW));

        accepted.then().statusCode(202).body("outcome", nullValue());
        String id = accepted.path("id");
        assertThat(accepted.header("Location")).isEqualTo("/api/v1/jobs/" + id);
        given().header("Prefer", "wait=20")
                .get("/api/v1/jobs/" + id)
                .then()
                .statusCode(200)
                .header("Preference-Applied", "wait=20")
                .body("state", equalTo("SUCCEEDED"));
    }

    @Test
    void answers202WhenTheWaitRunsOut() {
        json(SENSE_ID).header("Prefer", "wait=0").post(jobs(SLOW)).then().statusCode(202);
        Response accepted =
                json(SENSE_ID).header("Prefer", "respond-async, wait=20").post(jobs(SLOW));

        accepted.then().statusCode(200);
    }

    @Test
    void showsNothingOfTheJobBefore() {
        byte[] secret = "secret".repeat(30).getBytes(US_ASCII);
        String data = Base64.getEncoder().encodeToString(secret);
        Programs.run(BARE, Programs.of("{\"command\":\"NOP\",\"data\":\"%s\",\"flags\":[\"SLI\"]}".formatted(data)))
                .body("state", equalTo("SUCCEEDED"));

        // Followed by another CCW, and with SLI: the whole buffer is shown, for nobody knows how much of it came.
        Response read = Programs.run(
                        BARE,
                        Programs.of(
                                "{\"command\":\"SENSE_ID\",\"count\":180,\"flags\":[\"SLI\"]}",
                                "{\"command\":\"NOP\"}"))
                .body("data[0].transferred", equalTo("UNKNOWN"))
                .extract()
                .response();

        byte[] shown = Base64.getDecoder().decode(read.<String>path("data[0].bytes"));
        assertThat(shown).hasSize(180);
        assertThat(shown[0]).isEqualTo((byte) 0xFF);
        assertThat(Arrays.copyOfRange(shown, 7, shown.length)).containsOnly(0);
    }

    @Test
    void ignoresAMalformedPreference() {
        Response accepted = json(SENSE_ID).header("Prefer", "wait=a while").post(jobs(BARE));

        accepted.then().statusCode(202);
        awaitEnd(accepted.path("id"));
    }

    @Test
    void tellsOfEachChangeToWhoPollsByTag() {
        Response accepted = json(SENSE_ID).post(jobs(SLOW));
        String path = accepted.header("Location");
        String tag = accepted.header("ETag");

        List<String> states = new ArrayList<>(List.of(accepted.<String>path("state")));
        while (!states.getLast().equals("SUCCEEDED")) {
            Response changed = given().header("If-None-Match", tag)
                    .header("Prefer", "wait=20")
                    .get(path);
            changed.then().statusCode(200);
            assertThat(changed.header("ETag")).isNotEqualTo(tag);
            tag = changed.header("ETag");
            states.add(changed.path("state"));
        }

        assertThat(states.size()).isBetween(2, 3);
        given().header("If-None-Match", tag).get(path).then().statusCode(304).header("ETag", tag);
        given().header("If-None-Match", tag)
                .header("Prefer", "wait=1")
                .get(path)
                .then()
                .statusCode(304);
        given().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
    }

    @Test
    void cancelsWhatStillWaits() {
        String first =
                json(SENSE_ID).post(jobs(SLOW)).then().statusCode(202).extract().path("id");
        String second =
                json(SENSE_ID).post(jobs(SLOW)).then().statusCode(202).extract().path("id");

        given().post("/api/v1/jobs/" + second + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"))
                .body("outcome.kind", equalTo("CANCELLED"))
                .body("startedAt", nullValue());
        given().post("/api/v1/jobs/" + second + "/cancel").then().statusCode(200);
        awaitEnd(first);
        given().post("/api/v1/jobs/" + first + "/cancel")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/job-ended"))
                .body("state", equalTo("SUCCEEDED"));
    }

    @Test
    void refusesMoreThanTheQueueHolds() {
        List<String> accepted = new ArrayList<>();
        Response last = json(SENSE_ID).post(jobs(SLOW));
        while (last.statusCode() == 202) {
            accepted.add(last.path("id"));
            last = json(SENSE_ID).post(jobs(SLOW));
        }

        last.then().statusCode(429).body("type", equalTo("/problems/queue-full"));
        assertThat(last.header("Retry-After")).isNotBlank();
        assertThat(accepted).hasSizeBetween(SimulatedMachine.QUEUE_CAPACITY, SimulatedMachine.QUEUE_CAPACITY + 2);
        accepted.forEach(JobsIT::awaitEnd);
    }

    @Test
    void endsAJobThatTimedOutInTheQueueWithoutStartingIt() {
        String first = json(SENSE_ID).post(jobs(SLOW)).path("id");
        String body = SENSE_ID.substring(0, SENSE_ID.length() - 1) + ",\"timeoutMillis\":50}";

        json(body)
                .header("Prefer", "wait=20")
                .post(jobs(SLOW))
                .then()
                .statusCode(200)
                .body("state", equalTo("FAILED"))
                .body("outcome.kind", equalTo("TIMED_OUT"))
                .body("startedAt", nullValue());
        awaitEnd(first);
    }

    @Test
    void listsJobsNewestFirstInPages() {
        String label = "listed";
        String body = SENSE_ID.substring(0, SENSE_ID.length() - 1) + ",\"label\":\"" + label + "\"}";
        for (int i = 0; i < 5; i++) {
            json(body).header("Prefer", "wait=20").post(jobs(BARE)).then().statusCode(200);
        }

        List<String> seen = new ArrayList<>();
        Response page = get("/api/v1/jobs?label=listed&limit=2");
        while (true) {
            page.then().statusCode(200).body("items", everyItem(not(hasKey("data"))));
            seen.addAll(page.<List<String>>path("items.id"));
            if (page.path("next") == null) {
                break;
            }
            page = given().queryParams(Map.of("label", label, "limit", 2, "cursor", page.<String>path("next")))
                    .get("/api/v1/jobs");
        }

        assertThat(seen)
                .hasSize(5)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
        String cursor = get("/api/v1/jobs?label=listed&limit=2").path("next");
        given().queryParams(Map.of("label", "other", "cursor", cursor))
                .get("/api/v1/jobs")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-cursor"));
        get("/api/v1/jobs?label=listed&limit=5000").then().statusCode(200).body("items.size()", equalTo(5));
        get("/api/v1/jobs?label=listed&state=FAILED").then().body("items.size()", equalTo(0));
        get("/api/v1/jobs?label=listed&subchannel=" + SLOW).then().body("items.size()", equalTo(0));
    }

    @Test
    void pagesSubchannelsById() {
        Response first = get("/api/v1/subchannels?limit=1");
        Response second = given().queryParams(Map.of("limit", 1, "cursor", first.<String>path("next")))
                .get("/api/v1/subchannels");

        assertThat(first.<String>path("items[0].id")).isEqualTo(BARE);
        assertThat(second.<String>path("items[0].id")).isEqualTo(SLOW);
        get("/api/v1/subchannels?deviceNumber=0.0.100a")
                .then()
                .body("items.id", equalTo(List.of(SLOW)))
                .body("next", nullValue());
    }

    @Test
    void downloadsWhatACcwRead() {
        Response job = json(SENSE_ID).header("Prefer", "wait=20").post(jobs(BARE));
        String path = "/api/v1/jobs/" + job.path("id") + "/data/";

        byte[] bytes = get(path + "0")
                .then()
                .statusCode(200)
                .contentType("application/octet-stream")
                .extract()
                .asByteArray();

        assertThat(bytes).isEqualTo(Base64.getDecoder().decode(job.<String>path("data[0].bytes")));
        get(path + "1").then().statusCode(404).body("type", equalTo("/problems/unknown-data"));
        get(path + "x").then().statusCode(404).body("type", equalTo("/problems/unknown-data"));
    }

    private static void awaitEnd(String job) {
        given().header("Prefer", "wait=20")
                .get("/api/v1/jobs/" + job)
                .then()
                .statusCode(200)
                .body("finishedAt", not(nullValue()));
    }
}
