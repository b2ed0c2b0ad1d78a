package io.chanio.api;

import static io.chanio.api.Programs.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the record of jobs fills while jobs come in: the packaged service, on a real file system that is full. */
class FullDiskIT {

    private static final long SECONDS_MAX = 180;
    private static final int DISK_MEGABYTES = 80;

    /** More than fills a file of the journal, so that it needs another one. */
    private static final int JOBS_MAX = 1000;

    private static final Duration FREED = Duration.ofSeconds(30);
    private static final int DATA_BYTES = 40_000;
    private static final String SUBCHANNEL = "0.0.0009";

    /** So large that not many of them are needed; the device rejects the command. */
    private static final String LARGE = "{\"program\":{\"ccws\":[{\"command\":\"0x01\",\"data\":\"%s\"}]}}"
            .formatted(Base64.getEncoder().encodeToString(new byte[DATA_BYTES]));

    private final Path folder;
    private final Path data;

    FullDiskIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.data = Files.createDirectory(folder.resolve("data"));
    }

    @Test
    @Timeout(SECONDS_MAX)
    void refusesWhatItCannotKeepAndLosesNothing() throws Exception {
        SmallDisk disk = SmallDisk.over(data, DISK_MEGABYTES).orElse(null);
        Assumptions.assumeTrue(disk != null, "no file system can be mounted here");
        try (disk) {
            List<String> accepted = new ArrayList<>();
            try (PackagedApplication chanio = start(disk)) {
                accepted.add(submit(chanio).then().statusCode(202).extract().path("id"));
                disk.fill();
                Response refused = untilRefused(chanio, accepted);
                refused.then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .body("type", equalTo("/problems/ledger-unavailable"));
                accepted.forEach(job -> assertEnded(chanio, job));

                disk.free();
                accepted.add(untilAccepted(chanio));
                chanio.process().destroyForcibly().onExit().join();
            }
            try (PackagedApplication chanio = start(disk)) {
                assertThat(accepted).hasSizeGreaterThan(1).allSatisfy(job -> assertEnded(chanio, job));
            }
        }
    }

    private PackagedApplication start(SmallDisk disk) throws IOException {
        Path topology = Files.writeString(
                folder.resolve("topology.json"),
                "{\"subchannels\":[{\"id\":\"0.0.0009\",\"deviceNumber\":\"0.0.1009\",\"device\":\"bare\"}]}");
        return PackagedApplication.startBy(
                disk.launcher(),
                "-Dchanio.backend=simulator",
                "-Dchanio.data=" + data,
                "-Dchanio.simulator.topology=" + topology);
    }

    private static Response untilRefused(PackagedApplication chanio, List<String> accepted) {
        for (int job = 0; job < JOBS_MAX; job++) {
            Response answer = submit(chanio);
            if (answer.statusCode() != 202) {
                return answer;
            }
            accepted.add(answer.path("id"));
        }
        throw new AssertionError(accepted.size() + " jobs were accepted on a full disk");
    }

    /** chanio looks once a second whether there is room again. */
    private static String untilAccepted(PackagedApplication chanio) {
        long until = System.nanoTime() + FREED.toNanos();
        Response answer = submit(chanio);
        while (answer.statusCode() == 503 && System.nanoTime() - until < 0) {
            Thread.onSpinWait();
            answer = submit(chanio);
        }
        return answer.then().statusCode(202).extract().path("id");
    }

    private static Response submit(PackagedApplication chanio) {
        return json(LARGE).post(chanio.url() + Programs.jobs(SUBCHANNEL));
    }

    private static void assertEnded(PackagedApplication chanio, String job) {
        given().header("Prefer", "wait=20")
                .get(chanio.url() + "/api/v1/jobs/" + job)
                .then()
                .statusCode(200)
                .body("outcome.kind", equalTo("UNIT_CHECK"))
                .body("state", equalTo("FAILED"));
    }
}
