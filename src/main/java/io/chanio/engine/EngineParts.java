package io.chanio.engine;

import io.chanio.css.DeviceIdentity;
import io.chanio.port.Backend;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all lanes of an engine share.
 *
 * @param nanos monotonic, as System.nanoTime
 * @param opening the first program of every lane
 * @param closer closes ports, which may take long on the real driver: never the lanes' own threads
 */
record EngineParts(
        Backend backend,
        InstantSource clock,
        LongSupplier nanos,
        Ledger ledger,
        LaneObserver observer,
        Recipe<DeviceIdentity> opening,
        EngineLimits limits,
        EngineTimes times,
        Executor closer) {

    /** When it was {@code now} on the monotonic clock. */
    Instant instantOf(long now) {
        return clock.instant().minusNanos(nanos.getAsLong() - now);
    }
}
