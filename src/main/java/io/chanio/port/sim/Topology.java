package io.chanio.port.sim;

import io.chanio.css.DeviceNumber;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which subchannels the simulator has, and which device is behind each. */
public record Topology(List<TopologySubchannel> subchannels) {

    /** Subchannels of one simulator. */
    public static final int SUBCHANNELS_MAX = 65_536;

    /** One hour: what no channel program of a test should outlast. */
    public static final long LATENCY_MICROS_MAX = 3_600_000_000L;

    public Topology {
        subchannels = List.copyOf(subchannels);
    }

    /** Everything that is wrong, one sentence each, with the place as a reader of the JSON would name it. */
    public List<String> faults(List<DeviceCatalogue> catalogues) {
        List<String> found = new ArrayList<>();
        if (subchannels.size() > SUBCHANNELS_MAX) {
            found.add("subchannels: %d are more than %d".formatted(subchannels.size(), SUBCHANNELS_MAX));
        }
        Set<SubchannelId> ids = new HashSet<>();
        Set<DeviceNumber> numbers = new HashSet<>();
        for (int i = 0; i < subchannels.size(); i++) {
            TopologySubchannel each = subchannels.get(i);
            List<String> wrong = new ArrayList<>();
            if (!ids.add(each.id())) {
                wrong.add("id '%s': an earlier one has it already".formatted(each.id()));
            }
            if (!numbers.add(each.deviceNumber())) {
                wrong.add("deviceNumber '%s': an earlier one has it already".formatted(each.deviceNumber()));
            }
            if (each.id().subchannelSet() != each.deviceNumber().subchannelSet()) {
                wrong.add("deviceNumber '%s': not of the subchannel set of '%s'"
                        .formatted(each.deviceNumber(), each.id()));
            }
            addFaultsOf(each, catalogues, wrong);
            writerOfImageOf(each)
                    .ifPresent(writer -> wrong.add("image '%s': subchannel %s writes to it"
                            .formatted(each.image().orElseThrow(), writer.id())));
            for (String fault : wrong) {
                found.add("subchannels[%d].%s".formatted(i, fault));
            }
        }
        return found;
    }

    private static void addFaultsOf(TopologySubchannel each, List<DeviceCatalogue> catalogues, List<String> wrong) {
        if (each.paths() < 1 || each.paths() > PathMask.PATHS) {
            wrong.add("paths %d: not 1 to %d".formatted(each.paths(), PathMask.PATHS));
        }
        if (each.latencyMicros() < 0 || each.latencyMicros() > LATENCY_MICROS_MAX) {
            wrong.add("latencyMicros %d: not 0 to %d".formatted(each.latencyMicros(), LATENCY_MICROS_MAX));
        }
        catalogueOf(each, catalogues)
                .ifPresentOrElse(
                        catalogue -> wrong.addAll(catalogue.faults(each)),
                        () -> wrong.add("device '%s': not one of %s"
                                .formatted(each.device(), String.join(", ", namesOf(catalogues)))));
    }

    /** Who changes the image that {@code reader} takes to be what it was: tracks are read where the file has them. */
    private Optional<TopologySubchannel> writerOfImageOf(TopologySubchannel reader) {
        if (reader.writesToImage()) {
            return Optional.empty();
        }
        Optional<Path> image = reader.imagePath();
        return subchannels.stream()
                .filter(TopologySubchannel::writesToImage)
                .filter(each -> image.isPresent() && image.equals(each.imagePath()))
                .findFirst();
    }

    /** The family that the device of {@code wanted} belongs to. */
    static Optional<DeviceCatalogue> catalogueOf(TopologySubchannel wanted, List<DeviceCatalogue> catalogues) {
        return catalogues.stream()
                .filter(catalogue -> catalogue.deviceNames().contains(wanted.device()))
                .findFirst();
    }

    private static Set<String> namesOf(List<DeviceCatalogue> catalogues) {
        Set<String> names = new TreeSet<>();
        catalogues.forEach(catalogue -> names.addAll(catalogue.deviceNames()));
        return names;
    }
}
