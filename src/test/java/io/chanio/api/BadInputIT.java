package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.json;
import static io.chanio.api.Programs.post;
import static io.chanio.api.SimulatedMachine.BARE;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a client gets wrong in a program or a parameter it is told, all of it at once, and nothing is left behind. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedMachine.class)
class BadInputIT extends RefusalContract {

    private static final String NOP = "{\"command\":\"NOP\"}";
    private static final String SENSE = "{\"command\":\"SENSE\",\"count\":24,\"flags\":[\"SLI\"]}";

    @Test
    void namesAnUnknownMemberAndWhereItStands() {
        refused(post(BARE, "{\"program\":{\"ccws\":[" + NOP + "]},\"timeout\":5}"), 400, "invalid-request")
                .body("faults[0].member", equalTo("timeout"))
                .body("faults[0].code", equalTo("UNKNOWN_MEMBER"));
        refused(post(BARE, Programs.of(NOP, "{\"command\":\"NOP\",\"flag\":[]}")), 400, "invalid-program")
                .body("faults[0].ccw", equalTo(1))
                .body("faults[0].member", equalTo("flag"));
        refused(post(BARE, "{\"program\":{\"ccws\":[" + NOP + "],\"orb\":{\"key\":0}}}"), 400, "invalid-program")
                .body("faults[0].member", equalTo("program.orb.key"));
    }

    @Test
    void namesAMemberOfTheWrongTypeWithItsValue() {
        refused(post(BARE, "{\"program\":{\"ccws\":[" + NOP + "]},\"timeoutMillis\":\"soon\"}"), 400, "invalid-request")
                .body("detail", containsString("soon"))
                .body("faults[0].member", equalTo("timeoutMillis"))
                .body("faults[0].code", equalTo("WRONG_TYPE"));
        refused(post(BARE, Programs.of("{\"command\":4,\"count\":1}")), 400, "invalid-program")
                .body("faults[0].ccw", equalTo(0))
                .body("faults[0].member", equalTo("command"));
        refused(post(BARE, "{\"program\":[]}"), 400, "invalid-request").body("faults[0].member", equalTo("program"));
        refused(post(BARE, Programs.of("{\"command\":\"SENSE\",\"count\":1.5}")), 400, "invalid-program")
                .body("faults[0].member", equalTo("count"));
        refused(post(BARE, Programs.of("{\"command\":\"SENSE\",\"count\":null}")), 400, "invalid-program")
                .body("faults[0].member", equalTo("count"));
        refused(post(BARE, Programs.of("7")), 400, "invalid-program").body("faults[0].ccw", equalTo(0));
    }

    @Test
    void tellsOfBadBase64AndOfABadTicAtOnce() {
        String write = "{\"command\":\"0x01\",\"data\":\"not base64!\"}";
        String tic = "{\"command\":\"TIC\",\"target\":99}";

        refused(post(BARE, Programs.of(NOP, NOP, NOP, write, NOP, NOP, NOP, tic)), 400, "invalid-program")
                .body("faults.size()", equalTo(2))
                .body("faults[0].ccw", equalTo(3))
                .body("faults[0].member", equalTo("data"))
                .body("faults[1].ccw", equalTo(7))
                .body("faults[1].code", equalTo("TIC_OUT_OF_RANGE"));
    }

