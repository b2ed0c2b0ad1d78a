package io.chanio.api;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A client of the event streams. Belongs to the test's thread; what never comes ends in the test's time limit. */
final class EventStream implements AutoCloseable {

    private final HttpClient client;
    private final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;

    /** An event as it came. */
    record Received(String id, String event, String data) {

        JsonPath json() {
            return JsonPath.from(data);
        }
    }

    private EventStream(HttpClient client, HttpResponse<Stream<String>> response) {
        this.client = client;
        this.response = response;
        this.lines = response.body().iterator();
    }

    /** Returns when chanio's answer has begun. */
    static EventStream open(String url, String... headers) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new EventStream(client, client.send(request.build(), HttpResponse.BodyHandlers.ofLines()));
    }

    HttpResponse<?> response() {
        return response;
    }

    /** The next event; comments and what stands beside them are no events. */
    Received next() {
        Map<String, String> fields = new HashMap<>();
        while (lines.hasNext()) {
            String line = lines.next();
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            } else if (line.isEmpty() && fields.containsKey("data")) {
                return new Received(
                        fields.getOrDefault("id", ""),
                        fields.getOrDefault("event", ""),
                        fields.getOrDefault("data", ""));
            } else if (line.isEmpty()) {
                fields.clear();
            }
        }
        throw new AssertionError("the stream ended");
    }

    /** All up to the first that is as {@code last} says. */
    List<Received> upTo(Predicate<Received> last) {
        List<Received> all = new ArrayList<>();
        do {
            all.add(next());
        } while (!last.test(all.getLast()));
        return all;
    }

    /** True when the stream ends without another event. */
    boolean ends() {
        while (lines.hasNext()) {
            if (lines.next().startsWith("data: ")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
