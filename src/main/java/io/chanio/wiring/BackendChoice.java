package io.chanio.wiring;

import io.chanio.port.Backend;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one switch that picks the hardware or the simulator. */
final class BackendChoice {

    /** What an operator may ask for. */
    enum Wanted {
        /** The hardware wherever the kernel has a channel subsystem: a real machine must never get invented data. */
        AUTO,
        VFIO,
        SIMULATOR
    }

    /** Where Linux shows the channel subsystem, under the root of sysfs. */
    private static final Path CHANNEL_SUBSYSTEM = Path.of("bus", "css");

    private BackendChoice() {}

    static Backend of(Wanted wanted, Path sysfs) {
        return switch (wanted) {
            case AUTO -> Files.exists(sysfs.resolve(CHANNEL_SUBSYSTEM)) ? Backend.VFIO : Backend.SIMULATED;
            case VFIO ->
                throw new RefusalToStart("chanio.backend=vfio: this version of chanio has no vfio backend yet; it "
                        + "comes with a later one. To simulate, set CHANIO_BACKEND=simulator");
            case SIMULATOR -> Backend.SIMULATED;
        };
    }
}
