package io.chanio.ledger;

import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.JobId;
import io.chanio.engine.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which idempotency keys were used, and for what. A key stands for its job for {@link #HONOURED}; after that, and when the
 * job's record is gone, it is remembered for as long again, so that asking again is answered and does nothing.
 *
 * <p>Threads: guarded by the ledger's lock.
 */
final class KeyBook {

    /** From acceptance on. */
    static final Duration HONOURED = Duration.ofHours(24);

    static final Duration REMEMBERED = HONOURED.multipliedBy(2);

    /** Keys without a record; beyond, the oldest are forgotten first. */
    private static final int GONE_MAX = 100_000;

    private record Name(String key, String principal, String path) {

        static Name of(IdempotencyKey key) {
            return new Name(key.key(), key.principal(), key.path());
        }
    }

    private final int goneMax;
    private final Map<Name, KeptKey> known = new HashMap<>();
    /** Those whose job's record is gone, oldest first. */
    private final TreeMap<JobId, KeptKey> gone = new TreeMap<>();

    KeyBook() {
        this(GONE_MAX);
    }

    KeyBook(int goneMax) {
        this.goneMax = goneMax;
    }

    /** What an earlier request with this key means for one that comes now; empty when there was none. */
    Optional<Room> earlier(IdempotencyKey key, Instant now) {
        KeptKey kept = known.get(Name.of(key));
        if (kept == null) {
            return Optional.empty();
        }
        if (!kept.key().bodyDigest().equals(key.bodyDigest())) {
            return Optional.of(new Room.KeyReused());
        }
        boolean over = !now.isBefore(kept.acceptedAt().plus(HONOURED));
        return Optional.of(
                over || gone.containsKey(kept.job()) ? new Room.Expired(kept.job()) : new Room.Replayed(kept.job()));
    }

    /** From now on the key stands for this job, which has its room or its record. */
    void take(KeptKey key) {
        known.put(Name.of(key.key()), key);
    }

    /** The job was refused: as if it had never been asked for. */
    void release(IdempotencyKey key, JobId job) {
        known.computeIfPresent(Name.of(key), (name, kept) -> kept.job().equals(job) ? null : kept);
    }

    /** The job's record is gone. True when the key is remembered all the same. */
    boolean recordGone(KeptKey key, Instant now) {
        if (!now.isBefore(key.acceptedAt().plus(REMEMBERED))) {
            release(key.key(), key.job());
            return false;
        }
        take(key);
        gone.put(key.job(), key);
        return true;
    }

    /**
     * Takes keys that an earlier process remembered, and tells which of them need not be any more.
     *
     * @param inRecord jobs whose records remember their keys themselves
     */
    List<KeptKey> remember(List<KeptKey> earlier, Predicate<JobId> inRecord, Instant now) {
        return earlier.stream()
                .filter(key -> inRecord.test(key.job()) || !recordGone(key, now))
                .toList();
    }

    /** Forgets what is too old or too much, and tells which keys that was. */
    List<KeptKey> forget(Instant now) {
        List<KeptKey> forgotten = new ArrayList<>();
        Instant oldest = now.minus(REMEMBERED);
        while (!gone.isEmpty()
                && (gone.size() > goneMax
                        || !gone.firstEntry().getValue().acceptedAt().isAfter(oldest))) {
            KeptKey key = gone.pollFirstEntry().getValue();
            release(key.key(), key.job());
            forgotten.add(key);
        }
        return forgotten;
    }
}
