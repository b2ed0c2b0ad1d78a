package io.chanio.notify;

/** Counts what became of deliveries. Threads: any. */
@FunctionalInterface
public interface Tally {

    /** What came of an attempt. */
    enum Result {
        DELIVERED,
        /** It is tried again. */
        FAILED,
        /** The receiver will never take this event. */
        REFUSED,
        /** It failed for too long. */
        GIVEN_UP,
        /** The receiver wants nothing more. */
        GONE
    }

    void count(String webhook, Result result);
}
