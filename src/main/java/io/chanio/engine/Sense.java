package io.chanio.engine;

import io.chanio.css.Octets;

/** The sense data of a unit check, and whence it came. */
public record Sense(Source source, Octets bytes) {

    public enum Source {
        /** In the ECW of the IRB. */
        CONCURRENT,
        /** By a BASIC SENSE that followed at once. */
        BASIC,
        /** Owed, and not to be had. */
        UNAVAILABLE
    }
}
