package io.chanio.bench;

import io.chanio.os.EventPoll;
import io.chanio.os.Eventfd;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes from the signal of an eventfd until the request that waits for it goes on upon its Vert.x event loop,
 * for each way of waiting that docs/decisions/0001 weighs. The benchmark's thread signals, as the kernel would.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class AwaitEventfdBenchmark {

    private static final int SUBCHANNELS = 64;
    private static final int WAIT_MILLIS = 100;
    /** The shortest period of a Vert.x timer. */
    private static final int TIMER_MILLIS = 1;

    /** The ways of waiting. */
    public enum Way {
        /** One thread waits in epoll for all subchannels and hops to the event loop: what chanio does. */
        ONE_EPOLL_WORKER,
        /** A thread for each subchannel waits for it alone and hops to the event loop. */
        THREAD_PER_SUBCHANNEL,
        /** No thread and no hop: a timer of the event loop looks at all subchannels. */
        EVENT_LOOP_TIMER
    }

    @Param
    private Way way;

    private final LibC libc = Native.load();
    private final List<Thread> threads = new ArrayList<>();
    private final List<EventPoll> polls = new ArrayList<>();
    private final List<Eventfd> eventfds = new ArrayList<>();
    private Vertx vertx;
    private Context context;
    private volatile boolean stopped;
    private volatile long completed;
    private volatile Thread requester;
    private int next;

    @Setup
    public void start() throws InterruptedException {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        context = vertx.getOrCreateContext();
        for (int i = 0; i < SUBCHANNELS; i++) {
            eventfds.add(Eventfd.open(libc));
        }
        switch (way) {
            case ONE_EPOLL_WORKER -> work(eventfds);
            case THREAD_PER_SUBCHANNEL -> eventfds.forEach(eventfd -> work(List.of(eventfd)));
            case EVENT_LOOP_TIMER -> lookFromTheEventLoop();
        }
    }

    private EventPoll pollOf(List<Eventfd> watched) {
        EventPoll poll = EventPoll.open(libc);
        watched.forEach(eventfd -> poll.watch(eventfd.number(), eventfd.number()));
        polls.add(poll);
        return poll;
    }

    private void work(List<Eventfd> watched) {
        EventPoll poll = pollOf(watched);
        Thread thread = new Thread(() -> {
            while (!stopped) {
                for (int ready = poll.await(WAIT_MILLIS); ready > 0; ready--) {
                    context.runOnContext(ignored -> complete());
                }
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void lookFromTheEventLoop() throws InterruptedException {
        EventPoll poll = pollOf(eventfds);
        CountDownLatch looking = new CountDownLatch(1);
        context.runOnContext(ignored -> {
            vertx.setPeriodic(TIMER_MILLIS, timer -> {
                for (int ready = poll.await(0); ready > 0; ready--) {
                    complete();
                }
            });
            looking.countDown();
        });
        looking.await();
    }

    private void complete() {
        completed++;
        LockSupport.unpark(requester);
    }

    /** One interruption, from its signal to the event loop and back to the requester. */
    @Benchmark
    public void interruption() {
        requester = Thread.currentThread();
        long before = completed;
        eventfds.get(next++ % SUBCHANNELS).signal();
        while (completed == before) {
            LockSupport.park();
        }
    }

    @TearDown
    public void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
        polls.forEach(EventPoll::close);
        eventfds.forEach(Eventfd::close);
    }
}
