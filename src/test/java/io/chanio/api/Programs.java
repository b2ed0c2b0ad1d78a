package io.chanio.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Requests that several tests make. */
final class Programs {

    static final String SENSE_ID = """
            {"program":{"ccws":[{"command":"SENSE_ID","count":255,"flags":["SLI"]}]}}""";

    private Programs() {}

    static String jobs(String subchannel) {
        return "/api/v1/subchannels/" + subchannel + "/jobs";
    }

    static RequestSpecification json(String body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    static ValidatableResponse post(String subchannel, String body) {
        return json(body).post(jobs(subchannel)).then();
    }

    /** Runs a program and waits for its end. */
    static ValidatableResponse run(String subchannel, String body) {
        return json(body)
                .header("Prefer", "wait=20")
                .post(jobs(subchannel))
                .then()
                .statusCode(200);
    }

    /** A program of these CCWs. */
    static String of(String... ccws) {
        return "{\"program\":{\"ccws\":[" + String.join(",", ccws) + "]}}";
    }
}
