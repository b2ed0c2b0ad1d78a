package io.chanio.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What chanio can't start with: it says so in one line and ends with a status other than zero. */
class RefusedStartIT {

    private static final long SECONDS_MAX = 60;
    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final Path folder;

    RefusedStartIT(@TempDir Path folder) {
        this.folder = folder;
    }

    /** How a process ended. */
    private record Ended(int status, String output) {}

    @Test
    void namesLineAndReasonOfAMalformedTopology() throws Exception {
        Path topology =
                Files.writeString(folder.resolve("t.json"), "{\"subchannels\":[\n  {\"id\":\"0.0.0001\" oops}]}");

        Ended ended = start("-Dchanio.backend=simulator", "-Dchanio.simulator.topology=" + topology);

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output()).contains("chanio can't start", topology.toString(), "line 2");
        assertThat(ended.output()).doesNotContain("\tat ");
    }

    @Test
    void namesLineAndReasonOfATopologyThatCannotBe() throws Exception {
        String entry = "{\"id\":\"0.0.0001\",\"deviceNumber\":\"0.0.0001\",\"device\":\"2311\"}";
        Path topology = Files.writeString(folder.resolve("t.json"), "{\"subchannels\":[\n\n" + entry + "]}");

        Ended ended = start("-Dchanio.backend=simulator", "-Dchanio.simulator.topology=" + topology);

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output()).contains("line 3", "subchannels[0].device '2311'");
        assertThat(ended.output()).doesNotContain("\tat ");
    }

    @Test
    void saysThatAMissingTopologyIsMissing() throws Exception {
        Ended ended = start("-Dchanio.backend=simulator", "-Dchanio.simulator.topology=" + folder.resolve("none.json"));

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output()).contains("none.json").doesNotContain("\tat ");
    }

    @Test
    void saysThatThereIsNoChannelSubsystem() throws Exception {
        Ended ended = start("-Dchanio.backend=vfio", "-Dchanio.sysfs=" + folder);

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output())
                .contains("chanio can't start: chanio.backend=vfio", folder + "/bus/css")
                .doesNotContain("\tat ");
    }

    @Test
    void namesTheWordThatCannotBeClaimed() throws Exception {
        Ended ended =
                start("-Dchanio.backend=simulator", "-Dchanio.data=" + folder, "-Dchanio.vfio.claim=0.0.1111,dasda");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output())
                .contains("chanio can't start: chanio.vfio.claim", "'dasda'")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesAnInterfaceThatItDoesNotKnow() throws Exception {
        Ended ended = start("-Dchanio.backend=simulator", "-Dchanio.vfio.interface=mdev");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output()).contains("chanio.vfio.interface", "mdev");
    }

    @Test
    void refusesABackendThatItDoesNotKnow() throws Exception {
        Ended ended = start("-Dchanio.backend=mainframe");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output()).contains("chanio.backend", "mainframe");
    }

    @Test
    void saysThatItCannotKeepItsRecordOfJobs() throws Exception {
        Path topology = Files.writeString(folder.resolve("t.json"), "{\"subchannels\":[]}");
        Path data = Files.writeString(folder.resolve("data"), "a file");

        Ended ended =
                start("-Dchanio.backend=simulator", "-Dchanio.simulator.topology=" + topology, "-Dchanio.data=" + data);

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output())
                .contains("chanio can't start", data.resolve("ledger").toString())
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "chanio.queue.capacity,0",
        "chanio.job.timeout,0s",
        "chanio.job.timeout,2h",
        "chanio.ledger.max-age,9m",
        "chanio.ledger.max-jobs,0"
    })
    void refusesANumberThatCannotBeUsed(String name, String value) throws Exception {
        Ended ended = start("-Dchanio.backend=simulator", "-Dchanio.data=" + folder, "-D" + name + "=" + value);

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output()).contains("chanio can't start", name).doesNotContain("\tat ");
    }

    private Ended start(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-Dquarkus.http.port=0", "-jar", APPLICATION.toString()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS))
                    .as("it ended")
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
