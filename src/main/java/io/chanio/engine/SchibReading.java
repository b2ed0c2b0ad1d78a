package io.chanio.engine;

import io.chanio.css.Schib;
import io.chanio.port.Errno;

/** What STORE SUBCHANNEL gave. */
public sealed interface SchibReading {

    record Stored(Schib schib) implements SchibReading {}

    /** The kernel has no SCHIB region for this subchannel. */
    record NotOffered() implements SchibReading {}

    record Failed(Errno errno) implements SchibReading {

        /** For people, to go behind a colon. */
        public String reason() {
            return "the driver answered " + errno;
        }
    }

    /** The lane has no open subchannel to ask. */
    record NotOpen(String reason) implements SchibReading {}
}
