package io.chanio.notify;

import io.chanio.control.Events;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * All webhooks that events are brought to.
 *
 * <p>Threads: any. Whoever tells an event does no more than set a flag and, where it was not set, queue one task. One event
 * loop does the rest for all webhooks; none has a thread.
 */
public final class Webhooks {

    /** How long whoever stops chanio waits for what is still to be brought. */
    public static final Duration CLOSING_MAX = Duration.ofSeconds(3);

    private final List<Courier> couriers;
    private final Courier.Desk desk;
    private final AtomicBoolean rung = new AtomicBoolean();

    Webhooks(Events events, List<Courier> couriers, Courier.Desk desk) {
        this.couriers = List.copyOf(couriers);
        this.desk = desk;
        if (!couriers.isEmpty()) {
            couriers.forEach(Courier::begin);
            events.onTold(this::ring);
        }
    }

    /** Brings each webhook all events from the first of this process on. */
    public static Webhooks over(
            Vertx vertx,
            List<WebhookTerms> all,
            Events events,
            Letters letters,
            InstantSource clock,
            RandomGenerator random,
            Tally tally) {
        Context context = vertx.getOrCreateContext();
        Courier.Desk desk = new Courier.Desk(
                task -> context.runOnContext(ignored -> task.run()),
                (after, task) -> vertx.setTimer(Math.max(1, after.toMillis()), ignored -> task.run()),
                clock,
                new Pauses(random),
                tally);
        return new Webhooks(
                events,
                all.stream()
                        .map(terms -> new Courier(terms, events, letters, new HttpPost(vertx, terms.url()), desk))
                        .toList(),
                desk);
    }

    /** Brings what was told so far without trying anything twice; completes when that is done. */
    public CompletableFuture<Void> close() {
        return CompletableFuture.allOf(couriers.stream().map(Courier::close).toArray(CompletableFuture<?>[]::new));
    }

    private void ring() {
        if (rung.compareAndSet(false, true)) {
            desk.loop().execute(() -> {
                rung.set(false);
                couriers.forEach(Courier::wake);
            });
        }
    }
}
