package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.os.EventPoll;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.Backend;
import io.chanio.port.Listing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An engine that closes while the kernel takes its time: on threads, as the service runs it. */
class EngineClosingIT {

    private static final SubchannelId OPEN = SubchannelId.parse("0.0.0001");
    private static final SubchannelId SLOW = SubchannelId.parse("0.0.0002");
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int PORTS = 10 * Engine.CLOSERS_MAX;

    private final LibC libc = Native.load();
    private final ScriptedInventory inventory = new ScriptedInventory();
    private final BlockingQueue<Runnable> closings = new LinkedBlockingQueue<>();
    private final Engine engine = new Engine(
            inventory,
            1,
            () -> EventPoll.open(libc),
            new EngineParts(
                    Backend.VFIO,
                    InstantSource.system(),
                    System::nanoTime,
                    job -> {},
                    new RescanBed.Ends(new ArrayList<>(), new ArrayList<>()),
                    new RescanBed.Unasked(),
                    EngineLimits.DEFAULT,
                    EngineTimes.of(EngineLimits.DEFAULT),
                    closings::add));

    @Test
    void anOpeningThatTakesLongHoldsUpNoOtherSubchannel() throws InterruptedException {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch kernel = new CountDownLatch(1);
        inventory.list(listing(OPEN));
        engine.open();
        engine.start();
        inventory.list(listing(SLOW));
        inventory.whileOpening(SLOW, () -> {
            opening.countDown();
            await(kernel);
        });
        Thread rescanning = Thread.ofPlatform().start(engine::rescan);
        assertThat(opening.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();

        Thread closing = Thread.ofPlatform().start(engine::close);
        Runnable closed = closings.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
        assertThat(closed)
                .as("the open one is given back while the kernel still opens the other")
                .isNotNull();
        closed.run();
        kernel.countDown();

        assertThat(closing.join(LONGEST)).isTrue();
        assertThat(rescanning.join(LONGEST)).isTrue();
        assertThat(inventory.opened()).hasSize(2).allSatisfy(port -> assertThat(port.calls())
                .containsOnlyOnce("close"));
        assertThat(engine.find(SLOW)).isEmpty();
    }

    @Test
    void thousandsOfPortsAreClosedByAFewThreads() throws InterruptedException {
        Executor closers = Engine.closers();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Semaphore kernel = new Semaphore(0);
        Semaphore closed = new Semaphore(0);
        for (int port = 0; port < PORTS; port++) {
            closers.execute(() -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                kernel.acquireUninterruptibly();
                atOnce.decrementAndGet();
                closed.release();
            });
        }

        kernel.release(PORTS);

        assertThat(closed.tryAcquire(PORTS, LONGEST.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(most.get()).isBetween(1, Engine.CLOSERS_MAX);
    }

    private static Listing listing(SubchannelId subchannel) {
        return Listing.of(subchannel, DeviceNumber.parse("0.0.1111"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
