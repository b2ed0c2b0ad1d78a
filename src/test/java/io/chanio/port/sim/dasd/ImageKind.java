package io.chanio.port.sim.dasd;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** The kinds of volumes that can be written, each as a 3390 of three cylinders. */
enum ImageKind {
    PLAIN,
    COMPRESSED,
    OVERLAY,
    OVERLAY_OF_COMPRESSED;

    static final int CYLINDERS = 3;

    /** Makes one in {@code folder}, which is empty. */
    VolumeFiles make(Path folder) throws IOException {
        Path overlay = folder.resolve("volume.over");
        return switch (this) {
            case PLAIN -> new VolumeFiles.Writable(plain(folder));
            case COMPRESSED -> new VolumeFiles.Writable(Volumes.smallCompressed(folder));
            case OVERLAY -> new VolumeFiles.Overlaid(plain(folder), overlay);
            case OVERLAY_OF_COMPRESSED -> new VolumeFiles.Overlaid(Volumes.smallCompressed(folder), overlay);
        };
    }

    private static Path plain(Path folder) throws IOException {
        Path image = folder.resolve("volume.ckd");
        DemonstrationVolume.writeTo(image, LocalDate.of(2026, 11, 22));
        return image;
    }
}
