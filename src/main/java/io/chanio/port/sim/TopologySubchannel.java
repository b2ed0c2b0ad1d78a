package io.chanio.port.sim;

import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One subchannel of a {@link Topology}, as people write it; {@link Topology#faults} says what is wrong with it.
 *
 * @param device the device's name, such as 3390 or bare
 * @param controlUnit the control unit's name; empty for the device's usual one
 * @param image the file with the volume; empty for a device that needs none
 * @param writable whether writes change the image
 * @param overlay where writes go instead of the image
 * @param paths channel paths, 1 to 8
 * @param latencyMicros how long each channel program takes, at least
 * @param concurrentSense whether a unit check brings its sense data along
 */
public record TopologySubchannel(
        SubchannelId id,
        DeviceNumber deviceNumber,
        String device,
        Optional<String> controlUnit,
        Optional<String> image,
        boolean writable,
        Optional<String> overlay,
        int paths,
        long latencyMicros,
        boolean concurrentSense) {

    /** A device with nothing but its name, one path, no latency. */
    public static TopologySubchannel of(SubchannelId id, DeviceNumber deviceNumber, String device) {
        return new TopologySubchannel(
                id, deviceNumber, device, Optional.empty(), Optional.empty(), false, Optional.empty(), 1, 0, true);
    }

    public TopologySubchannel withControlUnit(String name) {
        return new TopologySubchannel(
                id,
                deviceNumber,
                device,
                Optional.of(name),
                image,
                writable,
                overlay,
                paths,
                latencyMicros,
                concurrentSense);
    }

    public TopologySubchannel withImage(String file) {
        return new TopologySubchannel(
                id,
                deviceNumber,
                device,
                controlUnit,
                Optional.of(file),
                writable,
                overlay,
                paths,
                latencyMicros,
                concurrentSense);
    }

    /** With writes that change the image. */
    public TopologySubchannel withWritableImage() {
        return new TopologySubchannel(
                id, deviceNumber, device, controlUnit, image, true, overlay, paths, latencyMicros, concurrentSense);
    }

    public TopologySubchannel withOverlay(String file) {
        return new TopologySubchannel(
                id,
                deviceNumber,
                device,
                controlUnit,
                image,
                writable,
                Optional.of(file),
                paths,
                latencyMicros,
                concurrentSense);
    }

    public TopologySubchannel withPaths(int count) {
        return new TopologySubchannel(
                id, deviceNumber, device, controlUnit, image, writable, overlay, count, latencyMicros, concurrentSense);
    }

    public TopologySubchannel withLatencyMicros(long micros) {
        return new TopologySubchannel(
                id, deviceNumber, device, controlUnit, image, writable, overlay, paths, micros, concurrentSense);
    }

    /** With a unit check that leaves its sense data in the device. */
    public TopologySubchannel withoutConcurrentSense() {
        return new TopologySubchannel(
                id, deviceNumber, device, controlUnit, image, writable, overlay, paths, latencyMicros, false);
    }

    /** An overlay takes every write, also that to an image that could be written. */
    public boolean writesToImage() {
        return writable && overlay.isEmpty();
    }

    /** Where the image is, however it is named; empty for none, and for a name that no file can have. */
    Optional<Path> imagePath() {
        try {
            return image.map(file -> Path.of(file).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * What is wrong with it where the device has neither an image nor a choice of control units.
     *
     * @param kind such a device, with its article
     */
    public List<String> faultsWithoutImage(String kind) {
        List<String> found = new ArrayList<>();
        controlUnit.ifPresent(name -> found.add("controlUnit '%s': %s has none".formatted(name, kind)));
        image.ifPresent(file -> found.add("image '%s': %s has none".formatted(file, kind)));
        if (writable) {
            found.add("writable true: %s has no image".formatted(kind));
        }
        overlay.ifPresent(file -> found.add("overlay '%s': %s has no image".formatted(file, kind)));
        return found;
    }
}
