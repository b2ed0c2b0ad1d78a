package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.json;
import static io.chanio.api.Programs.run;
import static io.chanio.api.SimulatedMachine.BARE;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.chanio.api.request.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What a newcomer does first. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedMachine.class)
class FirstProgramIT {

    @Test
    void listsTheSubchannelsOfTheTopology() {
        get("/api/v1/subchannels")
                .then()
                .statusCode(200)
                .body("items.id", hasItems(BARE, SimulatedMachine.SLOW))
                .body("items[0].id", equalTo(BARE))
                .body("items[0].deviceNumber", equalTo("0.0.1009"))
                .body("items[0].backend", equalTo("SIMULATED"))
                .body("items[0].queue.capacity", equalTo(SimulatedMachine.QUEUE_CAPACITY))
                .body("items[0]", not(hasKey("stateReason")));
    }

    @Test
    void answersAWaitedProgramWithItsResult() {
        JsonPath job = json(SENSE_ID)
                .header("Prefer", "wait=20")
                .post(Programs.jobs(BARE))
                .then()
                .statusCode(200)
                .header("Preference-Applied", "wait=20")
                .body("state", equalTo("SUCCEEDED"))
                .body("outcome.kind", equalTo("COMPLETED"))
                .body("subchannel", equalTo(BARE))
                .body("mayChangeDevice", equalTo(false))
                .body("repeatable", equalTo(true))
                .body("attempts", equalTo(1))
                .body("submittedAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                .body("irb.scsw.functionControl", equalTo(java.util.List.of("START")))
                .body("irb.scsw.deviceStatus", equalTo(java.util.List.of("CHANNEL_END", "DEVICE_END")))
                .body("irb.scsw.subchannelStatus", equalTo(java.util.List.of()))
                .body("irb.scsw.stoppedAtCcw", equalTo(0))
                .body("irb.scsw.deferredConditionCode", equalTo(0))
                .body("irb.raw", matchesPattern("[0-9a-f]{192}"))
                .body("irb", not(hasKey("sense")))
                .body("timings.totalMicros", greaterThanOrEqualTo(0))
                .extract()
                .jsonPath();

        byte[] answer = Base64.getDecoder().decode(job.getString("data[0].bytes"));
        assertThat(answer[0]).as("SENSE ID begins with FF").isEqualTo((byte) 0xFF);
        assertThat(job.getInt("data[0].count")).isEqualTo(255);
        assertThat(job.getInt("irb.scsw.residualCount")).isEqualTo(255 - answer.length);
        assertThat(job.getInt("data[0].residual")).isEqualTo(255 - answer.length);
        assertThat(job.getString("data[0].transferred")).isEqualTo("PARTIAL");
    }

    @Test
    void showsTheSenseDataOfAUnitCheck() {
        run(BARE, Programs.of("{\"command\":\"0x02\",\"count\":16}"))
                .body("state", equalTo("FAILED"))
                .body("outcome.kind", equalTo("UNIT_CHECK"))
                .body("irb.scsw.deviceStatus", hasItems("UNIT_CHECK"))
                .body("irb.sense.flags", hasItems("COMMAND_REJECT"))
                .body("irb.sense.bytes", matchesPattern("80[0-9a-f]*"));
    }

    @Test
    void storesTheSchib() {
        get("/api/v1/subchannels/" + BARE + "/schib")
                .then()
                .statusCode(200)
                .body("pmcw.deviceNumber", equalTo("0.0.1009"))
                .body("pmcw.flags", hasItems("ENABLED", "DEVICE_NUMBER_VALID"))
                .body("raw", matchesPattern("[0-9a-f]{104}"));
    }

    @Test
    void runsAnOperationWithoutABody() {
        given().header("Prefer", "wait=20")
                .post("/api/v1/subchannels/" + BARE + "/operations/sense-id")
                .then()
                .statusCode(200)
                .body("operation", equalTo("sense-id"))
                .body("state", equalTo("SUCCEEDED"))
                .body("result.controlUnitType", matchesPattern("[0-9a-f]{4}"));
    }

    @Test
    void cataloguesOperationsAndCommands() {
        get("/api/v1/operations")
                .then()
                .statusCode(200)
                .body(
                        "items.name",
                        equalTo(java.util.List.of(
                                "sense-id",
                                "sense",
                                "read-device-characteristics",
                                "read-configuration-data",
                                "test-paths",
                                "sense-path-group-id",
                                "eckd-read-track",
                                "eckd-volume-label",
                                "eckd-vtoc",
                                "eckd-reserve",
                                "eckd-release",
                                "eckd-unconditional-reserve")))
                .body("items[6].parameters.required", hasItems("cylinder", "head"));
        get("/api/v1/commands?deviceClass=ECKD")
                .then()
                .statusCode(200)
                .body("items.mnemonic", hasItems("READ_DATA", "DEFINE_EXTENT", "SENSE_ID", "TIC"))
                .body("items.find { it.mnemonic == 'READ_DATA' }.code", equalTo("0x06"));
    }

    @Test
    void isHealthyAndCountsWhatItDoes() {
        run(BARE, SENSE_ID);

        for (String question : new String[] {"live", "ready", "started"}) {
            get("/q/health/" + question).then().statusCode(200).body("status", equalTo("UP"));
        }
        String metrics = get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(metrics)
                .contains("chanio_jobs_total{outcome=\"COMPLETED\"}")
                .contains("chanio_job_seconds_count{phase=\"total\"}")
                .contains("chanio_queue_depth ")
                .contains("chanio_interruptions_total{kind=\"FINAL\"}")
                .contains("chanio_start_refusals_total{errno=\"EBUSY\"}")
                .contains("chanio_worker_busy_ratio");
    }

    @Test
    void servesAPageForEachProblem() {
        for (ProblemType type : ProblemType.values()) {
            get(type.uri()).then().statusCode(200).contentType("text/html").body(containsString(type.title()));
        }
        get("/problems/no-such-problem").then().statusCode(404);
    }
}
