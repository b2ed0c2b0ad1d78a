package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.jobs;
import static io.chanio.api.Programs.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.chanio.ledger.postgres.PrivateCluster;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged chanio nodes on one PostgreSQL server. Where none is installed nothing is checked, and the run says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodesIT {

    private static final long SECONDS_MAX = 120;
    private static final String EAST = "east";
    private static final String WEST = "west";
    private static final String BARE = "0.0.0009";
    private static final String SLOW = "0.0.000a";
    private static final String TOPOLOGY = """
            {"subchannels":[
              {"id":"0.0.0009","deviceNumber":"0.0.1009","device":"bare"},
              {"id":"0.0.000a","deviceNumber":"0.0.100a","device":"bare","latencyMicros":1500000}
            ]}
            """;

    private final Path folder;
    private Optional<PrivateCluster> cluster = Optional.empty();

    @SuppressWarnings("NullAway.Init")
    private PackagedApplication east;

    @SuppressWarnings("NullAway.Init")
    private PackagedApplication west;

    NodesIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void startBoth() throws Exception {
        cluster = PrivateCluster.start();
        Assumptions.assumeTrue(cluster.isPresent(), "the package 'postgresql' is not installed");
        Files.writeString(folder.resolve("t.json"), TOPOLOGY);
        east = start(EAST);
        west = start(WEST);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // null where there is no server
    void stopBoth() throws Exception {
        for (PackagedApplication node : new PackagedApplication[] {east, west}) {
            if (node != null) {
                node.close();
            }
        }
        if (cluster.isPresent()) {
            cluster.get().remove();
        }
    }

    private PackagedApplication start(String node) throws IOException {
        return PackagedApplication.start(
                "-Dchanio.backend=simulator",
                "-Dchanio.simulator.topology=" + folder.resolve("t.json"),
                "-Dchanio.data=" + folder.resolve(node),
                "-Dchanio.ledger.kind=postgresql",
                "-Dchanio.ledger.postgresql.url=" + cluster.orElseThrow().url(),
                "-Dchanio.ledger.postgresql.user=" + PrivateCluster.USER,
                "-Dchanio.ledger.postgresql.node=" + node);
    }

    @Test
    @Timeout(SECONDS_MAX)
    void eachListsTheJobsOfBothInPages() {
        String label = "both " + UUID.randomUUID();
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.addFirst(ended(i % 3 == 0 ? east : west, label));
        }

        for (PackagedApplication node : List.of(east, west)) {
            Response all = list(node, Map.of("label", label));
            assertThat(all.<List<String>>path("items.id")).isEqualTo(newestFirst);
            assertThat(all.<List<String>>path("items.node")).containsExactly(EAST, WEST, WEST, EAST, WEST, WEST, EAST);
            assertThat(all.<Object>path("next")).isNull();
            assertThat(paged(node, label)).isEqualTo(newestFirst);
        }
        assertThat(list(west, Map.of("label", label)).asString())
                .isEqualTo(list(east, Map.of("label", label)).asString());
    }

    private static List<String> paged(PackagedApplication node, String label) {
        List<String> read = new ArrayList<>();
        Response page = list(node, Map.of("label", label, "limit", "2"));
        read.addAll(page.path("items.id"));
        while (page.path("next") != null) {
            page = list(node, Map.of("label", label, "limit", "2", "cursor", page.<String>path("next")));
            read.addAll(page.path("items.id"));
        }
        return read;
    }

    @Test
    @Timeout(SECONDS_MAX)
    void filtersTheJobsOfBoth() {
        String label = "filtered " + UUID.randomUUID();
        String id = ended(east, label);
        Response slow = submit(east, SLOW, label);

        assertThat(list(west, Map.of("label", label, "state", "SUCCEEDED")).<List<String>>path("items.id"))
                .containsExactly(id);
        assertThat(list(west, Map.of("label", label, "subchannel", SLOW)).<List<String>>path("items.id"))
                .containsExactly(slow.<String>path("id"));
        assertThat(list(west, Map.of("label", label, "subchannel", "0.0.0fff")).<List<String>>path("items.id"))
                .isEmpty();
    }

    @Test
    @Timeout(SECONDS_MAX)
    void answersForTheOthersJobAsTheOtherDoes() {
        String path = "/api/v1/jobs/" + ended(east, "same " + UUID.randomUUID());

        Response there = at(east, given()).get(path);
        Response here = at(west, given()).get(path);

        here.then().statusCode(200).body("node", equalTo(EAST)).body("irb", notNullValue());
        assertThat(here.asString()).isEqualTo(there.asString());
        assertThat(here.header("ETag")).isEqualTo(there.header("ETag"));
        at(west, given())
                .header("If-None-Match", here.header("ETag"))
                .get(path)
                .then()
                .statusCode(304);
        byte[] data = at(west, given()).get(path + "/data/0").asByteArray();
        assertThat(data)
                .isNotEmpty()
                .isEqualTo(at(east, given()).get(path + "/data/0").asByteArray());
        at(west, given()).get(path + "/data/5").then().statusCode(404).body("type", equalTo("/problems/unknown-data"));
    }

    @Test
    @Timeout(SECONDS_MAX)
    void waitsForTheEndOfTheOthersJob() {
        String id = submit(east, SLOW, "waits " + UUID.randomUUID()).path("id");

        at(west, given())
                .header("Prefer", "wait=30")
                .get("/api/v1/jobs/" + id)
                .then()
                .statusCode(200)
                .header("Preference-Applied", "wait=30")
                .body("state", equalTo("SUCCEEDED"))
                .body("node", equalTo(EAST));
    }

    @Test
    @Timeout(SECONDS_MAX)
    void doesNotCancelTheOthersJob() {
        String path = "/api/v1/jobs/"
                + submit(east, SLOW, "stays " + UUID.randomUUID()).path("id");

        at(west, given())
                .post(path + "/cancel")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/job-of-another-node"))
                .body("node", equalTo(EAST));
        at(west, given())
                .get("/problems/job-of-another-node")
                .then()
                .statusCode(200)
                .body(containsString("another node"));
        at(east, given())
                .header("Prefer", "wait=30")
                .get(path)
                .then()
                .statusCode(200)
                .body("state", equalTo("SUCCEEDED"));
    }

    @Test
    @Timeout(SECONDS_MAX)
    void doesNotKnowWhatNobodyHasOrOnlyTheOtherHasInMemory() {
        at(west, given())
                .get("/api/v1/jobs/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-job"));
        String path = "/api/v1/jobs/"
                + at(east, json(SENSE_ID))
                        .header("Prefer", "wait=30")
                        .post(jobs(BARE))
                        .path("id");
        at(east, given()).get(path).then().statusCode(200);
        at(west, given()).get(path).then().statusCode(404);
    }

    @Test
    @Timeout(SECONDS_MAX)
    void answersForItsOwnJobsAloneWhileTheDatabaseIsAway() throws Exception {
        String label = "away " + UUID.randomUUID();
        String mine = "/api/v1/jobs/" + ended(west, label);
        String others = "/api/v1/jobs/" + ended(east, label);
        cluster.orElseThrow().down();
        try {
            at(west, given()).get(mine).then().statusCode(200).body("state", equalTo("SUCCEEDED"));
            for (String path : List.of("/api/v1/jobs", others, others + "/data/0")) {
                at(west, given())
                        .get(path)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", notNullValue())
                        .body("type", equalTo("/problems/ledger-unavailable"));
            }
            at(west, given()).post(others + "/cancel").then().statusCode(503);
        } finally {
            cluster.orElseThrow().up();
        }

        assertThat(list(west, Map.of("label", label)).<List<String>>path("items.id"))
                .hasSize(2);
    }

    private static Response list(PackagedApplication node, Map<String, String> parameters) {
        Response answer = at(node, given()).queryParams(parameters).get("/api/v1/jobs");
        answer.then().statusCode(200);
        return answer;
    }

    /** A job that is recorded and ended. */
    private static String ended(PackagedApplication node, String label) {
        String id = submit(node, BARE, label).path("id");
        at(node, given())
                .header("Prefer", "wait=30")
                .get("/api/v1/jobs/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("SUCCEEDED"));
        return id;
    }

    private static Response submit(PackagedApplication node, String subchannel, String label) {
        Response answer = at(node, json(SENSE_ID.substring(0, SENSE_ID.length() - 1) + ",\"label\":\"" + label + "\"}"))
                .post(jobs(subchannel));
        answer.then().statusCode(202).body("node", notNullValue());
        return answer;
    }

    private static RequestSpecification at(PackagedApplication chanio, RequestSpecification request) {
        return request.baseUri(chanio.url());
    }
}
