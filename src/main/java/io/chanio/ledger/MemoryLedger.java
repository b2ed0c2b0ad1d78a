package io.chanio.ledger;

import io.chanio.engine.History;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Job;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.Ledger;
import io.chanio.engine.Recording;
import io.chanio.engine.Room;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The record of jobs in memory, bounded by {@link Limits}: data is given up before records, old before new, and a job that
 * has not ended is never given up.
 *
 * <p>Threads: any. One lock guards the bookkeeping and is held for a few steps only; readers of records take none.
 */
public final class MemoryLedger implements Ledger, History {

    /** Versions of records that were read back begin here, times the clock: above all that were shown before. */
    private static final long VERSIONS_PER_MILLISECOND = 1_000;

    private final Limits limits;
    private final InstantSource clock;
    private final Consumer<Loss> losing;
    private final Optional<String> node;
    private final Object lock = new Object();

    private final ConcurrentNavigableMap<JobId, Entry> entries = new ConcurrentSkipListMap<>();

    private final Map<JobId, Reservation> reserved = new HashMap<>();
    private final KeyBook keys = new KeyBook();
    private final List<Loss> losses = new ArrayList<>();
    /** Each oldest first, and quick to take any entry out of. */
    private final SequencedSet<Entry> endedPromised = new LinkedHashSet<>();

    private final SequencedSet<Entry> endedFree = new LinkedHashSet<>();
    private final SequencedSet<Entry> withData = new LinkedHashSet<>();
    private final Waiters waiters = new Waiters();
    private int records;
    private long dataBytes;
    private volatile Consumer<Job> watcher = ignored -> {};

    public MemoryLedger(Limits limits, InstantSource clock) {
        this(limits, clock, ignored -> {}, Optional.empty());
    }

    /** @param losing is told what is given up, in no lock, by whichever thread had it given up */
    MemoryLedger(Limits limits, InstantSource clock, Consumer<Loss> losing, Optional<String> node) {
        this.limits = limits;
        this.clock = clock;
        this.losing = losing;
        this.node = node;
    }

    /** Has {@code watcher}, which must not block, told of each change of a job in order, as soon as readers find it. */
    public void watch(Consumer<Job> watcher) {
        this.watcher = watcher;
    }

    @Override
    public Room reserve(JobId job, Keeping keeping, Optional<IdempotencyKey> key) {
        try {
            synchronized (lock) {
                Optional<Room> earlier = earlier(key);
                if (earlier.isPresent()) {
                    return earlier.get();
                }
                if (records + reserved.size() >= limits.records() && !giveUpOldest()) {
                    return new Room.Full();
                }
                key.ifPresent(taken -> keys.take(new KeptKey(taken, job, clock.instant())));
                reserved.put(job, new Reservation(keeping, key));
                return new Room.Taken();
            }
        } finally {
            tellLosses();
        }
    }

    /** What an earlier request with this key means for one that comes now; empty when there was none. */
    Optional<Room> earlier(Optional<IdempotencyKey> key) {
        synchronized (lock) {
            return key.flatMap(asked -> keys.earlier(asked, clock.instant()));
        }
    }

    @Override
    public void release(JobId job) {
        Reservation given;
        synchronized (lock) {
            given = reserved.remove(job);
            if (given == null) {
                return;
            }
            given.key().ifPresent(key -> keys.release(key, job));
        }
        given.promises().forEach(promise -> promise.complete(new Recording.NoJob()));
    }

    /** Its client was told that it can't be recorded: its key is as if it had never been used. */
    void disown(JobId job) {
        synchronized (lock) {
            Entry entry = entries.get(job);
            if (entry != null) {
                entry.disown().ifPresent(key -> keys.release(key.key(), job));
            }
        }
    }

