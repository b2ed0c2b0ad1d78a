package io.chanio.ledger;

import io.chanio.engine.History;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Job;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.Ledger;
import io.chanio.engine.Recording;
import io.chanio.engine.Reservations;
import io.chanio.engine.Room;
import io.chanio.engine.Unfinished;
import io.chanio.engine.Unfinished.Start;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * The record of jobs that outlives the process: a {@link MemoryLedger} that everybody reads, and a {@link Store} behind it.
 *
 * <p>A job is put when its client is told to rely on it, or when a restart must know that it was started; then its end is
 * put too, and shown only when that is stored, so that nobody sees a result that a crash takes back. A job that nobody was
 * told to rely on, and that may be run twice, costs no write.
 *
 * <p>Threads: any. Each job's {@link Standing} is a lock of its own, taken before the lock of the record in memory; those
 * who wait are told outside of both.
 */
public final class DurableLedger implements Ledger, History, AutoCloseable {

    private final InstantSource clock;
    private final Store store;
    private final JobCodec codec;
    private final MemoryLedger shown;
    private final Owed owed = new Owed();
    private final ConcurrentMap<JobId, Standing> standings = new ConcurrentHashMap<>();
    private final ReservedPaths reservedPaths;
    private final Removals removals;
    private final Puts puts;

    private DurableLedger(Limits limits, InstantSource clock, Store store, JobCodec codec) {
        this.clock = clock;
        this.store = store;
        this.codec = codec;
        this.reservedPaths = new ReservedPaths(store, codec);
        this.removals = new Removals(store, codec, owed);
        this.shown = new MemoryLedger(limits, clock, this::lost, store.node());
        this.puts = new Puts(store, codec, shown, clock);
    }

    /**
     * Reads what is in the store.
     *
     * @throws DamagedStoreException when something there can't be read
     */
    public static DurableLedger load(Limits limits, InstantSource clock, Store store, JobCodec codec) {
        DurableLedger ledger = new DurableLedger(limits, clock, store, codec);
        ledger.load();
        return ledger;
    }

    private void load() {
        List<Kept> jobs = new ArrayList<>();
        List<KeptKey> keys = new ArrayList<>();
        for (Item item : store.load()) {
            switch (item) {
                case Item.OfJob job -> jobs.add(codec.decodeJob(job.key(), job.document()));
                case Item.OfKey key -> keys.add(codec.decodeKey(key.key(), key.document()));
                case Item.OfSubchannel its -> reservedPaths.restore(its);
            }
        }
        for (Kept kept : jobs) {
            Standing standing = new Standing(kept.job().id());
            standing.recording = CompletableFuture.completedFuture(Optional.empty());
            standing.started = kept.job().state() == JobState.RUNNING
                    && !kept.job().request().work().effectOnDevice().repeatable();
            standings.put(standing.job, standing);
        }
        shown.restore(jobs, keys);
    }

    /** The jobs of an earlier process that had not ended, in the order of their acceptance. Before anything is changed. */
    public List<Unfinished> unfinished() {
        return shown.unfinished().stream()
                .map(job -> new Unfinished(job, wasStarted(job.id()) ? Start.RECORDED : Start.NOT_RECORDED))
                .toList();
    }

    private boolean wasStarted(JobId job) {
        Standing standing = standings.get(job);
        return standing != null && standing.started;
    }

    /** As {@link MemoryLedger#watch}: an end is told when it is stored, as readers find it. */
    public void watch(Consumer<Job> watcher) {
        shown.watch(watcher);
    }

    // The ways in

    @Override
    public Room reserve(JobId job, Keeping keeping, Optional<IdempotencyKey> key) {
        Optional<String> unavailable = store.unavailable();
        if (unavailable.isPresent()) {
            return shown.earlier(key).orElseGet(() -> new Room.Unavailable(unavailable.get()));
        }
        return shown.reserve(job, keeping, key);
    }

    @Override
    public void release(JobId job) {
        shown.release(job);
    }

    @Override
    public CompletionStage<Recording> promise(JobId job) {
        return shown.promise(job).thenCompose(found -> switch (found) {
            case Recording.Recorded ignored -> recorded(job);
            case Recording.NoJob none -> CompletableFuture.completedFuture(none);
            case Recording.Failed failed -> CompletableFuture.completedFuture(failed);
        });
    }

