package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.jobs;
import static io.chanio.api.Programs.json;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobIds;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.Outcome;
import io.chanio.engine.Work;
import io.chanio.ledger.DurableLedger;
import io.chanio.ledger.JobCodec;
import io.chanio.ledger.Limits;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.journal.JournalStore;
import io.chanio.operation.OperationCatalogue;
import io.chanio.port.Backend;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the next process knows when the one before was killed. */
class RestartIT {

    private static final long SECONDS_MAX = 120;
    private static final String BARE = "0.0.0009";
    private static final String SLOW = "0.0.000a";
    private static final String KEY = "Idempotency-Key";
    private static final String TOPOLOGY = """
            {"subchannels":[
              {"id":"0.0.0009","deviceNumber":"0.0.1009","device":"bare"},
              {"id":"0.0.000a","deviceNumber":"0.0.100a","device":"bare","latencyMicros":1500000}
            ]}
            """;

    private final Path folder;
    private final Path data;

    RestartIT(@TempDir Path folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
    }

    @BeforeEach
    void arrangeDevices() throws IOException {
        Files.writeString(folder.resolve("t.json"), TOPOLOGY);
    }

    @Test
    @Timeout(SECONDS_MAX)
    void keepsWhatEnded() throws Exception {
        Response program;
        byte[] bytes;
        Response operation;
        try (PackagedApplication chanio = start()) {
            program = at(chanio, json(SENSE_ID))
                    .header(KEY, "program")
                    .header("Prefer", "wait=20")
                    .post(jobs(BARE));
            program.then().statusCode(200);
            bytes = at(chanio, given()).get(dataOf(program)).asByteArray();
            operation = at(chanio, given())
                    .header(KEY, "operation")
                    .header("Prefer", "wait=20")
                    .post("/api/v1/subchannels/" + BARE + "/operations/sense-id");
            operation.then().statusCode(200);
        }

        try (PackagedApplication chanio = start()) {
            for (Response before : List.of(program, operation)) {
                Response now = at(chanio, given()).get("/api/v1/jobs/" + before.path("id"));
                assertThat(now.asString()).isEqualTo(before.asString());
                assertThat(now.header("ETag")).isEqualTo(before.header("ETag"));
            }
            assertThat(at(chanio, given()).get(dataOf(program)).asByteArray()).isEqualTo(bytes);
            at(chanio, json(SENSE_ID))
                    .header(KEY, "program")
                    .post(jobs(BARE))
                    .then()
                    .statusCode(200)
                    .header("Idempotency-Replayed", "true")
                    .body("id", equalTo(program.path("id")));
            at(chanio, json(SENSE_ID.replace("255", "254")))
                    .header(KEY, "program")
                    .post(jobs(BARE))
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    @Timeout(SECONDS_MAX)
    void answersForAJobWhoseSubchannelIsGone() throws Exception {
        Response ended;
        try (PackagedApplication chanio = start()) {
            ended = at(chanio, json(SENSE_ID))
                    .header(KEY, "gone")
                    .header("Prefer", "wait=20")
                    .post(jobs(BARE));
            ended.then().statusCode(200);
        }
        Files.writeString(folder.resolve("t.json"), TOPOLOGY.replace(BARE, "0.0.00ff"));

        try (PackagedApplication chanio = start()) {
            at(chanio, json(SENSE_ID))
                    .header(KEY, "gone")
                    .post(jobs(BARE))
                    .then()
                    .statusCode(200)
                    .header("Idempotency-Replayed", "true")
                    .body("id", equalTo(ended.path("id")));
            at(chanio, json(SENSE_ID))
                    .header(KEY, "new")
                    .post(jobs(BARE))
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    @Timeout(SECONDS_MAX)
    void runsWhatWaitedInItsOrder() throws Exception {
        String body = SENSE_ID.substring(0, SENSE_ID.length() - 1) + ",\"timeoutMillis\":600000}";
        List<String> accepted = new ArrayList<>();
        try (PackagedApplication chanio = start()) {
            for (int i = 0; i < 3; i++) {
                Response answer =
                        at(chanio, json(body)).header(KEY, "waits-" + i).post(jobs(SLOW));
                answer.then().statusCode(202);
                accepted.add(answer.path("id"));
            }
        }

        try (PackagedApplication chanio = start()) {
            at(chanio, json(body))
                    .header(KEY, "waits-2")
                    .post(jobs(SLOW))
                    .then()
                    .header("Idempotency-Replayed", "true")
                    .body("id", equalTo(accepted.get(2)));
            List<Instant> starts = new ArrayList<>();
            for (String id : accepted) {
                Response end = at(chanio, given()).header("Prefer", "wait=60").get("/api/v1/jobs/" + id);
                end.then().statusCode(200).body("state", equalTo("SUCCEEDED"));
                starts.add(Instant.parse(end.path("startedAt")));
            }
            assertThat(starts).isSorted();
        }
    }

    @Test
    @Timeout(SECONDS_MAX)
    void doesNotRunAgainWhatMayHaveRunAndMustNotRunTwice() throws Exception {
        String id;
        try (PackagedApplication chanio = start()) {
            Response answer =
                    at(chanio, given()).post("/api/v1/subchannels/" + SLOW + "/operations/sense?timeoutMillis=600000");
            answer.then().statusCode(202);
            id = answer.path("id");
            String state = answer.path("state");
            String tag = answer.header("ETag");
            while (state.equals("QUEUED")) {
                Response next = at(chanio, given())
                        .header("Prefer", "wait=20")
                        .header("If-None-Match", tag)
                        .get("/api/v1/jobs/" + id);
                state = next.path("state");
                tag = next.header("ETag");
            }
            assertThat(state).isEqualTo("RUNNING");
        }

        try (PackagedApplication chanio = start()) {
            at(chanio, given())
                    .header("Prefer", "wait=20")
                    .get("/api/v1/jobs/" + id)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("INDETERMINATE"))
                    .body("outcome.kind", equalTo("SERVICE_RESTARTED"));
        }
    }

    @Test
    @Timeout(SECONDS_MAX)
    void saysThatTheResultOfAnOldRequestIsGone() throws Exception {
        JobId old = leaveAJobOf(Instant.now().minus(Duration.ofHours(25)), "old");

        try (PackagedApplication chanio = start()) {
            at(chanio, json(SENSE_ID))
                    .header(KEY, "old")
                    .post(jobs(BARE))
                    .then()
                    .statusCode(410)
                    .body("type", equalTo("/problems/result-expired"))
                    .body("detail", containsString(old.toString()));
        }
    }

    /** As an earlier chanio would have left it. */
    private JobId leaveAJobOf(Instant then, String key) throws Exception {
        JobId id = new JobIds(() -> then, new Random(1)).next();
        JournalStore store = new JournalStore(data.resolve("ledger"), StoreObserver.NONE);
        JobCodec codec = new JobCodec(new OperationCatalogue().resultTypes());
        try (DurableLedger ledger = DurableLedger.load(Limits.DEFAULT, () -> then, store, codec)) {
            Octets digest = Octets.of(MessageDigest.getInstance("SHA-256").digest(SENSE_ID.getBytes(UTF_8)));
            ledger.reserve(id, Keeping.PROMISED, Optional.of(new IdempotencyKey(key, "", jobs(BARE), digest)));
            ledger.changed(job(id, JobState.QUEUED, then));
            ledger.changed(job(id, JobState.SUCCEEDED, then));
        }
        return id;
    }

    private static Job job(JobId id, JobState state, Instant then) {
        Optional<Instant> end = Optional.of(then).filter(instant -> state.ended());
        return new Job(
                new JobRequest(
                        id,
                        SubchannelId.parse(BARE),
                        new Work.RunProgram(ChannelProgram.of(), new Effect(false, true)),
                        Duration.ofSeconds(1),
                        Optional.empty()),
                Backend.SIMULATED,
                state,
                then,
                end,
                end,
                1,
                Optional.empty(),
                end.map(instant -> Outcome.of(Outcome.Kind.COMPLETED, "ended")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Closing kills it at once. */
    private PackagedApplication start() throws IOException {
        return PackagedApplication.start(
                "-Dchanio.backend=simulator",
                "-Dchanio.simulator.topology=" + folder.resolve("t.json"),
                "-Dchanio.data=" + data);
    }

    private static RequestSpecification at(PackagedApplication chanio, RequestSpecification request) {
        return request.baseUri(chanio.url());
    }

    private static String dataOf(Response job) {
        return "/api/v1/jobs/" + job.path("id") + "/data/0";
    }
}