    @Override
    public CompletionStage<Recording> promise(JobId job) {
        synchronized (lock) {
            Entry entry = entries.get(job);
            if (entry != null) {
                promise(entry);
                return CompletableFuture.completedFuture(new Recording.Recorded(entry.record()));
            }
            Reservation early = reserved.get(job);
            if (early == null) {
                return CompletableFuture.completedFuture(new Recording.NoJob());
            }
            CompletableFuture<Recording> promise = new CompletableFuture<>();
            early.promises().add(promise);
            return promise;
        }
    }

    @Override
    public Optional<JobRecord> find(JobId job) {
        return Optional.ofNullable(entries.get(job)).map(Entry::record);
    }

    @Override
    public List<JobRecord> list(JobFilter filter, Optional<JobId> before, int limit) {
        return before.map(id -> entries.headMap(id, false)).orElse(entries).descendingMap().values().stream()
                .map(Entry::record)
                .filter(record -> filter.accepts(record.job()))
                .limit(limit)
                .toList();
    }

    @Override
    public CompletionStage<Optional<JobRecord>> await(JobId job, Awaited awaited, Duration atMost) {
        synchronized (lock) {
            Entry entry = entries.get(job);
            if (entry == null) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            JobRecord record = entry.record();
            if (Waiter.holds(awaited, record) || !atMost.isPositive() || waiters.size() >= limits.waiters()) {
                return CompletableFuture.completedFuture(Optional.of(record));
            }
            return waiters.add(entry, awaited, clock.instant().plus(atMost)).answer();
        }
    }

    @Override
    public void changed(Job job) {
        apply(job).run();
    }

    /** Changes the record. What is returned tells those who wait for that, and is to be run in no lock. */
    Runnable apply(Job job) {
        // What a result weighs takes a walk through all of it: not under the lock.
        Keepsake keepsake = Keepsake.of(job);
        List<Waiter> satisfied;
        List<CompletableFuture<Recording>> promises;
        Entry entry;
        synchronized (lock) {
            Reservation early = reserved.remove(job.id());
            promises = early == null ? List.of() : early.promises();
            entry = recorded(keepsake, early);
            if (job.state().ended()) {
                file(entry);
            }
            satisfied = waiters.takeSatisfied(entry);
        }
        watcher.accept(job);
        if (satisfied.isEmpty() && promises.isEmpty() && !job.state().ended()) {
            return MemoryLedger::nobody;
        }
        return () -> {
            promises.forEach(promise -> promise.complete(new Recording.Recorded(entry.record())));
            satisfied.forEach(Waiter::complete);
            tellLosses();
        };
    }

    /** All that is kept of a job in the record. */
    Optional<Kept> kept(JobId job) {
        synchronized (lock) {
            return Optional.ofNullable(entries.get(job)).map(Entry::kept);
        }
    }

    /** All that will be kept of a job in the record once {@code next} is applied. */
    Optional<Kept> keptAfter(Job next) {
        Keepsake keepsake = Keepsake.of(next);
        synchronized (lock) {
            return Optional.ofNullable(entries.get(next.id())).map(entry -> entry.keptAfter(keepsake));
        }
    }

    /** Puts back what an earlier process had kept, as far as there is room. Before anything else. */
    void restore(List<Kept> jobs, List<KeptKey> gone) {
        synchronized (lock) {
            jobs.forEach(this::restore);
            keys.remember(gone, entries::containsKey, clock.instant()).forEach(key -> losses.add(new Loss.OfKey(key)));
            entries.values().stream()
                    .filter(entry -> entry.record().job().state().ended())
                    .sorted(Comparator.comparing(MemoryLedger::endOf))
                    .forEach(this::file);
            boolean room = true;
            while (room && records > limits.records()) {
                room = giveUpOldest();
            }
        }
        tellLosses();
    }

    /** The jobs in the record that have not ended, in the order of their acceptance. */
    List<Job> unfinished() {
        return entries.values().stream()
                .map(entry -> entry.record().job())
                .filter(job -> !job.state().ended())
                .toList();
    }

