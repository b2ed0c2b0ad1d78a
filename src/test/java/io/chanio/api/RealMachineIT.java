package io.chanio.api;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine with a channel subsystem on which nothing is usable: it is shown, with the reason, and nothing is invented. */
class RealMachineIT {

    private static final String BACKEND_CHECK = "checks.find { it.name == 'backend' }.data.";

    private final Path sysfs;

    RealMachineIT(@TempDir Path sysfs) throws IOException {
        this.sysfs = sysfs;
        Files.createDirectories(sysfs.resolve("bus/css/devices"));
    }

    @Test
    void startsWithoutAnySubchannelAndSaysWhyItIsNotReady() throws IOException {
        try (PackagedApplication chanio =
                PackagedApplication.start("-Dchanio.sysfs=" + sysfs, "-Dchanio.data=" + sysfs.resolve("data"))) {
            assertThat(chanio.said()).anyMatch(line -> line.contains("backend VFIO: " + sysfs + "/bus/css exists"));
            get(chanio.url() + "/api/v1/subchannels").then().statusCode(200).body("items", empty());
            get(chanio.url() + "/q/health/live").then().statusCode(200);
            notReady(chanio).body(BACKEND_CHECK + "reason", equalTo("the channel subsystem shows no I/O subchannel"));
        }
    }

    @Test
    void showsADeviceThatAnotherDriverHas() throws IOException {
        plug();

        try (PackagedApplication chanio = PackagedApplication.start(
                "-Dchanio.backend=vfio", "-Dchanio.sysfs=" + sysfs, "-Dchanio.data=" + sysfs.resolve("data"))) {
            get(chanio.url() + "/api/v1/subchannels/0.0.0013")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("NOT_OPERATIONAL"))
                    .body("stateReason", containsString("dasd-eckd"))
                    .body("driver", equalTo("io_subchannel"))
                    .body("deviceNumber", equalTo("0.0.1111"))
                    .body("device.deviceType", equalTo("3390"))
                    .body("paths.chpid", contains("10", "11"))
                    .body("features", empty())
                    .body("containsKey('limitations')", equalTo(false));
            notReady(chanio)
                    .body(BACKEND_CHECK + "reason", equalTo("no subchannel is usable"))
                    .body(BACKEND_CHECK + "'0.0.0013'", containsString("dasd-eckd"));
        }
    }

    @Test
    void followsWhatChanges() throws IOException {
        try (PackagedApplication chanio =
                PackagedApplication.start("-Dchanio.sysfs=" + sysfs, "-Dchanio.data=" + sysfs.resolve("data"))) {
            plug();
            long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            int found = 0;
            while (found == 0 && System.nanoTime() < until) {
                found = get(chanio.url() + "/api/v1/subchannels")
                        .then()
                        .extract()
                        .<Integer>path("items.size()");
            }
            assertThat(found).isEqualTo(1);
        }
    }

    private static ValidatableResponse notReady(PackagedApplication chanio) {
        return get(chanio.url() + "/q/health/ready")
                .then()
                .statusCode(503)
                .body("status", equalTo("DOWN"))
                .body(BACKEND_CHECK + "backend", equalTo("VFIO"));
    }

    /** A 3390 of the DASD driver, as sysfs shows it. */
    private void plug() throws IOException {
        Path subchannel = sysfs.resolve("devices/css0/0.0.0013");
        Path device = Files.createDirectories(subchannel.resolve("0.0.1111"));
        Files.writeString(subchannel.resolve("type"), "0\n");
        Files.writeString(subchannel.resolve("chpids"), "10 11 00 00 00 00 00 00 \n");
        Files.writeString(subchannel.resolve("pimpampom"), "c0 80 ff\n");
        Files.writeString(subchannel.resolve("driver_override"), "(null)\n");
        Files.writeString(device.resolve("cutype"), "3990/e9\n");
        Files.writeString(device.resolve("devtype"), "3390/0c\n");
        Files.writeString(device.resolve("online"), "0\n");
        link(subchannel.resolve("driver"), "bus/css/drivers/io_subchannel");
        link(device.resolve("driver"), "bus/ccw/drivers/dasd-eckd");
        Files.createSymbolicLink(sysfs.resolve("bus/css/devices/0.0.0013"), subchannel);
    }

    private void link(Path link, String target) throws IOException {
        Files.createSymbolicLink(link, Files.createDirectories(sysfs.resolve(target)));
    }
}
