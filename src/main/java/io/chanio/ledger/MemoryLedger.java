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
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The record of jobs in memory, bounded by {@link Limits}: data is given up before records, old before new, and a job that
 * has not ended is never given up.
 *
 * <p>Threads: any. One lock guards the bookkeeping and is held for a few steps only; readers of records take none. All
 * waiting requests stand in one set ordered by deadline, which {@link #tick} looks at: there is no timer per request.
 */
public final class MemoryLedger implements Ledger, History {

    private final Limits limits;
    private final InstantSource clock;
    private final Object lock = new Object();

    private final ConcurrentNavigableMap<JobId, Entry> entries = new ConcurrentSkipListMap<>();

    private final Map<JobId, Keeping> reserved = new HashMap<>();
    /** Each oldest first, and quick to take any entry out of. */
    private final SequencedSet<Entry> endedPromised = new LinkedHashSet<>();

    private final SequencedSet<Entry> endedFree = new LinkedHashSet<>();
    private final SequencedSet<Entry> withData = new LinkedHashSet<>();
    private final TreeSet<Waiter> waiters = new TreeSet<>(Waiter.BY_DEADLINE);
    private int records;
    private long dataBytes;
    private long waiterSequence;

    public MemoryLedger(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Room reserve(JobId job, Keeping keeping, Optional<IdempotencyKey> key) {
        synchronized (lock) {
            if (records + reserved.size() >= limits.records() && !giveUpOldest()) {
                return new Room.Full();
            }
            reserved.put(job, keeping);
            return new Room.Taken();
        }
    }

    @Override
    public void release(JobId job) {
        synchronized (lock) {
            reserved.remove(job);
        }
    }

    @Override
    public CompletionStage<Recording> promise(JobId job) {
        synchronized (lock) {
            Entry entry = entries.get(job);
            if (entry == null) {
                return CompletableFuture.completedFuture(new Recording.NoJob());
            }
            if (!entry.promised()) {
                entry.promise();
                if (endedFree.remove(entry)) {
                    endedPromised.add(entry);
                }
            }
            return CompletableFuture.completedFuture(new Recording.Recorded(entry.record()));
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
            Waiter waiter = new Waiter(entry, awaited, clock.instant().plus(atMost), waiterSequence++);
            waiters.add(waiter);
            entry.waiters().add(waiter);
            return waiter.answer();
        }
    }

    @Override
    public void changed(Job job) {
        List<Waiter> satisfied;
        // What a result weighs takes a walk through all of it: not under the lock.
        Keepsake keepsake = Keepsake.of(job);
        synchronized (lock) {
            Entry entry = recorded(keepsake);
            if (job.state().ended()) {
                file(entry);
            }
            satisfied = takeSatisfied(entry);
        }
        satisfied.forEach(Waiter::complete);
    }

    /** Ends the waits that are due and gives up what is too old. Called a few times a second, from any one thread. */
    public void tick() {
        List<Waiter> due = new ArrayList<>();
        synchronized (lock) {
            Instant now = clock.instant();
            while (!waiters.isEmpty() && waiters.first().dueAt(now)) {
                Waiter waiter = waiters.removeFirst();
                waiter.entry().waiters().remove(waiter);
                due.add(waiter);
            }
            Instant oldest = now.minus(limits.age());
            giveUpEndedBefore(endedFree, oldest);
            giveUpEndedBefore(endedPromised, oldest);
        }
        due.forEach(Waiter::complete);
    }

    /** The jobs in the record. */
    public int size() {
        synchronized (lock) {
            return records;
        }
    }

    private Entry recorded(Keepsake keepsake) {
        JobId id = keepsake.job().id();
        Entry known = entries.get(id);
        if (known != null) {
            known.change(keepsake);
            return known;
        }
        Entry entry = new Entry(keepsake, reserved.remove(id) == Keeping.PROMISED);
        entries.put(id, entry);
        records++;
        return entry;
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
    }

    private List<Waiter> takeSatisfied(Entry entry) {
        if (entry.waiters().isEmpty()) {
            return List.of();
        }
        List<Waiter> satisfied = new ArrayList<>();
        for (Iterator<Waiter> each = entry.waiters().iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (waiter.satisfied()) {
                each.remove();
                waiters.remove(waiter);
                satisfied.add(waiter);
            }
        }
        return satisfied;
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
        entries.remove(entry.record().job().id());
        records--;
        if (entry.weight() > 0) {
            withData.remove(entry);
            dataBytes -= entry.weight();
        }
    }

    private static Instant endOf(Entry entry) {
        Job job = entry.record().job();
        return job.finishedAt().orElse(job.submittedAt());
    }
}
