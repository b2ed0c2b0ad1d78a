package io.chanio.engine;

import io.chanio.port.Errno;

/** What became of a HALT or CLEAR SUBCHANNEL. */
sealed interface HaltClearOutcome {

    /** An IRB with the function's bit will follow. */
    record Accepted() implements HaltClearOutcome {}

    /** Another access was in flight, or a result is due that must be read first. Ask again, after a pause. */
    record Later(Errno errno) implements HaltClearOutcome {}

    /** Condition code 3. */
    record NotOperational() implements HaltClearOutcome {}

    /** The driver is in no state to do anything. */
    record DriverGone() implements HaltClearOutcome {}

    /** The kernel does not offer it for this subchannel, or answered what it does not document. Asking again is pointless. */
    record Failed(int errno) implements HaltClearOutcome {}
}
