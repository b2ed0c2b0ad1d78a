package io.chanio.port.vfio;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Errands on threads of their own, which end when there is nothing to do, and which do not keep the process alive: one that
 * waits in the kernel can't be interrupted.
 */
final class ThreadErrands implements Errands {

    private static final int THREADS_MAX = 16;
    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS_MAX, THREADS_MAX, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons());

    ThreadErrands() {
        threads.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory daemons() {
        return Thread.ofPlatform().daemon().name("chanio-claims-", 0).factory();
    }

    @Override
    public <T> Errand<T> start(Supplier<T> work) {
        Future<T> future = threads.submit(work::get);
        return atMost -> await(future, atMost);
    }

    private static <T> Optional<T> await(Future<T> future, Duration atMost) {
        try {
            return Optional.of(future.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("work on a subchannel's binding failed", e.getCause());
        }
    }
}
