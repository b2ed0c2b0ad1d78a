package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.api.request.Hex;
import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.Octets;
import io.chanio.css.SenseData;
import io.chanio.operation.ConfigurationData;
import io.chanio.operation.DeviceCharacteristics;
import io.chanio.operation.PathGroup;
import io.chanio.operation.PathTests;
import io.chanio.operation.dasd.ReservationAnswer;
import io.chanio.operation.dasd.Track;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The results of operations as clients see them. */
final class ResultDocuments {

    private ResultDocuments() {}

    /** A result whose own form is already what clients see stays as it is. */
    static Object of(Object result, DeviceClass deviceClass) {
        return switch (result) {
            case DeviceIdentity identity -> IdentityResult.of(identity);
            case SenseData sense -> SenseDocument.of(sense.bytes(), deviceClass);
            case DeviceCharacteristics characteristics -> CharacteristicsResult.of(characteristics);
            case ConfigurationData configuration -> ConfigurationResult.of(configuration);
            case Track track -> TrackResult.of(track);
            case PathTests tests -> PathResults.TestsResult.of(tests);
            case PathGroup group -> PathResults.GroupResult.of(group);
            case ReservationAnswer answer -> PathResults.ReservationResult.of(answer, deviceClass);
            default -> result;
        };
    }

    /** Of {@code sense-id}. */
    @Schema(
            name = "SenseIdResult",
            description = "The result of sense-id.",
            requiredProperties = {"controlUnitType", "controlUnitModel", "deviceType", "deviceModel", "commands"})
    record IdentityResult(
            String controlUnitType,
            @Schema(examples = "e9") String controlUnitModel,
            String deviceType,
            String deviceModel,

            @Schema(description = "Which command serves a purpose on this device.")
            List<CommandInformation> commands) {

        /** A command-information word. */
        @Schema(
                name = "CommandInformation",
                description = "Which command serves a purpose.",
                requiredProperties = {"type", "command", "count"})
        record CommandInformation(
                @Schema(
                        description =
                                "0 read configuration data, 1 set interface identifier, " + "2 read subsystem data.")
                int type,

                String command,

                @Schema(description = "Bytes that the command transfers.")
                int count) {}

        static IdentityResult of(DeviceIdentity identity) {
            return new IdentityResult(
                    Hex.type(identity.controlUnitType()),
                    Hex.model(identity.controlUnitModel()),
                    Hex.type(identity.deviceType()),
                    Hex.model(identity.deviceModel()),
                    identity.commands().stream()
                            .map(word -> new CommandInformation(word.type(), Hex.ofByte(word.command()), word.count()))
                            .toList());
        }
    }

    /** Of {@code read-device-characteristics}. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(
            name = "DeviceCharacteristicsResult",
            description = "The result of read-device-characteristics; the geometry is there for disks.",
            requiredProperties = "raw")
    record CharacteristicsResult(
            @Schema(description = "Hexadecimal.") String raw,
            @Schema(implementation = Integer.class) OptionalInt cylinders,
            @Schema(implementation = Integer.class) OptionalInt heads,
            @Schema(implementation = Integer.class) OptionalInt sectors,
            @Schema(implementation = Integer.class) OptionalInt trackLength) {

        static CharacteristicsResult of(DeviceCharacteristics found) {
            return new CharacteristicsResult(
                    found.raw().toHex(), found.cylinders(), found.heads(), found.sectors(), found.trackLength());
        }
    }

    /** Of {@code read-configuration-data}. */
    @Schema(
            name = "ConfigurationDataResult",
            description = "The result of read-configuration-data.",
            requiredProperties = {"raw", "elements"})
    record ConfigurationResult(
            @Schema(description = "Hexadecimal.") String raw, List<ElementResult> elements) {

        /** A node element or qualifier. */
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @Schema(
                name = "ConfigurationElement",
                description = "A descriptor of a node, or a qualifier.",
                requiredProperties = {"kind", "offset", "raw"})
        record ElementResult(
                ConfigurationData.Kind kind,

                @Schema(description = "In the whole, in bytes.")
                int offset,

                @Schema(description = "Hexadecimal.") String raw,

                @Schema(description = "Whom a descriptor describes.")
                Optional<ConfigurationData.Node> node) {}

        static ConfigurationResult of(ConfigurationData found) {
            return new ConfigurationResult(
                    found.raw().toHex(),
                    found.elements().stream()
                            .map(element -> new ElementResult(
                                    element.kind(),
                                    element.offset(),
                                    element.raw().toHex(),
                                    element.node()))
                            .toList());
        }
    }

    /** Of {@code eckd-read-track}. */
    @Schema(
            name = "TrackResult",
            description = "The result of eckd-read-track.",
            requiredProperties = {"cylinder", "head", "records"})
    record TrackResult(
            int cylinder,
            int head,
            @Schema(description = "Record 0 included.") List<RecordResult> records) {

        /** A record of a track. */
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @Schema(
                name = "TrackRecord",
                description = "Count, key and data.",
                requiredProperties = {"cylinder", "head", "record", "keyLength", "dataLength"})
        record RecordResult(
                @Schema(description = "Of the count field, as it was written there.")
                int cylinder,

                int head,
                int record,
                int keyLength,
                int dataLength,
                @Schema(format = "byte") Optional<String> key,
                @Schema(format = "byte") Optional<String> data) {}

        static TrackResult of(Track track) {
            return new TrackResult(
                    track.cylinder(),
                    track.head(),
                    track.records().stream()
                            .map(record -> new RecordResult(
                                    record.cylinder(),
                                    record.head(),
                                    record.record(),
                                    record.keyLength(),
                                    record.dataLength(),
                                    record.key().map(TrackResult::base64),
                                    record.data().map(TrackResult::base64)))
                            .toList());
        }

        private static String base64(Octets bytes) {
            return Base64.getEncoder().encodeToString(bytes.toArray());
        }
    }
}
