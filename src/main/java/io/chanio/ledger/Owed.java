package io.chanio.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the store did not take and must have: it is put again and again. Bounded by the record of jobs, which holds what is
 * to be put anyway.
 *
 * <p>Threads: any.
 */
final class Owed {

    static final Duration PAUSE = Duration.ofSeconds(1);

    /** Tried at once; a full disk is not flooded. */
    static final int AT_ONCE_MAX = 256;

    private static final Logger LOGGER = System.getLogger(Owed.class.getName());

    private record Put(Runnable again, boolean underway) {}

    private final Map<String, Put> puts = new LinkedHashMap<>();
    private Instant next = Instant.MIN;
    private int settled;

    /** @param again puts it once more, and then says here what became of it */
    void add(String key, Runnable again, String detail) {
        boolean first;
        synchronized (this) {
            first = puts.isEmpty();
            // Behind the others: those that can never be stored must not keep them from their turn.
            puts.remove(key);
            puts.put(key, new Put(again, false));
        }
        if (first) {
            LOGGER.log(
                    Level.ERROR,
                    "the ledger can''t keep {0}, and goes on trying; it is lost if chanio ends before: {1}",
                    key,
                    detail);
        }
    }

    /** It is stored, or need not be any more. */
    void settle(String key) {
        int done;
        synchronized (this) {
            if (puts.remove(key) == null) {
                return;
            }
            settled++;
            if (!puts.isEmpty()) {
                return;
            }
            done = settled;
            settled = 0;
        }
        LOGGER.log(Level.INFO, "the ledger keeps all that it owed, {0} records", done);
    }

    void retry(Instant now) {
        List<Runnable> due = new ArrayList<>();
        synchronized (this) {
            if (puts.isEmpty() || now.isBefore(next)) {
                return;
            }
            next = now.plus(PAUSE);
            for (Map.Entry<String, Put> each : puts.entrySet()) {
                Put put = each.getValue();
                if (!put.underway() && due.size() < AT_ONCE_MAX) {
                    due.add(put.again());
                    each.setValue(new Put(put.again(), true));
                }
            }
        }
        due.forEach(Runnable::run);
    }
}
