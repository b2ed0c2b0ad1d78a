package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.jobs;
import static io.chanio.api.Programs.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reserved disk: one path, remembered over a kill, given back when chanio stops in order. */
class ReservationIT {

    private static final long SECONDS_MAX = 240;
    private static final Duration STARTED = Duration.ofSeconds(30);
    private static final String DISK = "0.0.0121";
    private static final String SUBCHANNEL = "/api/v1/subchannels/" + DISK;
    private static final String RESERVE_OVER_THE_SECOND_PATH = """
            {"program":{"ccws":[{"command":"RESERVE","count":32,"flags":["SLI"]}],"orb":{"lpm":"0x40"}}}""";
    private static final String NOP_OVER_THE_FIRST_PATH = """
            {"program":{"ccws":[{"command":"NOP"}],"orb":{"lpm":"0x80"}}}""";
    private static final String TOPOLOGY = """
            {"subchannels":[{"id":"0.0.0121","deviceNumber":"0.0.0121","device":"3390","image":"%s","paths":2,"latencyMicros":%d}]}""";
    private static final int AT_ONCE = 0;
    private static final int SLOW = 4_000_000;

    private final Path folder;

    ReservationIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private void arrangeTheDisk(int latencyMicros) throws IOException {
        Path image = folder.resolve("qual01.3390.ckd");
        if (!Files.exists(image)) {
            Volumes.unpack("qual01.3390.ckd", folder);
        }
        Files.writeString(folder.resolve("t.json"), TOPOLOGY.formatted(image, latencyMicros));
    }

    @Test
    @Timeout(SECONDS_MAX)
    void keepsToOnePathUntilTheReleaseThoughItWasKilled() throws Exception {
        try (PackagedApplication chanio = start()) {
            subchannel(chanio).body("reserved", nullValue());
            program(chanio, SENSE_ID).body("irb.esw.lastPathUsed", equalTo("0x80"));
            program(chanio, RESERVE_OVER_THE_SECOND_PATH)
                    .body("state", equalTo("SUCCEEDED"))
                    .body("mayChangeDevice", equalTo(true))
                    .body("repeatable", equalTo(false));

            String chpid = subchannel(chanio)
                    .body("reserved.path", equalTo("0x40"))
                    .extract()
                    .path("paths[1].chpid");
            subchannel(chanio).body("reserved.chpid", equalTo(chpid));
            program(chanio, SENSE_ID).body("irb.esw.lastPathUsed", equalTo("0x40"));
            program(chanio, NOP_OVER_THE_FIRST_PATH)
                    .body("state", equalTo("FAILED"))
                    .body("outcome.kind", equalTo("PROGRAM_REFUSED"))
                    .body("outcome.detail", containsString("eckd-release"));
            operation(chanio, "test-paths")
                    .body("result.paths.path", equalTo(List.of("0x80", "0x40")))
                    .body("result.paths[0].outcome", nullValue())
                    .body("result.paths[1].outcome", equalTo("COMPLETED"));
            operation(chanio, "sense-path-group-id").body("result.reservation", equalTo("HERE"));
        }

        try (PackagedApplication chanio = start()) {
            subchannel(chanio).body("reserved.path", equalTo("0x40"));
            program(chanio, SENSE_ID).body("irb.esw.lastPathUsed", equalTo("0x40"));
            operation(chanio, "eckd-release").body("result.path", equalTo("0x40"));

            subchannel(chanio).body("reserved", nullValue());
            program(chanio, SENSE_ID).body("irb.esw.lastPathUsed", equalTo("0x80"));
            operation(chanio, "test-paths").body("result.paths.outcome", equalTo(List.of("COMPLETED", "COMPLETED")));
        }
    }

    @Test
    @Timeout(SECONDS_MAX)
    void countsAReserveThatAKillInterruptedAsReserved() throws Exception {
        String id;
        try (PackagedApplication chanio = start(SLOW)) {
            Response reserve = given().baseUri(chanio.url()).post(SUBCHANNEL + "/operations/eckd-reserve");
            reserve.then().statusCode(202);
            id = reserve.path("id");
            awaitRunning(chanio, id);
        }

        try (PackagedApplication chanio = start(SLOW)) {
            given().baseUri(chanio.url()).get("/api/v1/jobs/" + id).then().body("state", equalTo("INDETERMINATE"));
            subchannel(chanio).body("reserved.path", equalTo("0x80"));
        }
    }

    private static void awaitRunning(PackagedApplication chanio, String id) {
        String state = "QUEUED";
        long until = System.nanoTime() + STARTED.toNanos();
        while (state.equals("QUEUED") && System.nanoTime() - until < 0) {
            Thread.onSpinWait();
            state = given().baseUri(chanio.url()).get("/api/v1/jobs/" + id).path("state");
        }
        assertThat(state).isEqualTo("RUNNING");
    }

    @Test
    @Timeout(SECONDS_MAX)
    void releasesWhenItStopsInOrder() throws Exception {
        try (PackagedApplication chanio = start()) {
            operation(chanio, "eckd-reserve")
                    .body("result.path", equalTo("0x80"))
                    .body("result.sense.flags", empty());
            subchannel(chanio).body("reserved.path", equalTo("0x80"));

            // Not the process itself: ending that closes what it says.
            chanio.process().toHandle().destroy();

            chanio.awaitLine(Pattern.compile(DISK + ": released"));
            assertThat(chanio.process().waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        }

        try (PackagedApplication chanio = start()) {
            subchannel(chanio).body("reserved", nullValue());
        }
    }

    private static ValidatableResponse subchannel(PackagedApplication chanio) {
        return given().baseUri(chanio.url()).get(SUBCHANNEL).then().statusCode(200);
    }

    private static ValidatableResponse program(PackagedApplication chanio, String body) {
        return json(body)
                .baseUri(chanio.url())
                .header("Prefer", "wait=20")
                .post(jobs(DISK))
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse operation(PackagedApplication chanio, String name) {
        return given().baseUri(chanio.url())
                .header("Prefer", "wait=20")
                .post(SUBCHANNEL + "/operations/" + name)
                .then()
                .statusCode(200)
                .body("state", equalTo("SUCCEEDED"));
    }

    private PackagedApplication start() throws IOException {
        return start(AT_ONCE);
    }

    /** Closing kills it at once. */
    private PackagedApplication start(int latencyMicros) throws IOException {
        arrangeTheDisk(latencyMicros);
        return PackagedApplication.start(
                "-Dchanio.backend=simulator",
                "-Dchanio.simulator.topology=" + folder.resolve("t.json"),
                "-Dchanio.data=" + folder.resolve("data"));
    }
}
