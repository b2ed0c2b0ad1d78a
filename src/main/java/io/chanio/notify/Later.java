package io.chanio.notify;

import java.time.Duration;

/** Runs a task after a while, on the event loop of whoever asked. */
@FunctionalInterface
public interface Later {

    void run(Duration after, Runnable task);
}
