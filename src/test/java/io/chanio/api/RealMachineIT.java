package io.chanio.api;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine with a channel subsystem that chanio can't drive gets nothing, with the reason, and never invented data. */
class RealMachineIT {

    private final Path sysfs;

    RealMachineIT(@TempDir Path sysfs) {
        this.sysfs = sysfs;
    }

    @Test
    void inventsNothingAndSaysWhyItIsNotReady() throws IOException {
        Files.createDirectories(sysfs.resolve("bus/css"));

        try (PackagedApplication chanio = PackagedApplication.start("-Dchanio.sysfs=" + sysfs)) {
            get(chanio.url() + "/api/v1/subchannels").then().statusCode(200).body("items", empty());
            get(chanio.url() + "/q/health/live").then().statusCode(200);
            get(chanio.url() + "/q/health/ready")
                    .then()
                    .statusCode(503)
                    .body("status", equalTo("DOWN"))
                    .body("checks.find { it.name == 'backend' }.data.backend", equalTo("VFIO"))
                    .body("checks.find { it.name == 'backend' }.data.reason", containsString("no vfio backend yet"));
        }
    }
}