    @Override
    public Optional<JobRecord> find(JobId job) {
        return shown.find(job);
    }

    @Override
    public List<JobRecord> list(JobFilter filter, Optional<JobId> before, int limit) {
        return shown.list(filter, before, limit);
    }

    @Override
    public CompletionStage<Optional<JobRecord>> await(JobId job, Awaited awaited, Duration atMost) {
        return shown.await(job, awaited, atMost);
    }

    // The engine

    @Override
    public void changed(Job job) {
        Standing standing = standings.computeIfAbsent(job.id(), Standing::new);
        Runnable tell;
        synchronized (standing) {
            if (job.state().ended() && standing.wasPut()) {
                standing.ending = job;
                putEnd(standing);
                tell = () -> {};
            } else {
                boolean asked = isAskedToEnd(job);
                tell = shown.apply(job);
                if (standing.wasPut() ? asked : isPromised(job.id())) {
                    standing.recording = record(standing);
                }
            }
        }
        tell.run();
    }

    @Override
    public void accepted(List<Job> jobs) {
        List<Puts.Together> together = new ArrayList<>();
        List<Runnable> tell = new ArrayList<>();
        for (Job job : jobs) {
            Standing standing = standings.computeIfAbsent(job.id(), Standing::new);
            synchronized (standing) {
                tell.add(shown.apply(job));
                standing.together = true;
                if (isPromised(job.id())) {
                    together.add(new Puts.Together(standing, recordedInto(new CompletableFuture<>(), standing)));
                }
            }
        }
        puts.putTogether(together);
        tell.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<Void> starting(Job job) {
        Standing standing = standings.computeIfAbsent(job.id(), Standing::new);
        CompletableFuture<Void> started = new CompletableFuture<>();
        synchronized (standing) {
            standing.started = true;
            CompletableFuture<Optional<String>> put = new CompletableFuture<>();
            if (!standing.wasPut()) {
                standing.recording = put;
            }
            puts.put(
                    standing,
                    Receipts.of(() -> put.complete(Optional.empty()), detail -> put.complete(Optional.of(detail))));
            CompletableFuture<Void> unused =
                    put.thenAccept(failure -> finish(started, failure.or(() -> refusal(standing))));
        }
        return started;
    }

    @Override
    public boolean outlives(JobId job) {
        Standing standing = standings.get(job);
        if (standing == null) {
            return false;
        }
        synchronized (standing) {
            return standing.stored() && !standing.started && standing.ending == null;
        }
    }

    // The ledger's own

    /** Ends waits that are due, gives up what is too old, puts again what is owed. A few times a second, from one thread. */
    public void tick() {
        shown.tick();
        owed.retry(clock.instant());
    }

    /** Completes when the ends that were told so far are shown, or after {@code atMost}. */
    public CompletionStage<Void> endsShown(Duration atMost) {
        return CompletableFuture.allOf(standings.values().stream()
                .filter(Standing::endUnderway)
                .map(standing -> await(standing.job, new Awaited.End(), atMost).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public Reservations reservations() {
        return reservedPaths;
    }

    /** This chanio's name among those that share the record; empty where nobody does. */
    public Optional<String> node() {
        return store.node();
    }

    /** Why nothing new can be recorded; empty when all is well. */
    public Optional<String> unavailable() {
        return store.unavailable();
    }

    @Override
    public void close() {
        store.close();
    }

    private CompletionStage<Recording> recorded(JobId job) {
        Standing standing = standings.get(job);
        if (standing == null) {
            return CompletableFuture.completedFuture(new Recording.NoJob());
        }
        CompletableFuture<Optional<String>> recording;
        synchronized (standing) {
            CompletableFuture<Optional<String>> earlier = standing.recording;
            if (earlier == null && store.unavailable().isPresent()) {
                return CompletableFuture.completedFuture(
                        new Recording.Failed(store.unavailable().orElse("the store takes nothing new")));
            }
            recording = earlier == null || standing.mayBePutAgain() ? record(standing) : earlier;
        }
        return recording.thenApply(failure -> failure.map(detail -> refused(job, detail))
                .orElseGet(() ->
                        shown.find(job).<Recording>map(Recording.Recorded::new).orElseGet(Recording.NoJob::new)));
    }

    /** A refusal is not remembered: whoever asks again with the same key asks anew. */
    private Recording refused(JobId job, String detail) {
        shown.disown(job);
        return new Recording.Failed(detail);
    }

    /** Puts the job because somebody is to rely on it. With its lock. */
    private CompletableFuture<Optional<String>> record(Standing standing) {
        CompletableFuture<Optional<String>> recording = new CompletableFuture<>();
        puts.put(standing, recordedInto(recording, standing));
        return recording;
    }

    /** From now on the job counts as put. With its lock. */
    private static Store.Receipt recordedInto(CompletableFuture<Optional<String>> recording, Standing standing) {
        standing.recording = recording;
        return Receipts.of(
                () -> toldOf(standing, recording, Optional.empty()),
                detail -> toldOf(standing, recording, Optional.of(detail)));
    }

    private static void toldOf(
            Standing standing, CompletableFuture<Optional<String>> recording, Optional<String> failure) {
        synchronized (standing) {
            standing.refused = failure.isPresent();
        }
        recording.complete(failure);
    }

    private void putEnd(Standing standing) {
        puts.put(standing, Receipts.of(() -> endStored(standing), detail -> endOwed(standing, detail)));
    }

    private void endStored(Standing standing) {
        owed.settle(Item.OfJob.keyOf(standing.job));
        show(standing);
    }

    /** Whoever waits has waited long enough; as long as the process lives, nothing is lost. */
    private void endOwed(Standing standing, String detail) {
        owed.add(Item.OfJob.keyOf(standing.job), () -> putAgain(standing), detail);
        show(standing);
    }

    private void putAgain(Standing standing) {
        synchronized (standing) {
            if (!standing.gone) {
                putEnd(standing);
            }
        }
    }

    private void show(Standing standing) {
        Runnable tell;
        synchronized (standing) {
            Job ended = standing.ending;
            if (ended == null) {
                return;
            }
            standing.ending = null;
            tell = shown.apply(ended);
        }
        tell.run();
    }

    private void lost(Loss loss) {
        switch (loss) {
            case Loss.OfData(JobId job) -> dataLost(job);
            case Loss.OfJob(JobId job, Optional<KeptKey> key) -> jobLost(job, key);
            case Loss.OfKey(KeptKey key) -> removals.remove(key);
        }
    }

    private void dataLost(JobId job) {
        Standing standing = standings.get(job);
        if (standing == null) {
            return;
        }
        synchronized (standing) {
            if (standing.wasPut() && !standing.gone) {
                // Not owed: the data that is still there after a restart is given up again.
                puts.put(standing, Receipts.IGNORED);
            }
        }
    }

    private void jobLost(JobId job, Optional<KeptKey> key) {
        Standing standing = standings.remove(job);
        if (standing == null) {
            return;
        }
        boolean wasPut;
        synchronized (standing) {
            standing.gone = true;
            wasPut = standing.wasPut();
        }
        if (wasPut) {
            removals.remove(job, key);
        }
    }

    private Optional<String> refusal(Standing standing) {
        synchronized (standing) {
            return standing.refused ? Optional.of("its client was told that it can't be recorded") : Optional.empty();
        }
    }

    /** True when its client asks for its end now: a restart must not run it again then. Before that is shown. */
    private boolean isAskedToEnd(Job job) {
        return job.cancelRequestedAt().isPresent()
                && shown.find(job.id())
                        .filter(known -> known.job().cancelRequestedAt().isEmpty())
                        .isPresent();
    }

    private boolean isPromised(JobId job) {
        return shown.kept(job)
                .filter(kept -> kept.keeping() == Keeping.PROMISED)
                .isPresent();
    }

    private static void finish(CompletableFuture<Void> stage, Optional<String> failure) {
        if (failure.isPresent()) {
            stage.completeExceptionally(new IllegalStateException(failure.get()));
        } else {
            stage.complete(null);
        }
    }
}