    /** Ends the waits that are due and gives up what is too old. Called a few times a second, from any one thread. */
    public void tick() {
        List<Waiter> due;
        synchronized (lock) {
            Instant now = clock.instant();
            due = waiters.takeDue(now);
            Instant oldest = now.minus(limits.age());
            giveUpEndedBefore(endedFree, oldest);
            giveUpEndedBefore(endedPromised, oldest);
            keys.forget(now).forEach(key -> losses.add(new Loss.OfKey(key)));
        }
        tellLosses();
        due.forEach(Waiter::complete);
    }

    /** The jobs in the record. */
    public int size() {
        synchronized (lock) {
            return records;
        }
    }

    private Entry recorded(Keepsake keepsake, @Nullable Reservation early) {
        Job job = keepsake.job();
        Entry known = entries.get(job.id());
        if (known != null) {
            known.change(keepsake);
            return known;
        }
        Optional<KeptKey> key = early == null
                ? Optional.empty()
                : early.key().map(used -> new KeptKey(used, job.id(), job.submittedAt()));
        key.ifPresent(keys::take);
        boolean promised = early != null && early.promised();
        Entry entry = new Entry(new JobRecord(job, 1, true, node), keepsake.weight(), promised, key);
        add(entry);
        return entry;
    }

    private void restore(Kept kept) {
        Job job = kept.job();
        Keepsake keepsake = Keepsake.of(job);
        long version = job.state().ended()
                ? kept.record().version()
                : Math.max(kept.record().version(), clock.millis() * VERSIONS_PER_MILLISECOND);
        Optional<KeptKey> key = kept.key().map(used -> new KeptKey(used, job.id(), job.submittedAt()));
        key.ifPresent(keys::take);
        add(new Entry(
                new JobRecord(keepsake.job(), version, kept.record().dataKept(), node),
                kept.record().dataKept() ? keepsake.weight() : 0,
                kept.keeping() == Keeping.PROMISED,
                key));
    }

    private void add(Entry entry) {
        entries.put(entry.record().job().id(), entry);
        records++;
    }

    private void promise(Entry entry) {
        if (!entry.promised()) {
            entry.promise();
            if (endedFree.remove(entry)) {
                endedPromised.add(entry);
            }
        }
    }

    private void file(Entry entry) {
        (entry.promised() ? endedPromised : endedFree).add(entry);
        if (entry.weight() > 0) {
            withData.add(entry);
            dataBytes += entry.weight();
            while (dataBytes > limits.dataBytes()) {
                dropData(withData.removeFirst());
            }
        }
    }

    private void dropData(Entry entry) {
        dataBytes -= entry.weight();
        entry.dropData();
        losses.add(new Loss.OfData(entry.record().job().id()));
    }

    private boolean giveUpOldest() {
        if (!endedFree.isEmpty()) {
            giveUp(endedFree.removeFirst());
            return true;
        }
        if (endedPromised.isEmpty()
                || endOf(endedPromised.getFirst()).isAfter(clock.instant().minus(limits.promise()))) {
            return false;
        }
        giveUp(endedPromised.removeFirst());
        return true;
    }

    private void giveUpEndedBefore(SequencedSet<Entry> ended, Instant oldest) {
        while (!ended.isEmpty() && endOf(ended.getFirst()).isBefore(oldest)) {
            giveUp(ended.removeFirst());
        }
    }

    private void giveUp(Entry entry) {
        JobId job = entry.record().job().id();
        entries.remove(job);
        records--;
        losses.add(new Loss.OfJob(job, entry.key().filter(key -> keys.recordGone(key, clock.instant()))));
        if (entry.weight() > 0) {
            withData.remove(entry);
            dataBytes -= entry.weight();
        }
    }

    private static void nobody() {}

    private void tellLosses() {
        List<Loss> told;
        synchronized (lock) {
            if (losses.isEmpty()) {
                return;
            }
            told = List.copyOf(losses);
            losses.clear();
        }
        told.forEach(losing);
    }

    private static Instant endOf(Entry entry) {
        Job job = entry.record().job();
        return job.finishedAt().orElse(job.submittedAt());
    }
}
