package io.chanio.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees: chanio started with nothing but its defaults. */
class FirstStartIT {

    private static final long SECONDS_MAX = 60;
    private static final Pattern CURL = Pattern.compile("^curl .*");

    private final Path folder;

    FirstStartIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @Timeout(SECONDS_MAX)
    void printsACurlLineThatRunsAFirstProgramOnItsOwnVolume() throws Exception {
        try (PackagedApplication chanio =
                PackagedApplication.start("-Dchanio.backend=simulator", "-Dchanio.data=" + folder)) {
            String curl = chanio.awaitLine(CURL).group();

            assertThat(outputOf(curl)).contains("SUCCEEDED");
            assertThat(folder).isNotEmptyDirectory();
            assertThat(chanio.said()).noneMatch(line -> line.contains("no authentication"));
        }
    }

    @Test
    @Timeout(SECONDS_MAX)
    void warnsWhenOthersCanReachIt() throws Exception {
        try (PackagedApplication chanio = PackagedApplication.start(
                "-Dchanio.backend=simulator", "-Dchanio.data=" + folder, "-Dquarkus.http.host=0.0.0.0")) {
            assertThat(chanio.said()).anyMatch(line -> line.contains("WARN") && line.contains("no authentication"));
        }
    }

    private static String outputOf(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
