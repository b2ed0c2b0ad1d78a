package io.chanio.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A ledger whose failure is its own: it does not stop the lane that tells it. */
record CautiousLedger(Ledger inner) implements Ledger {

    private static final System.Logger LOGGER = System.getLogger(CautiousLedger.class.getName());

    @Override
    public void changed(Job job) {
        try {
            inner.changed(job);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "job " + job.id() + ": the ledger failed", e);
        }
    }

    @Override
    public void accepted(List<Job> jobs) {
        try {
            inner.accepted(jobs);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, jobs.size() + " jobs: the ledger failed", e);
        }
    }

    @Override
    public CompletionStage<Void> starting(Job job) {
        try {
            return inner.starting(job);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "job " + job.id() + ": the ledger failed", e);
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Reservations reservations() {
        return inner.reservations();
    }

    @Override
    public boolean outlives(JobId job) {
        return inner.outlives(job);
    }
}
