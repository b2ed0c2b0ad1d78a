package io.chanio.port.vfio;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs what may block for long where nobody is kept waiting by it. */
interface Errands {

    <T> Errand<T> start(Supplier<T> work);

    /** Work that is under way, or done. */
    interface Errand<T> {

        /** Its result; empty when it has none in time. */
        Optional<T> await(Duration atMost);
    }
}
