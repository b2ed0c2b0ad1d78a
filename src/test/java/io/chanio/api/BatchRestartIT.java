package io.chanio.api;

import static io.chanio.api.Programs.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A batch over 64 subchannels, each slow, and what the next process knows of it when the one before was killed. */
class BatchRestartIT {

    private static final long SECONDS_MAX = 180;
    private static final int SUBCHANNELS = 64;
    private static final String SUBCHANNEL =
            "{\"id\":\"0.0.01%02x\",\"deviceNumber\":\"0.0.11%02x\",\"device\":\"bare\",\"latencyMicros\":300000}";
    private static final String ITEM = "{\"subchannel\":\"0.0.01%02x\",\"operation\":\"%s\",\"timeoutMillis\":600000}";

    private final Path folder;

    BatchRestartIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @Timeout(SECONDS_MAX)
    void survivesAsAWholeAndRunsOnce() throws Exception {
        Files.writeString(folder.resolve("t.json"), "{\"subchannels\":[" + of(SUBCHANNEL) + "]}");
        // Twice each: what reads, and what must not run twice.
        String items = IntStream.range(0, SUBCHANNELS)
                .mapToObj(number -> ITEM.formatted(number, "sense-id") + "," + ITEM.formatted(number, "sense"))
                .collect(Collectors.joining(","));
        String body = "{\"items\":[" + items + "]}";
        List<String> ids;
        try (PackagedApplication chanio = start()) {
            Response answer = post(chanio, body, "respond-async");
            answer.then().statusCode(202);
            assertThat(answer.header("Idempotency-Replayed")).isNull();
            ids = answer.path("items.job.id");
            assertThat(ids).hasSize(2 * SUBCHANNELS).doesNotHaveDuplicates().isSorted();
        }

        try (PackagedApplication chanio = start()) {
            Response answer = post(chanio, body, "wait=60");
            answer.then()
                    .statusCode(200)
                    .header("Idempotency-Replayed", "true")
                    .body("items.replayed", everyItem(is(true)))
                    .body("items.job.id", equalTo(ids));
            List<String> states = answer.path("items.job.state");
            // One that was recorded as started when the process died may have run.
            assertThat(states).allMatch(state -> state.equals("SUCCEEDED") || state.equals("INDETERMINATE"));
            assertThat(states).contains("SUCCEEDED");
            given().baseUri(chanio.url())
                    .queryParam("limit", 1000)
                    .get("/api/v1/jobs")
                    .then()
                    .statusCode(200)
                    .body("items.size()", equalTo(2 * SUBCHANNELS));
        }
    }

    private static Response post(PackagedApplication chanio, String body, String preference) {
        return json(body)
                .baseUri(chanio.url())
                .header("Idempotency-Key", "all-of-them")
                .header("Prefer", preference)
                .post("/api/v1/batches");
    }

    private static String of(String form) {
        return IntStream.range(0, SUBCHANNELS)
                .mapToObj(number -> form.formatted(number, number))
                .collect(Collectors.joining(","));
    }

    /** Closing kills it at once. */
    private PackagedApplication start() throws IOException {
        return PackagedApplication.start(
                "-Dchanio.backend=simulator",
                "-Dchanio.simulator.topology=" + folder.resolve("t.json"),
                "-Dchanio.data=" + folder.resolve("data"));
    }
}
