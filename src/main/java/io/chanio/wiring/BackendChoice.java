package io.chanio.wiring;

import io.chanio.port.Backend;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one switch that picks the hardware or the simulator.
 *
 * @param why what decided it
 */
record BackendChoice(Backend backend, String why) {

    /** What an operator may ask for. */
    enum Wanted {
        /** The hardware wherever the kernel has a channel subsystem: a real machine must never get invented data. */
        AUTO,
        VFIO,
        SIMULATOR
    }

    /** Where Linux shows the channel subsystem, under the root of sysfs. */
    private static final Path CHANNEL_SUBSYSTEM = Path.of("bus", "css");

    private static final String WANTED = "as chanio.backend says";

    /** @throws RefusalToStart when the hardware is wanted where there is none */
    static BackendChoice of(Wanted wanted, Path sysfs) {
        Path subsystem = sysfs.resolve(CHANNEL_SUBSYSTEM);
        boolean real = Files.exists(subsystem);
        return switch (wanted) {
            case AUTO ->
                real
                        ? new BackendChoice(Backend.VFIO, subsystem + " exists")
                        : new BackendChoice(Backend.SIMULATED, "there is no " + subsystem);
            case VFIO -> {
                if (!real) {
                    throw new RefusalToStart(
                            "chanio.backend=vfio: there is no %s, so this Linux has no channel subsystem. To simulate, set CHANIO_BACKEND=simulator"
                                    .formatted(subsystem));
                }
                yield new BackendChoice(Backend.VFIO, WANTED);
            }
            case SIMULATOR -> new BackendChoice(Backend.SIMULATED, WANTED);
        };
    }
}
