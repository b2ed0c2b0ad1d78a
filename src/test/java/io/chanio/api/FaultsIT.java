package io.chanio.api;

import static io.chanio.api.FaultyMachine.DISK;
import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.json;
import static io.chanio.api.RefusalContract.refused;
import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.post;
import static io.restassured.RestAssured.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated subchannels that misbehave: what clients see of each fault. */
class FaultsIT {

    private static final int LOCKED = 23;
    private static final int SINGLE_STEP = 25;
    private static final int SCRIPTED = 26;
    private static final int PATHS = 27;
    private static final int ACTIONS = 28;
    private static final int REMOVED = 29;
    private static final int REFUSALS = 30;
    private static final int STUBBORN = 31;
    private static final int REQUESTED = 0;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static FaultyMachine machine;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        machine = FaultyMachine.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        machine.close();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                " 1|{'fault':'NONE'}                                              |SUCCEEDED    |COMPLETED            |1",
                " 2|{'fault':'REFUSE_START','errno':'EAGAIN','times':3}           |SUCCEEDED    |COMPLETED            |1",
                " 3|{'fault':'REFUSE_START','errno':'EBUSY'}                      |SUCCEEDED    |COMPLETED            |1",
                " 4|{'fault':'REFUSE_START','errno':'ENODEV','times':3}           |FAILED       |PATH_NOT_OPERATIONAL |0",
                " 5|{'fault':'REFUSE_START','errno':'EINVAL'}                     |FAILED       |PROGRAM_REFUSED      |0",
                " 6|{'fault':'DELAY','delayMillis':200}                           |SUCCEEDED    |COMPLETED            |1",
                " 7|{'fault':'DEFER_CONDITION','conditionCode':'STATUS_PENDING','deviceStatus':['ATTENTION']}"
                        + "|SUCCEEDED|COMPLETED|2",
                " 8|{'fault':'DEFER_CONDITION','conditionCode':'NOT_OPERATIONAL','deviceStatus':[]}"
                        + "|FAILED|PATH_NOT_OPERATIONAL|1",
                " 9|{'fault':'NEVER_END'}                                         |FAILED       |TIMED_OUT            |1",
                "10|{'fault':'SUSPEND'}                                           |FAILED       |TIMED_OUT            |1",
                "11|{'fault':'PRESENT_UNSOLICITED','deviceStatus':['ATTENTION']}  |SUCCEEDED    |COMPLETED            |1",
                "12|{'fault':'LOSE_PATHS','paths':'0x80'}                         |CANCELLED    |CANCELLED            |1",
                "13|{'fault':'LOSE_INTERRUPTION'}                                 |SUCCEEDED    |COMPLETED            |1",
                "14|{'fault':'OVERWRITE_INTERRUPTION','deviceStatus':['DEVICE_END']}|INDETERMINATE|STATUS_LOST        |1",
                "15|{'fault':'COALESCE_INTERRUPTION','deviceStatus':['ATTENTION']}|INDETERMINATE|STATUS_LOST          |1",
                "16|{'fault':'DOUBLE_INTERRUPTION'}                               |SUCCEEDED    |COMPLETED            |1",
                "17|{'fault':'SPLIT_ENDING'}                                      |SUCCEEDED    |COMPLETED            |1",
                "18|{'fault':'REMOVE_DEVICE'}                                     |FAILED       |DEVICE_REMOVED       |1",
                "19|{'fault':'UNIT_CHECK','sense':'0800'}                         |FAILED       |UNIT_CHECK           |1",
            })
    void endsTheJobAsTheFaultSays(int subchannel, String fault, String state, String kind, int attempts) {
        machine.arrange(subchannel, "{\"steps\":[" + fault.replace('\'', '"') + "]}");
        String program = SENSE_ID.substring(0, SENSE_ID.length() - 1) + ",\"timeoutMillis\":7000}";

        machine.run(subchannel, program)
                .body("outcome.kind", equalTo(kind))
                .body("state", equalTo(state))
                .body("attempts", equalTo(attempts));
        machine.isThrough(subchannel);
    }

    @Test
    void givesUpAStartThatIsRefusedForTooLong() {
        machine.arrange(20, "{\"repeat\":true,\"steps\":[{\"fault\":\"REFUSE_START\",\"errno\":\"EAGAIN\"}]}");

        machine.run(20, SENSE_ID)
                .body("state", equalTo("FAILED"))
                .body("outcome.kind", equalTo("START_FAILED"))
                .body("outcome.errno", equalTo(11));

        delete(machine.faults(20) + "/script").then().statusCode(204);
        machine.run(20, SENSE_ID).body("state", equalTo("SUCCEEDED"));
        machine.isThrough(20);
    }

    @ParameterizedTest
    @CsvSource({"21,CONCURRENT,CONCURRENT", "22,OWED,BASIC"})
    void bringsTheSenseDataThatWasGiven(int subchannel, String delivery, String source) {
        machine.arrange(
                subchannel,
                "{\"steps\":[{\"fault\":\"UNIT_CHECK\",\"sense\":\"08ab\",\"senseDelivery\":\"%s\"}]}"
                        .formatted(delivery));

        machine.run(subchannel, SENSE_ID)
                .body("outcome.kind", equalTo("UNIT_CHECK"))
                .body("irb.sense.source", equalTo(source))
                .body("irb.sense.bytes", containsString("08ab"));
        machine.isThrough(subchannel);
    }

    @Test
    void drawsTheSameOutcomesFromTheSameSeed() {
        List<String> first = outcomesOfScript(7);

        assertThat(outcomesOfScript(7)).isEqualTo(first);
        assertThat(first).contains("UNIT_CHECK", "COMPLETED");
        assertThat(outcomesOfScript(8)).isNotEqualTo(first);
    }

    @Test
    void climbsPastHaltsAndClearsThatAreIgnored() {
        machine.arrange(STUBBORN, "{\"steps\":[{\"fault\":\"NEVER_END\"}]}");
        machine.act(STUBBORN, "{\"action\":\"IGNORE_HALTS\",\"count\":1}");
        machine.act(STUBBORN, "{\"action\":\"IGNORE_CLEARS\",\"count\":1}");
        String program = SENSE_ID.substring(0, SENSE_ID.length() - 1) + ",\"timeoutMillis\":100}";

        machine.run(STUBBORN, program).body("outcome.kind", equalTo("TIMED_OUT"));
        get(machine.faults(STUBBORN)).then().body("ignoredHalts", equalTo(0)).body("ignoredClears", equalTo(0));
        machine.run(STUBBORN, SENSE_ID).body("state", equalTo("SUCCEEDED"));
        machine.isThrough(STUBBORN);
    }

    @Test
    void endsInQuarantineWhenNothingIsAnswered() {
        machine.arrange(LOCKED, "{\"steps\":[{\"fault\":\"NEVER_END\"}]}");
        machine.act(LOCKED, "{\"action\":\"IGNORE_HALTS\",\"count\":1}");
        machine.act(LOCKED, "{\"action\":\"IGNORE_CLEARS\",\"count\":2}");
        String program = SENSE_ID.substring(0, SENSE_ID.length() - 1) + ",\"timeoutMillis\":100}";

        machine.run(LOCKED, program).body("outcome.kind", equalTo("TIMED_OUT"));

        get(machine.subchannel(LOCKED)).then().body("state", equalTo("QUARANTINED"));
        machine.isThrough(LOCKED);
    }

    @Test
    void losesAndRestoresPathsAtOnce() {
        machine.act(PATHS, "{\"action\":\"LOSE_PATHS\",\"paths\":\"0x80\"}");
        machine.run(PATHS, SENSE_ID).body("state", equalTo("SUCCEEDED")).body("irb.esw.lastPathUsed", equalTo("0x40"));
        machine.act(PATHS, "{\"action\":\"LOSE_PATHS\",\"paths\":\"0x40\"}");
        machine.run(PATHS, SENSE_ID).body("outcome.kind", equalTo("PATH_NOT_OPERATIONAL"));

        machine.act(PATHS, "{\"action\":\"RESTORE_PATHS\",\"paths\":\"0xc0\"}");

        machine.run(PATHS, SENSE_ID).body("state", equalTo("SUCCEEDED"));
        get(machine.faults(PATHS)).then().body("pathsAvailable", equalTo("0xc0"));
        machine.isThrough(PATHS);
    }

    @Test
    void doesTheRestAtOnce() {
        machine.act(ACTIONS, "{\"action\":\"WITHHOLD_CONCURRENT_SENSE\"}");
        machine.run(ACTIONS, Programs.of("{\"command\":\"0x02\",\"count\":1}"))
                .body("irb.sense.source", equalTo("BASIC"));
        machine.act(ACTIONS, "{\"action\":\"OFFER_CONCURRENT_SENSE\"}");
        machine.run(ACTIONS, Programs.of("{\"command\":\"0x02\",\"count\":1}"))
                .body("irb.sense.source", equalTo("CONCURRENT"));
        machine.act(ACTIONS, "{\"action\":\"PRESENT_UNSOLICITED\",\"deviceStatus\":[\"ATTENTION\"]}");
        machine.run(ACTIONS, SENSE_ID).body("state", equalTo("SUCCEEDED"));
        machine.isThrough(ACTIONS);
    }

    @Test
    void takesTheDeviceAwayAtOnce() {
        machine.act(REMOVED, "{\"action\":\"REMOVE_DEVICE\"}");

        refused(json(SENSE_ID).post(machine.jobs(REMOVED)).then(), 409, "subchannel-not-operational");
        get(machine.faults(REMOVED)).then().body("deviceRemoved", equalTo(true));
    }

    @Test
    void givesBackADeviceThatTheSystemWants() {
        machine.act(REQUESTED, "{\"action\":\"REQUEST_DEVICE\"}");

        get(machine.faults(REQUESTED)).then().body("deviceRemoved", equalTo(false));
        refused(json(SENSE_ID).post(machine.jobs(REQUESTED)).then(), 409, "subchannel-not-operational");
    }

    @Test
    @Timeout(60)
    void presentsStatusThatNobodyAskedForWithItsSense() throws IOException, InterruptedException {
        String event = "\"deviceStatus\":[\"UNIT_CHECK\"],\"sense\":\"40ab\"";
        try (EventStream stream =
                EventStream.open(machine.chanio().url() + "/api/v1/events?subchannel=" + FaultyMachine.id(ACTIONS))) {
            machine.act(ACTIONS, "{\"action\":\"PRESENT_UNSOLICITED\"," + event + "}");
            assertThat(senseOfEvent(stream)).startsWith("40ab");
        }
        // While a program runs its final status may take the place of the other, unread.
        machine.arrange(ACTIONS, "{\"steps\":[{\"fault\":\"PRESENT_UNSOLICITED\"," + event + "}]}");
        machine.run(ACTIONS, SENSE_ID).body("state", equalTo("SUCCEEDED"));
        machine.isThrough(ACTIONS);
    }

    private static String senseOfEvent(EventStream stream) {
        return stream.upTo(received -> received.event().equals("interruption"))
                .getLast()
                .json()
                .getString("irb.sense.bytes");
    }

    @Test
    void waitsForTheDeviceEndOfADiskThatAnotherSystemHasReserved() {
        machine.act(DISK, "{\"action\":\"RESERVE_ELSEWHERE\"}");
        String job = json(SENSE_ID)
                .post(machine.jobs(DISK))
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        awaitStart(DISK);

        machine.act(DISK, "{\"action\":\"RELEASE_ELSEWHERE\"}");

        given().header("Prefer", "wait=10")
                .get(machine.chanio().url() + "/api/v1/jobs/" + job)
                .then()
                .body("state", equalTo("SUCCEEDED"))
                .body("attempts", greaterThan(1));
        refused(
                        json("{\"action\":\"RESERVE_ELSEWHERE\"}")
                                .post(machine.faults(REFUSALS) + "/actions")
                                .then(),
                        400,
                        "invalid-request")
                .body("detail", containsString("can't be reserved"));
        machine.isThrough(DISK);
    }

    @Test
    void stepsAProgramToItsEnd() {
        put(machine.faults(SINGLE_STEP) + "/single-step").then().statusCode(200).body("singleStep", equalTo(true));
        String job = json(Programs.of(
                        "{\"command\":\"SENSE_ID\",\"count\":64,\"flags\":[\"SLI\"]}", "{\"command\":\"NOP\"}"))
                .post(machine.jobs(SINGLE_STEP))
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        String found = machine.chanio().url() + "/api/v1/jobs/" + job;

        assertThat(firstTurn()).isEqualTo("COMMANDS");
        get(found).then().body("state", equalTo("RUNNING"));
        assertThat(turn()).isEqualTo("COMMANDS");
        get(found).then().body("state", equalTo("RUNNING"));
        assertThat(turn()).isEqualTo("ENDING");
        given().header("Prefer", "wait=10").get(found).then().body("state", equalTo("SUCCEEDED"));
        assertThat(turn()).isEqualTo("NOTHING");

        delete(machine.faults(SINGLE_STEP) + "/single-step").then().statusCode(204);
        refused(post(machine.faults(SINGLE_STEP) + "/single-step").then(), 409, "not-stepped-singly");
        machine.run(SINGLE_STEP, SENSE_ID).body("state", equalTo("SUCCEEDED"));
        machine.isThrough(SINGLE_STEP);
    }

    private static List<String> outcomesOfScript(int seed) {
        machine.arrange(
                SCRIPTED,
                "{\"seed\":%d,\"steps\":[{\"fault\":\"UNIT_CHECK\",\"sense\":\"08\",\"times\":20,\"perMille\":400}]}"
                        .formatted(seed));
        List<String> outcomes = new ArrayList<>();
        for (int job = 0; job < 20; job++) {
            outcomes.add(machine.run(SCRIPTED, SENSE_ID).extract().path("outcome.kind"));
        }
        machine.isThrough(SCRIPTED);
        return outcomes;
    }

    /** Until a job has reached the device; what chanio asks by itself does not count. */
    private static void awaitStart(int subchannel) {
        int before = get(machine.faults(subchannel)).path("starts");
        long until = System.nanoTime() + PATIENCE.toNanos();
        int starts = before;
        while (starts == before && System.nanoTime() < until) {
            starts = get(machine.faults(subchannel)).path("starts");
        }
        assertThat(starts).isGreaterThan(before);
    }

    private static String turn() {
        return post(machine.faults(SINGLE_STEP) + "/single-step")
                .then()
                .statusCode(200)
                .extract()
                .path("turn");
    }

    /** The first in which anything is done: the job may still be on its way to the subchannel. */
    private static String firstTurn() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        String turn = turn();
        while (turn.equals("NOTHING") && System.nanoTime() < until) {
            turn = turn();
        }
        return turn;
    }
}
