package io.chanio.notify;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.core.MediaType;

/** An answer over HTTP that goes on. Threads: its event loop. */
final class HttpConnection implements Connection {

    /** Bytes that may wait for a client that does not take them. */
    static final int WAITING_MAX = 64 * 1024;

    private final HttpServerRequest request;
    private final HttpServerResponse response;

    private HttpConnection(HttpServerRequest request) {
        this.request = request;
        this.response = request.response();
    }

    /** Nothing is written yet. */
    static HttpConnection of(HttpServerRequest request) {
        return new HttpConnection(request);
    }

    @Override
    public void write(String text) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .setWriteQueueMaxSize(WAITING_MAX);
        }
        // That the client is gone is told elsewhere.
        var unused = response.write(text);
    }

    /** Calls {@code task} when it was full and is no more. */
    void onRoom(Runnable task) {
        response.drainHandler(ignored -> task.run());
    }

    @Override
    public boolean full() {
        return response.writeQueueFull();
    }

    @Override
    public void end() {
        var unused = response.end();
    }

    @Override
    public void cut() {
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            var unused = request.connection().close();
        }
    }
}
