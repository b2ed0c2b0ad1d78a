package io.chanio.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An orderly end: whoever waits for a job is answered before the process goes. */
class DrainIT {

    private static final long SECONDS_MAX = 60;
    private static final String TOPOLOGY = "{\"subchannels\":[{\"id\":\"0.0.0009\",\"deviceNumber\":\"0.0.0009\","
            + "\"device\":\"bare\",\"latencyMicros\":1000000}]}";

    private final Path folder;

    DrainIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @Timeout(SECONDS_MAX)
    void answersWhoWaitsBeforeItEnds() throws Exception {
        Path topology = Files.writeString(folder.resolve("t.json"), TOPOLOGY);
        try (PackagedApplication chanio = PackagedApplication.start(
                        "-Dchanio.backend=simulator",
                        "-Dchanio.simulator.topology=" + topology,
                        "-Dchanio.data=" + folder);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(chanio.url() + Programs.jobs("0.0.0009")))
                    .header("Content-Type", "application/json")
                    .header("Prefer", "wait=30")
                    .POST(HttpRequest.BodyPublishers.ofString(Programs.SENSE_ID))
                    .build();
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
            awaitAccepted(client, request.uri());

            chanio.process().destroy();

            assertThat(answer.get(SECONDS_MAX, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(answer.join().body()).contains("finishedAt");
            assertThat(chanio.process().waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @Timeout(SECONDS_MAX)
    void saysThatItIsStoppingWhileItStillAnswers() throws Exception {
        Path topology = Files.writeString(folder.resolve("t.json"), TOPOLOGY);
        try (PackagedApplication chanio = PackagedApplication.start(
                        "-Dchanio.backend=simulator",
                        "-Dchanio.simulator.topology=" + topology,
                        "-Dchanio.data=" + folder.resolve("data"));
                HttpClient client = HttpClient.newHttpClient()) {
            URI jobs = URI.create(chanio.url() + Programs.jobs("0.0.0009"));
            HttpRequest submission = HttpRequest.newBuilder(jobs)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(Programs.SENSE_ID))
                    .build();
            HttpRequest ready =
                    HttpRequest.newBuilder(jobs.resolve("/q/health/ready")).build();
            assertThat(client.send(submission, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(202);
            assertThat(client.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);

            chanio.process().destroy();
            String refused = awaitBody(client, submission, "/problems/draining");
            String health = awaitBody(client, ready, "chanio is stopping");

            assertThat(refused).contains("\"status\":503");
            assertThat(health).contains("DOWN");
            assertThat(chanio.process().waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The signal takes a while to arrive; the job that runs keeps chanio answering for a second. */
    private static String awaitBody(HttpClient client, HttpRequest request, String wanted)
            throws IOException, InterruptedException {
        String body = "";
        while (!body.contains(wanted)) {
            Thread.onSpinWait();
            body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
        return body;
    }

    /** Until chanio knows the job, its end has nothing to drain. */
    private static void awaitAccepted(HttpClient client, URI jobs) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(jobs.resolve("/api/v1/jobs")).build();
        while (client.send(list, HttpResponse.BodyHandlers.ofString()).body().equals("{\"items\":[]}")) {
            Thread.onSpinWait();
        }
    }
}
