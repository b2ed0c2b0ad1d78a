package io.chanio.program;

import io.chanio.css.CcwFormat;
import io.chanio.css.PathMask;

/**
 * What a client may ask of the operation-request block.
 *
 * @param format layout of the CCWs
 * @param paths the paths that the program may take; chanio takes what is operational of them
 * @param incorrectLengthSuppression the ORB's L bit, for immediate commands only
 * @see "SA22-7832 Principles of Operation, ch. 15, Operation-Request Block"
 */
public record OrbOptions(CcwFormat format, PathMask paths, boolean incorrectLengthSuppression) {

    public static final OrbOptions DEFAULT = new OrbOptions(CcwFormat.FORMAT_1, PathMask.ALL, true);
}
