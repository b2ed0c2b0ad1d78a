package io.chanio.port.sim.dasd;

import java.util.function.UnaryOperator;

/** What became of opening a CKD image. */
sealed interface CkdImageOpening {

    record Opened(CkdImage image) implements CkdImageOpening {}

    /** @param reason names the file, what is wrong with it, and what to do */
    record Refused(String reason) implements CkdImageOpening {}

    /** Opens the volume in {@code files} when it is a whole one of {@code wanted}. */
    static CkdImageOpening of(VolumeFiles files, CkdGeometry wanted) {
        return new ImageOpener(UnaryOperator.identity()).open(files, wanted);
    }
}
