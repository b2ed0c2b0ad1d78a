package io.chanio.engine;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.SubchannelId;
import io.chanio.os.EventPoll;
import io.chanio.port.Backend;
import io.chanio.port.Inventory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All lanes of one backend, and the workers that own them.
 *
 * <p>Threads: {@link #open}, {@link #start} and {@link #close} are called in this order; the rest is for every thread once
 * the engine is open, {@link #rescan} for one that may wait.
 */
public final class Engine implements Lanes, AutoCloseable {

    /** How often {@link #rescan} is to be called. */
    public static final Duration RESCAN_INTERVAL = Duration.ofSeconds(2);

    private static final System.Logger LOGGER = System.getLogger(Engine.class.getName());

    /** Steps that an engine without threads takes at most when it closes. */
    private static final int CLOSING_STEPS_MAX = 1000;

    /** Ports that are being closed at once: each may take minutes, and a process has not as many threads as ports. */
    static final int CLOSERS_MAX = 64;

    private static final int CLOSER_IDLE_SECONDS = 5;

    private final EngineParts parts;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Roster roster;
    private final ReentrantLock rescanning = new ReentrantLock();
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
                        closers()));
    }

    Engine(Inventory inventory, int workerCount, Supplier<EventPoll> polls, EngineParts parts) {
        if (workerCount < 1) {
            throw new IllegalArgumentException("an engine needs a worker at least, not " + workerCount);
        }
        this.parts = parts;
        for (int number = 0; number < workerCount; number++) {
            workers.add(new Worker("chanio-worker-" + number, polls.get(), parts.nanos(), parts.limits()));
        }
        this.roster = new Roster(inventory, parts, workers);
    }

    /** Takes the jobs of an earlier chanio: each waits until its subchannel is open. Before {@link #open}. */
    public void resume(List<Resumed> jobs) {
        roster.backlog().add(jobs);
    }

    /** Opens every subchannel of the inventory; their first programs and the threads come with {@link #start}. */
    public void open() {
        rescan();
    }

    /**
     * Follows what changed in the inventory since the last time: subchannels that came, went, or can be opened now. May take
     * as long as opening them takes. Does nothing while another thread is at it, or once the engine closes.
     */
    public void rescan() {
        if (!rescanning.tryLock()) {
            return;
        }
        try {
            if (!draining) {
                roster.rescan();
            }
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "a look at the subchannels failed", e);
        } finally {
            rescanning.unlock();
        }
    }

    /** Gives every worker its thread. */
    public void start() {
        for (Worker worker : workers) {
            threads.add(Thread.ofPlatform().name(worker.name()).start(new WorkerRunner(worker)));
        }
    }

    /**
     * Takes no new jobs, lets running ones go on for a bounded time, clears them then, and closes all subchannels, whether
     * or not one is still being opened: when it returns, the kernel has them back, or the log says which it has not. Closing
     * again does nothing.
     */
    @Override
    public void close() {
        if (draining) {
            return;
        }
        draining = true;
        roster.stop();
        try {
            workers.forEach(Worker::beginDrain);
            if (threads.isEmpty()) {
                workers.forEach(Engine::finish);
            } else {
                join();
            }
            awaitPorts();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True once it takes no new jobs: it is being closed. */
    public boolean draining() {
        return draining;
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
        return roster.lanes().values().stream().map(Lane::view).toList();
    }

    @Override
    public Optional<LaneView> find(SubchannelId subchannel) {
        return Optional.ofNullable(roster.lanes().get(subchannel)).map(Lane::view);
    }

    @Override
    public Submission offer(JobRequest request) {
        if (draining) {
            return new Submission.Draining();
        }
        Lane lane = roster.lanes().get(request.subchannel());
        return lane == null ? new Submission.NoSubchannel(request.subchannel()) : lane.offer(request);
    }

    @Override
    public JointSubmission offerTogether(List<JobRequest> requests) {
        if (!draining) {
            return new JointOffer(roster.lanes(), parts.ledger()).of(requests);
        }
        return new JointSubmission.Refused(requests.stream()
                .map(JobRequest::subchannel)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), ignored -> new Submission.Draining())));
    }

    @Override
    public CompletionStage<Optional<Cancellation>> cancel(SubchannelId subchannel, JobId job) {
        Optional<Cancellation> early = roster.backlog().cancel(subchannel, job);
        Lane lane = roster.lanes().get(subchannel);
        return early.isPresent() || lane == null ? CompletableFuture.completedFuture(early) : lane.cancel(job);
    }

    @Override
    public CompletionStage<Optional<LaneView>> releaseQuarantine(SubchannelId subchannel) {
        Lane lane = roster.lanes().get(subchannel);
        return lane == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : lane.releaseQuarantine().thenApply(Optional::of);
    }

    @Override
    public CompletionStage<SchibReading> storeSubchannel(SubchannelId subchannel) {
        Lane lane = roster.lanes().get(subchannel);
        return lane == null
                ? CompletableFuture.completedFuture(new SchibReading.NotOpen("the subchannel is listed no more"))
                : lane.storeSubchannel();
    }

    private void join() throws InterruptedException {
        EngineLimits limits = parts.limits();
        // The drain time and that of a release, each with the rungs of the ladder, and a little for the way.
        Duration ladder = limits.rungTime().multipliedBy(4);
        Duration longest =
                limits.drainTime().plus(ladder).plus(limits.releaseTime()).plus(ladder);
        for (Thread thread : threads) {
            if (!thread.join(longest)) {
                LOGGER.log(System.Logger.Level.WARNING, "{0} did not end in {1}", thread.getName(), longest);
            }
        }
    }

    /** The ports' closing goes on where they were closed: what stands behind them must outlive it. */
    private void awaitPorts() throws InterruptedException {
        Duration longest = parts.limits().closeTime();
        long until = parts.nanos().getAsLong() + longest.toNanos();
        for (Lane lane : roster.lanes().values()) {
            HeldPort held = lane.held().orElse(null);
            if (held != null && !closedBy(held, until)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "subchannel {0} is not closed after {1}: the kernel still halts or clears it",
                        lane.subchannel(),
                        longest);
            }
        }
        awaitRescan(until);
    }

    /** What it opens now it closes again. */
    private void awaitRescan(long until) throws InterruptedException {
        if (rescanning.tryLock(left(until), TimeUnit.NANOSECONDS)) {
            rescanning.unlock();
        } else {
            LOGGER.log(System.Logger.Level.WARNING, "a subchannel is still being opened");
        }
    }

    private boolean closedBy(HeldPort held, long until) throws InterruptedException {
        try {
            held.closed().get(left(until), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a port's closing never fails", e);
        }
    }

    private long left(long until) {
        return Math.max(0, until - parts.nanos().getAsLong());
    }

    private static void finish(Worker worker) {
        for (int step = 0; step < CLOSING_STEPS_MAX && !worker.finished(); step++) {
            worker.doWork(0);
        }
        worker.close();
    }

    /** Threads that end when there is nothing to close, and that do not keep the process alive. */
    static Executor closers() {
        ThreadPoolExecutor closers = new ThreadPoolExecutor(
                CLOSERS_MAX,
                CLOSERS_MAX,
                CLOSER_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("chanio-closer-", 0).factory());
        closers.allowCoreThreadTimeOut(true);
        return closers;
    }
}
