package io.chanio.engine;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.SubchannelId;
import io.chanio.os.EventPoll;
import io.chanio.port.Backend;
import io.chanio.port.Inventory;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All lanes of one backend, and the workers that own them.
 *
 * <p>Threads: {@link #open}, {@link #start} and {@link #close} are called once each, in this order; the rest is for every
 * thread once the engine is open.
 */
public final class Engine implements Lanes, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Engine.class.getName());

    /** Steps that an engine without threads takes at most when it closes. */
    private static final int CLOSING_STEPS_MAX = 1000;

    private final Inventory inventory;
    private final EngineParts parts;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private Map<SubchannelId, Lane> lanes = Map.of();
    private volatile boolean draining;

    /**
     * @param workerCount threads that {@link #start} starts
     * @param opening chanio's own first program in every lane, SENSE ID
     * @param clock for what people read
     * @param nanos monotonic, for deadlines
     * @param polls an epoll set for each worker
     */
    public Engine(
            Inventory inventory,
            int workerCount,
            Recipe<DeviceIdentity> opening,
            InstantSource clock,
            LongSupplier nanos,
            Supplier<EventPoll> polls,
            Ledger ledger,
            LaneObserver observer,
            EngineLimits limits) {
        this(
                inventory,
                workerCount,
                polls,
                new EngineParts(
                        inventory.backend(),
                        clock,
                        nanos,
                        new CautiousLedger(ledger),
                        new CautiousObserver(observer),
                        opening,
                        limits,
                        EngineTimes.of(limits),
                        Engine::onItsOwnThread));
    }

    Engine(Inventory inventory, int workerCount, Supplier<EventPoll> polls, EngineParts parts) {
        if (workerCount < 1) {
            throw new IllegalArgumentException("an engine needs a worker at least, not " + workerCount);
        }
        this.inventory = inventory;
        this.parts = parts;
        for (int number = 0; number < workerCount; number++) {
            workers.add(new Worker("chanio-worker-" + number, polls.get(), parts.nanos(), parts.limits()));
        }
    }

    /** Opens every subchannel of the inventory and starts its first program; threads come with {@link #start}. */
    public void open() {
        Map<SubchannelId, Lane> opened = new TreeMap<>();
        int next = 0;
        for (Listing listing : inventory.list()) {
            Worker worker = workers.get(next++ % workers.size());
            Lane lane = lane(listing, worker);
            opened.put(listing.subchannel(), lane);
            worker.own(lane);
        }
        lanes = opened;
    }

    /** Gives every worker its thread. */
    public void start() {
        for (Worker worker : workers) {
            threads.add(Thread.ofPlatform().name(worker.name()).start(new WorkerRunner(worker)));
        }
    }

    /** Takes no new jobs, lets running ones go on for a bounded time, clears them then, and closes all subchannels. */
    @Override
    public void close() {
        draining = true;
        workers.forEach(Worker::beginDrain);
        if (threads.isEmpty()) {
            workers.forEach(Engine::finish);
        } else {
            join();
        }
    }

    /** The workers, for a test or a benchmark that steps them. */
    List<Worker> workers() {
        return List.copyOf(workers);
    }

    /** How the workers are: liveness is this and never the hardware. */
    public List<WorkerHealth> health() {
        long now = parts.nanos().getAsLong();
        return workers.stream()
                .map(worker ->
                        new WorkerHealth(worker.name(), Duration.ofNanos(now - worker.heartbeat()), worker.busyRatio()))
                .toList();
    }

    @Override
    public Backend backend() {
        return parts.backend();
    }

    @Override
    public List<LaneView> list() {
        return lanes.values().stream().map(Lane::view).toList();
    }

    @Override
    public Optional<LaneView> find(SubchannelId subchannel) {
        return Optional.ofNullable(lanes.get(subchannel)).map(Lane::view);
    }

    @Override
    public Submission offer(JobRequest request) {
        return draining ? new Submission.Draining() : lane(request.subchannel()).offer(request);
    }

    @Override
    public CompletionStage<Optional<Cancellation>> cancel(SubchannelId subchannel, JobId job) {
        return lane(subchannel).cancel(job);
    }

    @Override
    public CompletionStage<SchibReading> storeSubchannel(SubchannelId subchannel) {
        return lane(subchannel).storeSubchannel();
    }

    private Lane lane(SubchannelId subchannel) {
        Lane lane = lanes.get(subchannel);
        if (lane == null) {
            throw new IllegalArgumentException("there is no subchannel " + subchannel);
        }
        return lane;
    }

    private Lane lane(Listing listing, Worker worker) {
        if (listing.unusable().isPresent()) {
            return Lane.unopened(listing, listing.unusable().get(), parts, worker);
        }
        return switch (inventory.open(listing)) {
            case Opening.Opened(SubchannelPort port) -> Lane.open(listing, port, parts, worker);
            case Opening.Refused(String reason) -> Lane.unopened(listing, reason, parts, worker);
        };
    }

    private void join() {
        EngineLimits limits = parts.limits();
        // The drain time, the rungs of the ladder, and a little for the way.
        Duration longest = limits.drainTime().plus(limits.rungTime().multipliedBy(4));
        for (Thread thread : threads) {
            try {
                if (!thread.join(longest)) {
                    LOGGER.log(System.Logger.Level.WARNING, "{0} did not end in {1}", thread.getName(), longest);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void finish(Worker worker) {
        for (int step = 0; step < CLOSING_STEPS_MAX && !worker.finished(); step++) {
            worker.doWork(0);
        }
        worker.close();
    }

    private static void onItsOwnThread(Runnable closing) {
        Thread.ofPlatform().daemon().name("chanio-closer").start(closing);
    }
}
