package io.chanio.api;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What holds for every refusal: it is a problem document, and nothing is left behind. */
abstract class RefusalContract {

    private List<String> before = List.of();

    @BeforeEach
    void remembersTheJobs() {
        before = jobIds();
    }

    @AfterEach
    void leavesNothingBehind() {
        assertThat(jobIds()).isEqualTo(before);
        get("/api/v1/subchannels").then().body("items.queue.depth.sum()", equalTo(0));
    }

    private static List<String> jobIds() {
        return get("/api/v1/jobs?limit=1000").then().statusCode(200).extract().path("items.id");
    }

    /** Every refusal is a whole problem document. */
    static ValidatableResponse refused(ValidatableResponse response, int status, String type) {
        ValidatableResponse problem = response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/" + type))
                .body("status", equalTo(status));
        for (String member : List.of("title", "detail", "instance")) {
            assertThat(problem.extract().<String>path(member)).as(member).isNotBlank();
        }
        return problem;
    }
}
