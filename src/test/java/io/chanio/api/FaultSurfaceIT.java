package io.chanio.api;

import static io.chanio.api.Programs.json;
import static io.chanio.api.RefusalContract.refused;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.lessThan;

import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fault surface refuses, that its guide is right, and that it is there only when asked for. */
class FaultSurfaceIT {

    private static final Path GUIDE = Path.of("docs", "faults.md");
    private static final Pattern CURL = Pattern.compile(
            "curl -s(?: -X (?<method>\\w+))?(?: -H '[^']*')?(?:\\s+\\\\?\\s*-d '(?<body>[^']*)')?[\\s\\\\]+http://127.0.0.1:8080/sim/subchannels/0.0.0120(?<path>\\S*)");

    private static final int GUIDED = 24;
    private static final int REFUSALS = 30;

    private static FaultyMachine machine;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        machine = FaultyMachine.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        machine.close();
    }

    @Test
    void tellsOfAllThatIsWrongWithAScript() {
        String script = """
                {"seed":"x","steps":[{"fault":"EXPLODE"},{"fault":"UNIT_CHECK","sense":"8","times":0},
                 {"fault":"LOSE_PATHS","paths":"0x01","perMille":1001},{"fault":"NONE","errno":"EIO"},
                 {"fault":"REFUSE_START","errno":"EWHAT"},{"fault":"DEFER_CONDITION"},7],"speed":1}""";

        refused(json(script).put(machine.faults(REFUSALS) + "/script").then(), 400, "invalid-request")
                .body(
                        "faults.member",
                        hasItems(
                                "seed",
                                "speed",
                                "steps[0].fault",
                                "steps[1].sense",
                                "steps[1].times",
                                "steps[2].paths",
                                "steps[2].perMille",
                                "steps[3].errno",
                                "steps[4].errno",
                                "steps[5].conditionCode",
                                "steps[5].deviceStatus",
                                "steps[6]"))
                .body("faults.detail", hasItems(containsString("EXPLODE"), containsString("EWHAT")))
                .body("faults.size()", equalTo(12));
        get(machine.faults(REFUSALS)).then().body("outstanding", equalTo(0));
    }

    @Test
    void refusesAScriptWithoutMeasure() {
        String many = String.join(",", Collections.nCopies(257, "{\"fault\":\"NONE\"}"));

        refused(
                        json("{\"steps\":[" + many + "]}")
                                .put(machine.faults(REFUSALS) + "/script")
                                .then(),
                        400,
                        "invalid-request")
                .body("detail", containsString("257"));
        refused(json("{\"steps\":[]}").put(machine.faults(REFUSALS) + "/script").then(), 400, "invalid-request");
        machine.act(REFUSALS, "{\"action\":\"IGNORE_HALTS\",\"count\":1000000}");
        refused(
                        json("{\"action\":\"IGNORE_HALTS\",\"count\":1}")
                                .post(machine.faults(REFUSALS) + "/actions")
                                .then(),
                        400,
                        "invalid-request")
                .body("detail", containsString("1000000"));
    }

    @Test
    void refusesActionsThatCannotBe() {
        refused(
                        json("{\"action\":\"DANCE\"}")
                                .post(machine.faults(REFUSALS) + "/actions")
                                .then(),
                        400,
                        "invalid-request")
                .body("detail", containsString("DANCE"));
        refused(
                        json("{\"action\":\"REMOVE_DEVICE\",\"count\":2}")
                                .post(machine.faults(REFUSALS) + "/actions")
                                .then(),
                        400,
                        "invalid-request")
                .body("faults[0].member", equalTo("count"));
        refused(json("").post(machine.faults(REFUSALS) + "/actions").then(), 400, "malformed-json");
        refused(get(machine.faults(REFUSALS) + "/nothing").then(), 404, "not-found");
        refused(get(machine.chanio().url() + "/sim/subchannels/0.0.ffff").then(), 404, "unknown-subchannel");
        refused(get(machine.chanio().url() + "/sim/subchannels/nine").then(), 400, "invalid-parameter");
        assertThat(refused(given().patch(machine.faults(REFUSALS)).then(), 405, "method-not-allowed")
                        .extract()
                        .header("Allow"))
                .contains("GET");
    }

    @Test
    void answersEveryRequestOfTheGuide() throws IOException {
        String guide = Files.readString(GUIDE);
        List<MatchResult> requests = CURL.matcher(guide).results().toList();

        assertThat(requests).hasSize(Pattern.compile("curl ").split(guide, -1).length - 1);
        for (MatchResult request : requests) {
            String body = request.group("body");
            String method = request.group("method");
            RequestSpecification sent = body == null ? given() : json(body);
            sent.request(
                            method == null ? body == null ? "GET" : "POST" : method,
                            machine.faults(GUIDED) + request.group("path"))
                    .then()
                    .statusCode(lessThan(300));
        }
    }

    @Test
    void warnsThatTheDevicesCanBeBroken() throws IOException {
        assertThat(machine.chanio().awaitLine(Pattern.compile("WARN.*/sim")).group())
                .contains("chanio.simulator.faults");
    }

    @ParameterizedTest
    @CsvSource({"simulator,false", "vfio,true"})
    void isAbsentUnlessAskedForAndWithTheHardware(String backend, boolean faultsWanted, @TempDir Path folder)
            throws IOException {
        Files.createDirectories(folder.resolve("bus/css/devices"));
        try (PackagedApplication chanio = PackagedApplication.start(
                "-Dchanio.backend=" + backend,
                "-Dchanio.sysfs=" + folder,
                "-Dchanio.data=" + folder.resolve("data"),
                "-Dchanio.simulator.faults=" + faultsWanted)) {
            String faults = chanio.url() + "/sim/subchannels/0.0.0120";
            refused(get(faults).then(), 404, "not-found");
            refused(put(faults + "/single-step").then(), 404, "not-found");
            refused(given().options(faults).then(), 404, "not-found");
        }
    }
}
