package io.chanio.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Asks one life of chanio. Belongs to no thread. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String url;

    Client(HttpClient http, String url) {
        this.http = http;
        this.url = url;
    }

    /** The id of the job when it was accepted with 202; empty for another answer, or none. */
    Optional<String> submit(String subchannel, String program) throws InterruptedException {
        HttpRequest request =
                posting("/api/v1/subchannels/" + subchannel + "/jobs", program).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 202
                    ? Optional.of(JSON.readTree(answer.body()).get("id").asText())
                    : Optional.empty();
        } catch (IOException e) {
            // It was killed: whether the job was accepted, nobody told.
            return Optional.empty();
        }
    }

    /** The job at its end, or as it stands after twice the wait; empty when it was not accepted. */
    Optional<JsonNode> run(String subchannel, String program, int waitSeconds)
            throws IOException, InterruptedException {
        HttpRequest request = posting("/api/v1/subchannels/" + subchannel + "/jobs", program)
                .header("Prefer", "wait=" + waitSeconds)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(JSON.readTree(answer.body()));
            case 202 -> Optional.of(job(JSON.readTree(answer.body()).path("id").asText(), waitSeconds));
            default -> Optional.empty();
        };
    }

    /** Sends a request that nothing may refuse. */
    void send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = posting(path, body)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
    }

    private HttpRequest.Builder posting(String path, String body) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** The job as it stands, or as it stands {@code waitSeconds} later when it has not ended before. */
    JsonNode job(String id, int waitSeconds) throws IOException, InterruptedException {
        return get("/api/v1/jobs/" + id, waitSeconds);
    }

    JsonNode get(String path, int waitSeconds) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Prefer", "wait=" + waitSeconds)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError("GET %s: %d %s".formatted(path, answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }
}
