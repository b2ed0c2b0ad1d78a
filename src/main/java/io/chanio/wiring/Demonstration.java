package io.chanio.wiring;

import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.port.sim.BareDevices;
import io.chanio.port.sim.Topology;
import io.chanio.port.sim.TopologySubchannel;
import io.chanio.port.sim.dasd.DemonstrationVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What is simulated when nobody said what: a 3390 with a small volume that chanio makes itself, and a bare device. */
final class Demonstration {

    private static final String VOLUME = "demo.3390.ckd";
    private static final String DISK_NAME = "3390";
    private static final int DISK = 0x0120;
    private static final int BARE = 0x0009;

    private Demonstration() {}

    /** @param data where the volume is kept, or made when it is not there */
    static Topology topology(Path data, InstantSource clock) {
        Path volume = data.resolve(VOLUME).toAbsolutePath();
        try {
            Files.createDirectories(data);
            DemonstrationVolume.writeTo(volume, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        } catch (IOException e) {
            throw new RefusalToStart("the demonstration volume %s can't be written: %s".formatted(volume, e));
        }
        return new Topology(List.of(
                TopologySubchannel.of(new SubchannelId(0, BARE), new DeviceNumber(0, BARE), BareDevices.NAME),
                TopologySubchannel.of(new SubchannelId(0, DISK), new DeviceNumber(0, DISK), DISK_NAME)
                        .withImage(volume.toString())));
    }
}
