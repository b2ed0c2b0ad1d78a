package io.chanio.port.sim.dasd;

import java.nio.file.Path;

/** Which files a volume is made of, and what writes to it do. */
sealed interface VolumeFiles {

    /** The file that has the volume. */
    Path image();

    /** Writes are refused. */
    record ReadOnly(Path image) implements VolumeFiles {}

    /** Writes change the image. */
    record Writable(Path image) implements VolumeFiles {}

    /** Writes go to {@code overlay}, which is made where it isn't there; the image stays as it is. */
    record Overlaid(Path image, Path overlay) implements VolumeFiles {}
}
