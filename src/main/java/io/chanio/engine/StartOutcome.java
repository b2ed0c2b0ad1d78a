package io.chanio.engine;

import io.chanio.port.Errno;

/**
 * What became of a START SUBCHANNEL. Every case asks for a different reaction, so every case is a type: a caller that
 * forgets one does not compile.
 */
sealed interface StartOutcome {

    /** The program is on its way. An interruption will follow. */
    record Accepted() implements StartOutcome {}

    /** Another access was in flight, or the kernel was out of memory. Start again, after a pause and not for ever. */
    record Deferred(Errno errno) implements StartOutcome {}

    /** A program is active or status is pending. Take the interruption that is due, then start again. */
    record Busy() implements StartOutcome {}

    /** No path that was named is operational. Others may be. */
    record PathsNotOperational() implements StartOutcome {}

    /** No path is left in the kernel's own mask. The SCHIB knows whether the device is gone. */
    record NotOperational() implements StartOutcome {}

    /** The driver is in no state to start anything. Never reset: the subchannel comes back by a new bind. */
    record DriverGone() implements StartOutcome {}

    /** The program is at fault; starting it again is pointless. */
    record Refused(Errno errno) implements StartOutcome {}

    /** Ours: the driver was called wrongly, or answered what it does not document. */
    record Failed(int errno, String detail) implements StartOutcome {}
}
