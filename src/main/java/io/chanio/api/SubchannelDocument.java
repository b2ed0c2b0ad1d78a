package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.api.request.Hex;
import io.chanio.control.Limitations;
import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.PathMask;
import io.chanio.engine.JobId;
import io.chanio.engine.LaneView;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A subchannel as clients see it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "Subchannel",
        description = "A subchannel that chanio drives, its device and its queue.",
        requiredProperties = {"id", "backend", "state", "features", "paths", "queue"})
record SubchannelDocument(
        @Schema(description = "The subchannel's number.", examples = "0.0.0120")
        String id,

        @Schema(
                description =
                        "The device's number: another thing, though it prints alike. Absent until somebody knows it.",
                examples = "0.0.0120")
        Optional<String> deviceNumber,

        @Schema(
                description = "Where the subchannel is from; SIMULATED data is invented.",
                enumeration = {"VFIO", "SIMULATED"})
        String backend,

        @Schema(
                description = "The driver that has the subchannel; absent where there are no drivers.",
                examples = "vfio_ccw")
        Optional<String> driver,

        LaneView.State state,

        @Schema(description = "Why the state is not OPERATIONAL or BUSY.")
        Optional<String> stateReason,

        @Schema(
                description =
                        "What the driver offers for this subchannel beyond START: " + "HALT_CLEAR, SCHIB, CRW, REQ.")
        List<String> features,

        @Schema(
                description =
                        "What this kernel can't do with the open subchannel, and what follows; absent where that is nothing.")
        Optional<List<String>> limitations,

        @Schema(description = "What the device said of itself; absent until SENSE ID was answered.")
        Optional<DeviceDocument> device,

        @Schema(description = "The channel paths that are installed.")
        List<PathDocument> paths,

        @Schema(
                description =
                        "The device is reserved, or may be, over this one path, which every program takes until it is released.")
        Optional<ReservedDocument> reserved,

        QueueDocument queue) {

    static SubchannelDocument of(LaneView lane, String backend) {
        return new SubchannelDocument(
                lane.subchannel().toString(),
                lane.deviceNumber().map(Object::toString),
                backend,
                lane.driver(),
                lane.state(),
                lane.reason(),
                lane.features().stream().map(Object::toString).sorted().toList(),
                limitations(lane),
                lane.identity().map(DeviceDocument::of),
                lane.paths().map(PathDocument::listOf).orElse(List.of()),
                lane.reserved().map(path -> ReservedDocument.of(path, lane.paths())),
                new QueueDocument(lane.depth(), lane.capacity(), lane.running().map(JobId::toString)));
    }

    private static Optional<List<String>> limitations(LaneView lane) {
        return Optional.of(Limitations.of(lane)).filter(sentences -> !sentences.isEmpty());
    }

    /** A device as SENSE ID names it. */
    @Schema(
            name = "Device",
            description = "What the device said of itself, in hexadecimal digits.",
            requiredProperties = {"controlUnitType", "controlUnitModel", "deviceType", "deviceModel", "deviceClass"})
    record DeviceDocument(
            String controlUnitType,
            @Schema(examples = "e9") String controlUnitModel,
            String deviceType,
            String deviceModel,
            DeviceClass deviceClass) {

        static DeviceDocument of(DeviceIdentity identity) {
            return new DeviceDocument(
                    Hex.type(identity.controlUnitType()),
                    Hex.model(identity.controlUnitModel()),
                    Hex.type(identity.deviceType()),
                    Hex.model(identity.deviceModel()),
                    DeviceClass.of(identity));
        }
    }

    /** A channel path. */
    @Schema(
            name = "ChannelPath",
            description = "A channel path of the subchannel.",
            requiredProperties = {"chpid", "installed", "available", "operational"})
    record PathDocument(
            @Schema(description = "Channel-path identifier, two hexadecimal digits.")
            String chpid,

            boolean installed,
            boolean available,
            boolean operational) {

        static List<PathDocument> listOf(ChannelPaths paths) {
            return paths.paths().stream()
                    .map(path -> new PathDocument(Hex.model(path.chpid()), true, path.available(), path.operational()))
                    .toList();
        }
    }

    /** A reservation. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(
            name = "Reserved",
            description = "A reservation of the device, which belongs to one path.",
            requiredProperties = "path")
    record ReservedDocument(
            @Schema(description = "A mask of one path; path 0 is 0x80.", examples = "0x80")
            String path,

            @Schema(description = "Channel-path identifier, two hexadecimal digits; absent where nobody tells it.")
            Optional<String> chpid) {

        static ReservedDocument of(PathMask path, Optional<ChannelPaths> paths) {
            return new ReservedDocument(path.toString(), paths.flatMap(known -> path.paths()
                    .mapToObj(number -> Hex.model(known.chpids().at(number)))
                    .findFirst()));
        }
    }

    /** A subchannel's queue. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(
            name = "Queue",
            description = "The subchannel's queue.",
            requiredProperties = {"depth", "capacity"})
    record QueueDocument(
            @Schema(description = "Jobs that wait.") int depth,
            @Schema(description = "Jobs that may wait.") int capacity,

            @Schema(description = "The job whose program is on the subchannel.")
            Optional<String> runningJob) {}
}
