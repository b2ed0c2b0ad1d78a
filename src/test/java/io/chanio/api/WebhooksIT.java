package io.chanio.api;

import static io.chanio.api.Programs.SENSE_ID;
import static io.chanio.api.Programs.jobs;
import static io.chanio.api.Programs.json;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged chanio and receivers of its events. */
@Timeout(120)
class WebhooksIT {

    private static final int SECONDS = 60;
    private static final int TOLERANCE_SECONDS = 300;
    private static final String BARE = "0.0.0009";
    private static final String OTHER = "0.0.000a";
    private static final String TOPOLOGY = """
            {"subchannels":[
              {"id":"0.0.0009","deviceNumber":"0.0.1009","device":"bare"},
              {"id":"0.0.000a","deviceNumber":"0.0.100a","device":"bare","latencyMicros":700000}
            ]}
            """;
    private static final byte[] KEY = "what both of them know, and nobody else".getBytes(UTF_8);
    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private final Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private final BlockingQueue<Received> all = new LinkedBlockingQueue<>();
    private final BlockingQueue<Received> some = new LinkedBlockingQueue<>();

    /** A request as it came, and how it was answered. */
    private record Received(
            String id, String timestamp, String signature, String contentType, String body, int answered) {

        JsonPath json() {
            return JsonPath.from(body);
        }

        String type() {
            return json().getString("type");
        }

        String state() {
            return json().getString("data.state");
        }

        boolean ended() {
            return type().equals("io.chanio.job") && json().getString("data.finishedAt") != null;
        }
    }

    WebhooksIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void listen() throws IOException {
        Files.writeString(folder.resolve("t.json"), TOPOLOGY);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // Twice unable, then well again; and once more in the midst.
        receive("/all", all, number -> number <= 2 || number == 5 ? 503 : 204);
        receive("/some", some, number -> 200);
        server.start();
    }

    @AfterEach
    void hangUp() {
        server.stop(0);
    }

