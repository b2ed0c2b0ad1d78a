package io.chanio.engine;

import io.chanio.css.Octets;
import java.util.OptionalInt;

/**
 * What one read-class CCW brought.
 *
 * @param ccw index in the program
 * @param count the CCW's count
 * @param residual bytes not transferred, where the channel said so
 * @param bytes what is known to be transferred, or the whole zeroed-before buffer where that is UNKNOWN
 */
public record CcwData(int ccw, int count, Transferred transferred, OptionalInt residual, Octets bytes) {

    /** How much of the count came. */
    public enum Transferred {
        ALL,
        PARTIAL,
        NONE,
        UNKNOWN
    }
}
