package io.chanio.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients of one service, each of which posts a NOP as soon as its last one was answered, over one event loop. Belongs to the
 * thread that made it.
 */
final class HttpLoad implements AutoCloseable {

    private static final int ACCEPTED = 202;
    private static final Buffer NOP =
            Buffer.buffer("{\"program\":{\"ccws\":[{\"command\":\"NOP\",\"flags\":[\"SLI\"]}]}}");

    private final Vertx vertx;
    private final HttpClient http;
    private final String url;
    private final int clients;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param refused the answers that were no 202 */
    record Answers(long accepted, long refused) {}

    HttpLoad(Vertx vertx, String url, int clients) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(
                new HttpClientOptions(),
                new PoolOptions().setHttp1MaxSize(clients).setEventLoopSize(1));
        this.url = url;
        this.clients = clients;
    }

    Answers run(Duration time) throws InterruptedException {
        accepted.set(0);
        refused.set(0);
        long end = System.nanoTime() + time.toNanos();
        CountDownLatch ended = new CountDownLatch(clients);
        for (int client = 0; client < clients; client++) {
            post(end, ended);
        }
        ended.await();
        return new Answers(accepted.get(), refused.get());
    }

    private void post(long end, CountDownLatch ended) {
        if (System.nanoTime() - end >= 0) {
            ended.countDown();
            return;
        }
        String subchannel = BareMachine.subchannel(turn.getAndIncrement() % BareMachine.SUBCHANNELS);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(String.format(Locale.ROOT, "%s/api/v1/subchannels/%s/jobs", url, subchannel))
                .putHeader("Content-Type", "application/json");
        http.request(options).compose(HttpLoad::send).onComplete(status -> {
            (status.succeeded() && status.result() == ACCEPTED ? accepted : refused).incrementAndGet();
            post(end, ended);
        });
    }

    private static io.vertx.core.Future<Integer> send(HttpClientRequest request) {
        return request.send(NOP).compose(answer -> answer.body().map(body -> answer.statusCode()));
    }

    @Override
    public void close() {
        http.close();
    }
}