    @Test
    void refusesAnEmptyProgramAndOneOf256Ccws() {
        refused(post(BARE, Programs.of()), 400, "invalid-program").body("faults[0].code", equalTo("EMPTY_PROGRAM"));
        refused(post(BARE, Programs.of(Collections.nCopies(256, NOP).toArray(String[]::new))), 400, "invalid-program")
                .body("faults[0].code", equalTo("TOO_MANY_CCWS"))
                .body("detail", containsString("256"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\":\"NOP\"},{\"command\":\"TIC\",\"target\":2}|1|TIC_OUT_OF_RANGE",
                "{\"command\":\"NOP\"},{\"command\":\"TIC\",\"target\":-1}|1|TIC_OUT_OF_RANGE",
                "{\"command\":\"NOP\"},{\"command\":\"TIC\",\"target\":1}|1|TIC_TO_TIC",
                "{\"command\":\"TIC\",\"target\":1},{\"command\":\"NOP\"}|0|TIC_FIRST",
                "{\"command\":\"SENSE\",\"count\":1,\"flags\":[\"CD\"]}|0|DATA_CHAINING_AT_END",
                "{\"command\":\"SENSE\",\"count\":0}|0|COUNT_OUT_OF_RANGE",
                "{\"command\":\"SENSE\",\"count\":65536}|0|COUNT_OUT_OF_RANGE",
                "{\"command\":\"0x01\",\"data\":\"AAAA\",\"count\":4}|0|COUNT_AND_DATA_DIFFER",
                "{\"command\":\"READ_DATA\",\"count\":4}|0|UNKNOWN_COMMAND",
                "{\"command\":\"0xb1\",\"data\":\"AAAAAAA=\"},{\"command\":\"TIC\",\"target\":2},{\"command\":\"NOP\"}"
                        + "|1|TIC_AFTER_STATUS_MODIFIER",
                "{\"command\":\"SENSE\",\"count\":1,\"flags\":[\"SLY\"]}|0|MALFORMED_VALUE",
            })
    void refusesAProgramThatCannotBe(String ccws, int ccw, String code) {
        refused(post(BARE, Programs.of(ccws)), 400, "invalid-program")
                .body("faults.ccw", hasItem(ccw))
                .body("faults.code", hasItem(code))
                .body("faults.size()", equalTo(1));
    }

    @Test
    void refusesAProgramThatIsLargerThanTheArena() {
        String[] reads = IntStream.range(0, 70)
                .mapToObj(ignored -> "{\"command\":\"SENSE\",\"count\":65535}")
                .toArray(String[]::new);

        refused(post(BARE, Programs.of(reads)), 413, "program-too-large")
                .body("needed", greaterThan(70 * 65535))
                .body("available", equalTo(4 * 1024 * 1024));
    }

    @Test
    void refusesABodyOverTheLimit() {
        String label = "x".repeat(9 * 1024 * 1024);

        refused(post(BARE, "{\"label\":\"" + label + "\"}"), 413, "body-too-large");
    }

    @Test
    void refusesABodyOverTheLimitWhoseLengthNobodySaid() throws Exception {
        byte[] blanks = " ".repeat(9 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        HttpRequest chunked = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + Programs.jobs(BARE)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(blanks)))
                .build();

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(chunked, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("/problems/body-too-large");
        }
    }

    @Test
    void refusesWhatIsNoJsonObject() {
        refused(post(BARE, "{\"program\":\n  nonsense}"), 400, "malformed-json")
                .body("detail", startsWith("line 2, column"));
        refused(post(BARE, "{\"label\":\"a\",\"label\":\"b\"}"), 400, "malformed-json");
        refused(post(BARE, SENSE_ID + "}"), 400, "malformed-json");
        refused(post(BARE, "[]"), 400, "invalid-request");
        refused(
                        given().contentType("application/json")
                                .post(Programs.jobs(BARE))
                                .then(),
                        400,
                        "malformed-json")
                .body("detail", containsString("empty"));
        refused(post(BARE, "  "), 400, "malformed-json");
    }

    @Test
    void saysWhyADiskWithoutItsImageIsNotOperational() {
        for (String disk : List.of(SimulatedMachine.MISSING, SimulatedMachine.DAMAGED)) {
            String reason = get("/api/v1/subchannels/" + disk)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("NOT_OPERATIONAL"))
                    .extract()
                    .path("stateReason");
            assertThat(reason).contains(".ckd");
            refused(post(disk, SENSE_ID), 409, "subchannel-not-operational").body("stateReason", equalTo(reason));
        }
        get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void refusesUnknownAndMalformedSubchannels() {
        refused(post("0.0.ffff", SENSE_ID), 404, "unknown-subchannel").body("detail", containsString("0.0.ffff"));
        refused(post("0.9.0001", SENSE_ID), 400, "invalid-parameter").body("detail", containsString("0.9.0001"));
        refused(get("/api/v1/subchannels/nine").then(), 400, "invalid-parameter");
        refused(get("/api/v1/subchannels/0.0.ffff/schib").then(), 404, "unknown-subchannel");
    }

