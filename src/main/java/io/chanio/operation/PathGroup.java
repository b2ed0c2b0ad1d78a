package io.chanio.operation;

import io.chanio.css.Octets;

/**
 * How a control unit takes a channel path to a device.
 *
 * @param id of the group, 11 bytes; zeros when there is none
 * @param raw all 12 bytes
 */
public record PathGroup(State state, Reservation reservation, Mode mode, Octets id, Octets raw) {

    public enum State {
        /** No group was set since the last reset. */
        RESET,
        UNGROUPED,
        GROUPED,
        UNKNOWN
    }

    /** Whether the device is reserved, seen from this path. */
    public enum Reservation {
        NONE,
        ELSEWHERE,
        /** To this path, or to its group. */
        HERE,
        UNKNOWN
    }

    public enum Mode {
        SINGLE_PATH,
        MULTIPATH
    }
}
