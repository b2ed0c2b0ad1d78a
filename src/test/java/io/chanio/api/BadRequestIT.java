package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.json;
import static io.chanio.api.SimulatedMachine.BARE;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a request before its body is read: path, method, media type, headers. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedMachine.class)
class BadRequestIT extends RefusalContract {

    @Test
    void refusesWrongMediaTypesAndMethods() {
        refused(
                given().contentType("text/plain")
                        .body(SENSE_ID)
                        .post(Programs.jobs(BARE))
                        .then(),
                415,
                "unsupported-media-type");
        refused(given().accept("text/csv").get("/api/v1/jobs").then(), 406, "not-acceptable");
        ValidatableResponse method = refused(given().delete("/api/v1/jobs").then(), 405, "method-not-allowed");
        assertThat(method.extract().header("Allow")).contains("GET").doesNotContain("DELETE");
        ValidatableResponse function =
                refused(get("/api/v1/subchannels/0.0.0009/halt").then(), 405, "method-not-allowed");
        assertThat(function.extract().header("Allow")).contains("POST");
    }

    @Test
    void refusesPathsThatNothingHas() {
        refused(get("/api/v1/nothing").then(), 404, "not-found").body("instance", equalTo("/api/v1/nothing"));
        refused(get("/api/nothing").then(), 404, "not-found");
        refused(get("/api/v1/subchannels/0.0.0009/nothing").then(), 404, "not-found");
    }

    /** Also the paths of simulated faults, which are not there: matrix parameters lead nobody past that. */
    @ParameterizedTest
    @CsvSource({
        "/sim/subchannels/0.0.0009",
        "/sim;/subchannels/0.0.0009",
        "/sim;a=b/subchannels/0.0.0009",
        "/sim/subchannels;a=b/0.0.0009",
        "/api;a=b/v1/jobs",
    })
    void hasNoPathsWithMatrixParameters(String path) {
        refused(given().urlEncodingEnabled(false).get(path).then(), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/jobs/%zz",
        "/api/v1/jobs/%f",
        "/api/v1/jobs?label=%zz",
        "/api/v1/jobs?label=a|b",
        "/%zz",
    })
    void refusesAPathOrQueryThatIsNoUri(String target) throws IOException {
        // No HTTP client lets such a target pass.
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            String request = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(target);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"type\":\"/problems/invalid-request\"", "\"detail\":\"" + target + " is no URI: ");
        }
    }

    @Test
    void refusesABodyThatIsEncoded() {
        refused(
                        json(SENSE_ID)
                                .header("Content-Encoding", "gzip")
                                .post(Programs.jobs(BARE))
                                .then(),
                        415,
                        "unsupported-media-type")
                .body("detail", containsString("gzip"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/subchannels|GET, HEAD, OPTIONS",
                "/api/v1/subchannels/|GET, HEAD, OPTIONS",
                "/api/v1/subchannels/0.0.0009/jobs|OPTIONS, POST",
                "/api/v1/events|GET, HEAD, OPTIONS",
            })
    void tellsWhichMethodsAPathTakes(String path, String methods) {
        assertThat(given().options(path).then().statusCode(204).extract().header("Allow"))
                .isEqualTo(methods);
        assertThat(given().patch(path).then().statusCode(405).extract().header("Allow"))
                .isEqualTo(methods);
    }

    @Test
    void tellsNoMethodsOfAPathThatNothingHas() {
        refused(given().options("/api/v1/nothing").then(), 404, "not-found");
    }
}
