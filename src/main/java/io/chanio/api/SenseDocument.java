package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.css.DeviceClass;
import io.chanio.css.EckdSense;
import io.chanio.css.Octets;
import io.chanio.css.SenseData;
import io.chanio.engine.Sense;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Sense data as clients see it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "Sense",
        description = "Sense data, decoded as far as the device's class is known to form it.",
        requiredProperties = {"bytes", "flags"})
record SenseDocument(
        @Schema(description = "Whence it came; absent in the result of the operation `sense`.")
        Optional<Sense.Source> source,

        @Schema(description = "Hexadecimal.") String bytes,

        @Schema(description = "The flags of bytes 0-2 that are one.")
        List<SenseData.Flag> flags,

        @Schema(description = "ECKD: format of the message, 0 to 15.", implementation = Integer.class)
        OptionalInt format,

        @Schema(description = "ECKD: the message within its format, 0 to 15.", implementation = Integer.class)
        OptionalInt message,

        @Schema(description = "ECKD: where the access mechanism stood.", implementation = Integer.class)
        OptionalInt cylinder,

        @Schema(description = "ECKD: where the access mechanism stood.", implementation = Integer.class)
        OptionalInt head,

        @Schema(description = "ECKD: commands of the locate record that were left.", implementation = Integer.class)
        OptionalInt remainingCount) {

    /** Byte 0, bits 0 to 5: the only flags that mean the same for every device. */
    private static final Set<SenseData.Flag> COMMON =
            EnumSet.range(SenseData.Flag.COMMAND_REJECT, SenseData.Flag.OVERRUN);

    static SenseDocument of(Sense sense, DeviceClass deviceClass) {
        return of(Optional.of(sense.source()), sense.bytes(), deviceClass);
    }

    static SenseDocument of(Octets bytes, DeviceClass deviceClass) {
        return of(Optional.empty(), bytes, deviceClass);
    }

    private static SenseDocument of(Optional<Sense.Source> source, Octets bytes, DeviceClass deviceClass) {
        SenseData sense = new SenseData(bytes);
        return switch (deviceClass) {
            case ECKD, CKD -> ofDisk(source, sense);
            case FBA, TAPE, TERMINAL_3270, UNIT_RECORD, CONSOLE, UNKNOWN ->
                new SenseDocument(
                        source,
                        bytes.toHex(),
                        sense.flags().stream().filter(COMMON::contains).toList(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty());
        };
    }

    private static SenseDocument ofDisk(Optional<Sense.Source> source, SenseData sense) {
        Optional<EckdSense> eckd = sense.eckd();
        Optional<EckdSense.Track> track = eckd.flatMap(EckdSense::track);
        return new SenseDocument(
                source,
                sense.bytes().toHex(),
                List.copyOf(sense.flags()),
                eckd.map(known -> OptionalInt.of(known.format())).orElse(OptionalInt.empty()),
                eckd.map(known -> OptionalInt.of(known.message())).orElse(OptionalInt.empty()),
                track.map(at -> OptionalInt.of(at.cylinder())).orElse(OptionalInt.empty()),
                track.map(at -> OptionalInt.of(at.head())).orElse(OptionalInt.empty()),
                eckd.map(EckdSense::remainingCount).orElse(OptionalInt.empty()));
    }
}
