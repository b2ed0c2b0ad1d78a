package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.api.request.Hex;
import io.chanio.css.Pmcw;
import io.chanio.css.Schib;
import io.chanio.css.SubchannelType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A SCHIB as clients see it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "Schib",
        description = "The subchannel-information block, stored just now.",
        requiredProperties = {"pmcw", "scsw", "raw"})
record SchibDocument(
        PmcwDocument pmcw,
        ScswDocument scsw,

        @Schema(description = "The block's 52 bytes, hexadecimal.")
        String raw) {

    static SchibDocument of(Schib schib, int subchannelSet) {
        return new SchibDocument(
                PmcwDocument.of(schib.pmcw(), subchannelSet),
                ScswDocument.of(schib.scsw()),
                schib.octets().toHex());
    }

    /** A PMCW as clients see it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(
            name = "Pmcw",
            description = "The path-management-control word.",
            requiredProperties = {
                "flags",
                "subchannelType",
                "interruptionSubclass",
                "logicalPaths",
                "pathsNotOperational",
                "lastPathUsed",
                "installedPaths",
                "operationalPaths",
                "availablePaths",
                "chpids",
                "concurrentSense"
            })
    record PmcwDocument(
            @Schema(description = "Absent when the block has no valid one.", examples = "0.0.0121")
            Optional<String> deviceNumber,

            @Schema(description = "The single bits that are one.")
            List<Pmcw.Flag> flags,

            SubchannelType subchannelType,
            @Schema(description = "0 to 7.") int interruptionSubclass,
            @Schema(description = "LPM") String logicalPaths,
            @Schema(description = "PNOM") String pathsNotOperational,
            @Schema(description = "LPUM") String lastPathUsed,
            @Schema(description = "PIM") String installedPaths,
            @Schema(description = "POM") String operationalPaths,
            @Schema(description = "PAM") String availablePaths,

            @Schema(description = "The eight channel-path identifiers, two digits each.")
            List<String> chpids,

            @Schema(description = "Sense data comes with a unit check, unasked.")
            boolean concurrentSense) {

        static PmcwDocument of(Pmcw pmcw, int subchannelSet) {
            return new PmcwDocument(
                    pmcw.deviceNumber(subchannelSet).map(Object::toString),
                    List.copyOf(pmcw.flags()),
                    pmcw.subchannelType(),
                    pmcw.interruptionSubclass(),
                    pmcw.logicalPaths().toString(),
                    pmcw.pathsNotOperational().toString(),
                    pmcw.lastPathUsed().toString(),
                    pmcw.installedPaths().toString(),
                    pmcw.operationalPaths().toString(),
                    pmcw.availablePaths().toString(),
                    chpidsOf(pmcw),
                    pmcw.concurrentSense());
        }

        private static List<String> chpidsOf(Pmcw pmcw) {
            return java.util.stream.IntStream.range(0, pmcw.chpids().length())
                    .mapToObj(path -> Hex.model(pmcw.chpids().at(path)))
                    .toList();
        }
    }
}
