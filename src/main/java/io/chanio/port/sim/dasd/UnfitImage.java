package io.chanio.port.sim.dasd;

import java.io.IOException;

/** A file that can't be used as the image it is named as. It ends as {@link CkdImageOpening.Refused} at the latest. */
final class UnfitImage extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param what is wrong, to be read behind the file's name: {@code is a directory} */
    UnfitImage(String what) {
        super(what);
    }
}
