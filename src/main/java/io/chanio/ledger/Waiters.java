package io.chanio.ledger;

import io.chanio.engine.History.Awaited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/**
 * All requests that wait for a job, in one set ordered by deadline: there is no timer per request.
 *
 * <p>Threads: guarded by the ledger's lock.
 */
final class Waiters {

    private final TreeSet<Waiter> byDeadline = new TreeSet<>(Waiter.BY_DEADLINE);
    private long sequence;

    int size() {
        return byDeadline.size();
    }

    Waiter add(Entry entry, Awaited awaited, Instant deadline) {
        Waiter waiter = new Waiter(entry, awaited, deadline, sequence++);
        byDeadline.add(waiter);
        entry.waiters().add(waiter);
        return waiter;
    }

    /** Takes those out that the entry satisfies as it stands now. */
    List<Waiter> takeSatisfied(Entry entry) {
        if (entry.waiters().isEmpty()) {
            return List.of();
        }
        List<Waiter> satisfied = new ArrayList<>();
        for (Iterator<Waiter> each = entry.waiters().iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (waiter.satisfied()) {
                each.remove();
                byDeadline.remove(waiter);
                satisfied.add(waiter);
            }
        }
        return satisfied;
    }

    /** Takes those out that have waited long enough. */
    List<Waiter> takeDue(Instant now) {
        List<Waiter> due = new ArrayList<>();
        while (!byDeadline.isEmpty() && byDeadline.first().dueAt(now)) {
            Waiter waiter = byDeadline.removeFirst();
            waiter.entry().waiters().remove(waiter);
            due.add(waiter);
        }
        return due;
    }
}
