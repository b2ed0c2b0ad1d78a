package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.css.DeviceClass;
import io.chanio.css.Irb;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Sense;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An interruption-response block as clients see it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "Irb",
        description = "The interruption-response block that ended the program.",
        requiredProperties = {"scsw", "esw", "raw"})
record IrbDocument(
        ScswDocument scsw,
        EswDocument esw,

        @Schema(description = "After a unit check: the sense data, and whence it came.")
        Optional<SenseDocument> sense,

        @Schema(description = "The block's 96 bytes as they came last, hexadecimal.")
        String raw) {

    static Optional<IrbDocument> of(ProgramResult result) {
        return result.irb().map(irb -> of(irb, result));
    }

    /** One that no program waited for. */
    static IrbDocument of(Irb irb, Optional<Sense> fetched, DeviceClass deviceClass) {
        Optional<Sense> sense =
                fetched.or(() -> irb.concurrentSense().map(bytes -> new Sense(Sense.Source.CONCURRENT, bytes)));
        return new IrbDocument(
                ScswDocument.of(irb.scsw()),
                EswDocument.of(irb),
                sense.map(found -> SenseDocument.of(found, deviceClass)),
                irb.octets().toHex());
    }

    private static IrbDocument of(Irb irb, ProgramResult result) {
        return new IrbDocument(
                result.status()
                        .map(gathered -> ScswDocument.of(irb.scsw(), gathered))
                        .orElseGet(() -> ScswDocument.of(irb.scsw())),
                EswDocument.of(irb),
                result.sense().map(sense -> SenseDocument.of(sense, result.deviceClass())),
                irb.octets().toHex());
    }
}
