package io.chanio.wiring;

import io.chanio.engine.Engine;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Lets the engine follow its inventory, on a thread of its own: opening a subchannel may take long. */
final class Rescanning implements AutoCloseable {

    private static final String THREAD = "chanio-inventory";

    private final Engine engine;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name(THREAD).unstarted(task));

    Rescanning(Engine engine) {
        this.engine = engine;
    }

    void start() {
        long interval = Engine.RESCAN_INTERVAL.toMillis();
        // A periodic task is never called again after it failed; this one catches what may fail.
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(engine::rescan, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** Begins no look any more. Does not wait for one under way: the engine does when it closes. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
