package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.jobs;
import static io.chanio.api.Programs.json;
import static io.chanio.api.SimulatedMachine.BARE;
import static io.chanio.api.SimulatedMachine.SLOW;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that are stopped, and subchannels that are halted, cleared and reset. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedMachine.class)
class ControlIT {

    @Test
    void cancelsARunningJob() {
        String id = submit();
        awaitRunning(id);

        given().post("/api/v1/jobs/" + id + "/cancel")
                .then()
                .statusCode(202)
                .header("Location", "/api/v1/jobs/" + id)
                .body("cancelRequestedAt", notNullValue());

        ended(id).body("state", equalTo("CANCELLED")).body("outcome.kind", equalTo("CANCELLED"));
        given().post("/api/v1/jobs/" + id + "/cancel").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"halt", "clear", "reset"})
    void endsTheRunningJobAndNamesTheOneThatDidIt(String function) {
        String running = submit();
        String waiting = submit();
        awaitRunning(running);

        String id = given().header("Prefer", "wait=20")
                .post("/api/v1/subchannels/" + SLOW + "/" + function)
                .then()
                .statusCode(200)
                .body("function", equalTo(function.toUpperCase(java.util.Locale.ROOT)))
                .body("state", equalTo("SUCCEEDED"))
                .extract()
                .path("id");

        ended(running).body("state", equalTo("CANCELLED")).body("outcome.detail", containsString("of job " + id));
        ended(waiting).body("state", equalTo("SUCCEEDED"));
    }

    @Test
    void haltsAnIdleSubchannel() {
        given().header("Prefer", "wait=20")
                .post("/api/v1/subchannels/" + BARE + "/halt")
                .then()
                .statusCode(200)
                .body("irb.scsw.functionControl", hasItem("HALT"));
    }

    @Test
    void takesAPostWithoutABodyFromAClientThatAsksForHttp2() throws IOException, InterruptedException {
        URI halt = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/subchannels/" + BARE + "/halt");
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            // Only the second request would go over the connection that the first one had upgraded.
            client.send(HttpRequest.newBuilder(halt.resolve("/q/health")).build(), BodyHandlers.ofString());
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(halt).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }

    @Test
    void answersWithAJobWhereNobodyWaits() {
        String location = given().post("/api/v1/subchannels/" + BARE + "/clear")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        given().header("Prefer", "wait=20")
                .get(location)
                .then()
                .body("function", equalTo("CLEAR"))
                .body("state", equalTo("SUCCEEDED"))
                .body("irb.scsw.functionControl", hasItem("CLEAR"));
    }

    @Test
    void releasesNothingFromAQuarantineThatThereIsNot() {
        given().post("/api/v1/subchannels/" + BARE + "/release-quarantine")
                .then()
                .statusCode(200)
                .body("id", equalTo(BARE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"halt", "clear", "reset", "release-quarantine"})
    void knowsNoSubchannelThatIsNotThere(String call) {
        given().post("/api/v1/subchannels/0.0.9999/" + call)
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-subchannel"));
        given().post("/api/v1/subchannels/nonsense/" + call).then().statusCode(400);
    }

    private static String submit() {
        return json(SENSE_ID).post(jobs(SLOW)).then().statusCode(202).extract().path("id");
    }

    /** The first change of a queued job is its start. */
    private static void awaitRunning(String id) {
        String path = "/api/v1/jobs/" + id;
        String tag = given().get(path).getHeader("ETag");
        String state = given().get(path).path("state");
        if (state.equals("QUEUED")) {
            given().header("Prefer", "wait=20").header("If-None-Match", tag).get(path);
        }
    }

    private static ValidatableResponse ended(String id) {
        return given().header("Prefer", "wait=20")
                .get("/api/v1/jobs/" + id)
                .then()
                .statusCode(200);
    }
}
