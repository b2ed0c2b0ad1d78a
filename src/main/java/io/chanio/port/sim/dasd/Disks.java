package io.chanio.port.sim.dasd;

import io.chanio.port.sim.DeviceCatalogue;
import io.chanio.port.sim.DeviceMaking;
import io.chanio.port.sim.TopologySubchannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The family of disks: 3390, 3380 and 3350, each with an image. */
public final class Disks implements DeviceCatalogue {

    @Override
    public Set<String> deviceNames() {
        return Arrays.stream(CkdGeometry.values()).map(CkdGeometry::typeName).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<String> faults(TopologySubchannel wanted) {
        List<String> found = new ArrayList<>();
        wanted.controlUnit()
                .filter(name -> DasdControlUnit.named(name).isEmpty())
                .ifPresent(name -> found.add("controlUnit '%s': not one of %s".formatted(name, controlUnitNames())));
        unusable(wanted).ifPresent(found::add);
        if (wanted.image().isEmpty()) {
            found.add("image: a %s needs one, the file with its volume".formatted(wanted.device()));
        }
        wanted.image()
                .filter(file -> !isPath(file))
                .ifPresent(file -> found.add("image '%s': can't be the name of a file".formatted(file)));
        wanted.overlay()
                .filter(file -> !isPath(file))
                .ifPresent(file -> found.add("overlay '%s': can't be the name of a file".formatted(file)));
        return found;
    }

    private static VolumeFiles files(TopologySubchannel wanted) {
        Path image = Path.of(wanted.image().orElseThrow());
        if (wanted.overlay().isPresent()) {
            return new VolumeFiles.Overlaid(image, Path.of(wanted.overlay().get()));
        }
        return wanted.writesToImage() ? new VolumeFiles.Writable(image) : new VolumeFiles.ReadOnly(image);
    }

    @Override
    public DeviceMaking make(TopologySubchannel wanted) {
        CkdGeometry geometry = CkdGeometry.named(wanted.device()).orElseThrow();
        DasdControlUnit controlUnit = wanted.controlUnit()
                .map(name -> DasdControlUnit.named(name).orElseThrow())
                .orElseGet(geometry::usualControlUnit);
        return switch (Disk.open(geometry, controlUnit, wanted.deviceNumber(), files(wanted))) {
            case DasdOpening.Opened(Disk device) -> new DeviceMaking.Made(device);
            case DasdOpening.Refused(String reason) -> new DeviceMaking.Unusable(reason);
        };
    }

    private static Optional<String> unusable(TopologySubchannel wanted) {
        CkdGeometry geometry = CkdGeometry.named(wanted.device()).orElseThrow();
        return wanted.controlUnit()
                .flatMap(DasdControlUnit::named)
                .filter(unit -> !unit.drives(geometry))
                .map(unit ->
                        "controlUnit '%s': a %s can't be behind it".formatted(unit.typeName(), geometry.typeName()));
    }

    private static String controlUnitNames() {
        return Arrays.stream(DasdControlUnit.values())
                .map(DasdControlUnit::typeName)
                .collect(Collectors.joining(", "));
    }

    private static boolean isPath(String file) {
        try {
            return Path.of(file).getNameCount() > 0;
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