    private void receive(String path, BlockingQueue<Received> queue, IntUnaryOperator answer) {
        List<Integer> numbers = new ArrayList<>();
        server.createContext(path, exchange -> {
            numbers.add(numbers.size() + 1);
            int status = answer.applyAsInt(numbers.getLast());
            queue.add(received(exchange, status));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    private static Received received(HttpExchange exchange, int status) throws IOException {
        return new Received(
                header(exchange, "webhook-id"),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                header(exchange, "content-type"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                status);
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    @Test
    void bringsEachEventInOrderSignedAndAgainWhereItWasNotTaken() throws Exception {
        try (PackagedApplication chanio = start(
                hook("all", "url", url("/all")),
                hook("all", "secret", SECRET),
                hook("some", "url", url("/some")),
                hook("some", "secret", SECRET),
                hook("some", "types", "job,interruption"),
                hook("some", "subchannel", OTHER))) {
            String first = run(chanio, BARE);
            String second = run(chanio, OTHER);

            List<Received> came =
                    upTo(all, received -> received.ended() && jobOf(received).equals(second));
            assertThat(came).allSatisfy(WebhooksIT::isGenuine);
            assertThat(came)
                    .extracting(Received::contentType)
                    .containsOnly("application/cloudevents+json; charset=utf-8");
            List<Received> taken =
                    came.stream().filter(received -> received.answered() == 204).toList();
            assertThat(came).hasSize(taken.size() + 3);
            assertThat(came.subList(0, 3))
                    .extracting(Received::id)
                    .containsOnly(came.getFirst().id());
            assertThat(came.subList(0, 3))
                    .extracting(Received::body)
                    .containsOnly(came.getFirst().body());
            assertThat(came.get(4).id()).isEqualTo(came.get(5).id());
            assertThat(taken).extracting(Received::id).doesNotHaveDuplicates();
            assertThat(taken.getFirst().type()).isEqualTo("io.chanio.gap");
            assertThat(statesOf(taken, first)).containsExactly("QUEUED", "RUNNING", "SUCCEEDED");
            assertThat(statesOf(taken, second)).containsExactly("QUEUED", "RUNNING", "SUCCEEDED");
            assertThat(jobsOf(taken)).containsSubsequence(first, first, first, second, second, second);

            List<Received> filtered = upTo(some, Received::ended);
            assertThat(filtered).extracting(Received::type).containsOnly("io.chanio.gap", "io.chanio.job");
            assertThat(jobsOf(filtered)).containsOnly(second);
            assertThat(given().baseUri(chanio.url()).get("/q/metrics").asString())
                    .contains("chanio_webhook_deliveries_total{result=\"failed\",webhook=\"all\"} 3.0")
                    .contains("chanio_webhook_deliveries_total{result=\"given_up\",webhook=\"some\"} 0.0");
        }
    }

    @Test
    void tellsTheEndsOfJobsBeforeItStops() throws Exception {
        try (PackagedApplication chanio = start(hook("some", "url", url("/some")), hook("some", "secret", SECRET))) {
            String job = json(SENSE_ID).baseUri(chanio.url()).post(jobs(OTHER)).path("id");
            List<Received> came = upTo(some, received -> "RUNNING".equals(received.state()));

            chanio.process().destroy();

            assertThat(chanio.process().waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            came.addAll(some);
            assertThat(statesOf(came, job)).containsExactly("QUEUED", "RUNNING", "SUCCEEDED");
        }
    }

    @Test
    void doesNotStartWithAWebhookThatCanNotBeOne() {
        assertThatThrownBy(() -> start(hook("ops", "url", "there/x"), hook("ops", "secret", SECRET)))
                .hasMessageContaining("chanio can't start: chanio.webhooks.ops: url is not http://HOST/");
        assertThatThrownBy(() -> start(hook("ops", "url", url("/all"))))
                .hasMessageContaining("chanio can't start: chanio.webhooks.ops.secret is not set");
        assertThatThrownBy(() -> start(hook("ops", "url", url("/all")), hook("ops", "secret", "c2VzYW1l")))
                .hasMessageContaining("chanio can't start: chanio.webhooks.ops.secret: is of 6 bytes, not 24 to 64")
                .hasMessageNotContaining("c2VzYW1l");
    }

    private PackagedApplication start(String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-Dchanio.backend=simulator",
                "-Dchanio.simulator.topology=" + folder.resolve("t.json"),
                "-Dchanio.data=" + folder.resolve("data")));
        options.addAll(List.of(more));
        return PackagedApplication.start(options.toArray(String[]::new));
    }

    private static String hook(String name, String member, String value) {
        return "-Dchanio.webhooks.%s.%s=%s".formatted(name, member, value);
    }

    private String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private static String run(PackagedApplication chanio, String subchannel) {
        return json(SENSE_ID)
                .baseUri(chanio.url())
                .header("Prefer", "wait=30")
                .post(jobs(subchannel))
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private static List<Received> upTo(BlockingQueue<Received> queue, Predicate<Received> last)
            throws InterruptedException {
        List<Received> came = new ArrayList<>();
        do {
            Received next = queue.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("nothing came behind %s", came).isNotNull();
            came.add(next);
        } while (!last.test(came.getLast()));
        return came;
    }

    /** As the scheme says, and not as chanio does. */
    private static void isGenuine(Received received) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            mac.update(received.id().getBytes(UTF_8));
            mac.update((byte) '.');
            mac.update(received.timestamp().getBytes(UTF_8));
            mac.update((byte) '.');
            byte[] expected = mac.doFinal(received.body().getBytes(UTF_8));
            assertThat(received.signature()).startsWith("v1,");
            assertThat(Base64.getDecoder().decode(received.signature().substring(3)))
                    .isEqualTo(expected);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        long now = Instant.now().getEpochSecond();
        assertThat(Long.parseLong(received.timestamp())).isBetween(now - TOLERANCE_SECONDS, now + 1);
    }

    private static List<String> statesOf(List<Received> came, String job) {
        return came.stream()
                .filter(received -> received.type().equals("io.chanio.job"))
                .filter(received -> jobOf(received).equals(job))
                .map(Received::state)
                .toList();
    }

    private static List<String> jobsOf(List<Received> came) {
        return came.stream()
                .filter(received -> received.type().equals("io.chanio.job"))
                .map(WebhooksIT::jobOf)
                .toList();
    }

    private static String jobOf(Received received) {
        return String.valueOf(received.json().getString("data.id"));
    }
}
