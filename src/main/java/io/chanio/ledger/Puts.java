package io.chanio.ledger;

import io.chanio.engine.Job;
import io.chanio.engine.JobState;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts jobs into the store as they stand. Threads: any, with the lock of the job's {@link Standing}. */
final class Puts {

    private final Store store;
    private final JobCodec codec;
    private final MemoryLedger shown;
    private final InstantSource clock;

    Puts(Store store, JobCodec codec, MemoryLedger shown, InstantSource clock) {
        this.store = store;
        this.codec = codec;
        this.shown = shown;
        this.clock = clock;
    }

    void put(Standing standing, Store.Receipt receipt) {
        Item item;
        try {
            item = item(standing);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            receipt.failed(String.valueOf(e.getMessage()));
            return;
        }
        store.put(item, receipt);
    }

    /** Jobs that are kept together or not at all; nobody but who calls this changes any of them until then. */
    void putTogether(List<Together> jobs) {
        List<Store.Put> puts = new ArrayList<>(jobs.size());
        try {
            for (Together job : jobs) {
                puts.add(new Store.Put(item(job.standing()), job.receipt()));
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            String detail = String.valueOf(e.getMessage());
            jobs.forEach(job -> job.receipt().failed(detail));
            return;
        }
        store.putTogether(puts);
    }

    /** One of several jobs, and who is to be told. */
    record Together(Standing standing, Store.Receipt receipt) {}

    private Item item(Standing standing) {
        return codec.item(current(standing)
                .orElseThrow(() -> new IllegalArgumentException("there is no record of job " + standing.job)));
    }

    private Optional<Kept> current(Standing standing) {
        Job ending = standing.ending;
        if (ending != null) {
            return shown.keptAfter(ending);
        }
        return shown.kept(standing.job)
                .map(kept -> standing.started && !kept.job().state().ended() ? kept.with(started(kept.job())) : kept);
    }

    private Job started(Job job) {
        return new Job(
                job.request(),
                job.backend(),
                JobState.RUNNING,
                job.submittedAt(),
                job.startedAt().or(() -> Optional.of(clock.instant())),
                job.finishedAt(),
                job.attempts(),
                job.cancelRequestedAt(),
                job.outcome(),
                job.program(),
                job.result(),
                job.channelTime());
    }
}
