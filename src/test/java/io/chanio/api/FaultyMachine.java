package io.chanio.api;

import static io.chanio.api.Programs.json;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.chanio.port.sim.dasd.DemonstrationVolume;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The packaged application with its fault surface, bare devices on two paths each, and a disk on as many. */
final class FaultyMachine implements AutoCloseable {

    static final int SUBCHANNELS = 32;

    /** The disk, behind the bare devices. */
    static final int DISK = SUBCHANNELS;

    private static final String SUBCHANNEL =
            "{\"id\":\"0.0.00%02x\",\"deviceNumber\":\"0.0.10%02x\",\"device\":\"bare\",\"paths\":2}";

    private static final String DISK_SUBCHANNEL =
            "{\"id\":\"%s\",\"deviceNumber\":\"0.0.0020\",\"device\":\"3390\",\"image\":\"%s\",\"paths\":2}";

    private final PackagedApplication chanio;

    private FaultyMachine(PackagedApplication chanio) {
        this.chanio = chanio;
    }

    static FaultyMachine start(Path folder) throws IOException {
        String subchannels = IntStream.range(0, SUBCHANNELS)
                .mapToObj(number -> SUBCHANNEL.formatted(number, number))
                .collect(Collectors.joining(","));
        Path volume = folder.resolve("volume.3390.ckd");
        DemonstrationVolume.writeTo(volume, LocalDate.of(2026, 1, 1));
        Path topology = Files.writeString(
                folder.resolve("topology.json"),
                "{\"subchannels\":[" + subchannels + "," + DISK_SUBCHANNEL.formatted(id(DISK), volume) + "]}");
        return new FaultyMachine(PackagedApplication.start(
                "-Dchanio.backend=simulator",
                "-Dchanio.data=" + folder.resolve("data"),
                "-Dchanio.simulator.topology=" + topology,
                "-Dchanio.simulator.faults=true"));
    }

    PackagedApplication chanio() {
        return chanio;
    }

    static String id(int number) {
        return "0.0.00%02x".formatted(number);
    }

    /** Where the faults of a subchannel are. */
    String faults(int number) {
        return chanio.url() + "/sim/subchannels/" + id(number);
    }

    String subchannel(int number) {
        return chanio.url() + "/api/v1/subchannels/" + id(number);
    }

    String jobs(int number) {
        return chanio.url() + Programs.jobs(id(number));
    }

    void arrange(int number, String script) {
        json(script).put(faults(number) + "/script").then().statusCode(200);
    }

    void act(int number, String action) {
        json(action).post(faults(number) + "/actions").then().statusCode(200);
    }

    /** Runs a program and waits for its end. */
    ValidatableResponse run(int number, String program) {
        return json(program)
                .header("Prefer", "wait=30")
                .post(jobs(number))
                .then()
                .statusCode(200);
    }

    /** The user above kept to the rules, and met all that was arranged. */
    void isThrough(int number) {
        given().get(faults(number))
                .then()
                .statusCode(200)
                .body("violations", equalTo(0))
                .body("outstanding", equalTo(0));
    }

    @Override
    public void close() throws IOException {
        chanio.close();
    }
}