    @Test
    void refusesUnknownJobsAndOperations() {
        refused(get("/api/v1/jobs/no-job").then(), 404, "unknown-job");
        refused(get("/api/v1/jobs/01890000-0000-7000-8000-000000000000").then(), 404, "unknown-job");
        refused(
                        json("{}")
                                .post("/api/v1/subchannels/" + BARE + "/operations/format-volume")
                                .then(),
                        404,
                        "unknown-operation")
                .body("detail", containsString("sense-id"));
        refused(
                        json("{\"cylinder\":\"one\",\"sector\":1}")
                                .post("/api/v1/subchannels/" + BARE + "/operations/eckd-read-track")
                                .then(),
                        400,
                        "invalid-request")
                .body("faults.member", hasItems("cylinder", "head", "sector"));
        refused(
                json("{\"cylinder\":1,\"head\":1}")
                        .post("/api/v1/subchannels/" + BARE + "/operations/sense-id?timeoutMillis=0")
                        .then(),
                400,
                "invalid-parameter");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/jobs?limit=0,invalid-parameter",
        "/api/v1/jobs?limit=-1,invalid-parameter",
        "/api/v1/jobs?limit=many,invalid-parameter",
        "/api/v1/jobs?state=DONE,invalid-parameter",
        "/api/v1/jobs?subchannel=9,invalid-parameter",
        "/api/v1/jobs?cursor=made-up,invalid-cursor",
        "/api/v1/subchannels?cursor=!,invalid-cursor",
        "/api/v1/subchannels?state=on,invalid-parameter",
        "/api/v1/subchannels?deviceNumber=x,invalid-parameter",
        "/api/v1/commands?deviceClass=DISK,invalid-parameter",
    })
    void refusesParametersThatCannotBe(String path, String type) {
        refused(get(path).then(), 400, type);
    }

    @Test
    void tellsOfEveryFaultOfEveryCcw() {
        String broken = IntStream.range(0, 5)
                .mapToObj(ignored -> "{\"command\":\"0x06\",\"count\":0}")
                .collect(Collectors.joining(","));

        refused(post(BARE, Programs.of(broken, SENSE)), 400, "invalid-program")
                .body("faults.ccw", equalTo(List.of(0, 1, 2, 3, 4)));
    }

    @Test
    void saysNothingOfTheLibraryThatReadsTheBody() {
        refused(post(BARE, "{\"program\":" + "[".repeat(99) + "]".repeat(99) + "}"), 400, "malformed-json")
                .body("detail", containsString("depth"))
                .body("detail", not(containsString("Constraints")));
        refused(post(BARE, "{\"timeoutMillis\":0,\"program\":{\"ccws\":[" + NOP + "]}}"), 400, "invalid-request")
                .body("detail", equalTo("'timeoutMillis': 0 is not a whole number of 1 to 3600000"));
        refused(post(BARE, Programs.of("{\"command\":\"SENSE\",\"count\":99999999999}")), 400, "invalid-program")
                .body("detail", containsString("'count': 99999999999 is not a whole number"));
        refused(post(BARE, Programs.of("null")), 400, "invalid-program")
                .body("detail", endsWith("a CCW must be an object, not null"));
    }

    @Test
    void refusesAListWithoutMeasureForItsLengthAlone() {
        String[] broken = Collections.nCopies(50_000, "{\"x\":1}").toArray(String[]::new);

        refused(post(BARE, Programs.of(broken)), 400, "invalid-program")
                .body("faults.size()", equalTo(1))
                .body("faults[0].code", equalTo("TOO_MANY_CCWS"))
                .body("detail", containsString("50000"));
    }

    @ParameterizedTest
    @CsvSource({"a\\u0000b,U+0000", "a\\nb,U+000A", "a\\u001b[31m,U+001B", "a\\ud800,U+D800"})
    void refusesALabelThatIsNoText(String label, String character) {
        refused(
                        post(BARE, "{\"label\":\"" + label + "\",\"program\":{\"ccws\":[" + NOP + "]}}"),
                        400,
                        "invalid-request")
                .body("faults[0].member", equalTo("label"))
                .body("detail", containsString(character));
        refused(
                given().queryParam("label", "a\nb")
                        .post("/api/v1/subchannels/" + BARE + "/operations/sense-id")
                        .then(),
                400,
                "invalid-parameter");
    }
}
