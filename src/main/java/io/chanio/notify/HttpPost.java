package io.chanio.notify;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A receiver over HTTP. Follows no redirect, and reads no more of an answer than its head. Threads: its event loop. */
final class HttpPost implements Post {

    static final Duration CONNECT_MAX = Duration.ofSeconds(5);

    /** For the head of the answer, and between any two bytes. */
    static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    /** Bytes of an answer that are passed over for the sake of its connection. */
    private static final int BODY_MAX = 64 * 1024;

    /** One is in use; another may still pass over an answer. */
    private static final int CONNECTIONS = 2;

    private final HttpClient client;
    private final RequestOptions target;

    HttpPost(Vertx vertx, URI url) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT_MAX.toMillis())
                        .setIdleTimeout((int) ANSWER_MAX.toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.target = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .setTimeout(ANSWER_MAX.toMillis());
    }

    @Override
    public void send(String body, List<Map.Entry<String, String>> headers, Consumer<Reply> then) {
        RequestOptions request = new RequestOptions(target);
        headers.forEach(header -> request.putHeader(header.getKey(), header.getValue()));
        var unused = client.request(request)
                .compose((HttpClientRequest ready) -> ready.send(body))
                .onComplete(
                        response -> {
                            passOver(response);
                            then.accept(new Reply.Answered(
                                    response.statusCode(),
                                    Optional.ofNullable(response.getHeader(HttpHeaders.RETRY_AFTER))));
                        },
                        failure -> then.accept(new Reply.Failed(String.valueOf(failure.getMessage()))));
    }

    private static void passOver(HttpClientResponse response) {
        int[] passed = {0};
        response.handler(part -> {
            passed[0] += part.length();
            if (passed[0] > BODY_MAX) {
                response.request().reset();
            }
        });
        // The answer counts already, whatever becomes of the rest of it.
        response.exceptionHandler(ignored -> {});
    }

    @Override
    public void close() {
        var unused = client.close();
    }
}
