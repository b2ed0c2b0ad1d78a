package io.chanio.ledger;

import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How one job stands with the store. Guarded by itself: what one job's puts say is decided and put in one go. */
final class Standing {

    final JobId job;

    /** Became, or will become, empty when the job is stored, else why not; null while it was never put. */
    @Nullable
    CompletableFuture<Optional<String>> recording;

    /** Its end, until that is stored and shown. */
    @Nullable
    Job ending;

    /** It may have been started: it must never be stored as if it had not. */
    boolean started;

    /** It was accepted with others, all of them or none: it is never put alone. */
    boolean together;

    /** Somebody was told that it could not be recorded, and that it may not run where that could do harm. */
    boolean refused;

    /** Its record was given up: it must not be put again. */
    boolean gone;

    Standing(JobId job) {
        this.job = job;
    }

    boolean wasPut() {
        return recording != null;
    }

    /** True when it is stored. */
    boolean stored() {
        CompletableFuture<Optional<String>> put = recording;
        return put != null && put.getNow(NOT_YET).isEmpty();
    }

    /** True when it was put alone, and is not stored. */
    boolean mayBePutAgain() {
        CompletableFuture<Optional<String>> put = recording;
        return !together && put != null && put.isDone() && put.join().isPresent();
    }

    /** True when it ended, and nobody is shown that yet. */
    synchronized boolean endUnderway() {
        return ending != null;
    }

    private static final Optional<String> NOT_YET = Optional.of("not yet");
}
