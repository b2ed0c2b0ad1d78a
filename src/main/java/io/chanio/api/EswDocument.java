package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.api.request.Hex;
import io.chanio.css.Erw;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelLogout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An extended-status word as clients see it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(
        name = "Esw",
        description = "The decoded extended-status word. A member that means nothing in this state is absent.",
        requiredProperties = {"lastPathUsed", "reportFlags", "senseCount"})
record EswDocument(
        @Schema(description = "LPUM, the path of the last operation.")
        String lastPathUsed,

        @Schema(description = "The single bits of the extended-report word that are one.")
        List<Erw.Flag> reportFlags,

        @Schema(description = "Sense bytes that came with the status.")
        int senseCount,

        @Schema(description = "The subchannel logout, word 0 of a format-0 ESW.")
        Optional<LogoutDocument> logout) {

    static EswDocument of(Irb irb) {
        Erw erw = irb.esw().erw();
        return new EswDocument(
                irb.esw().lastPathUsed().toString(),
                List.copyOf(erw.flags()),
                erw.senseCount(),
                irb.subchannelLogout().map(LogoutDocument::of));
    }

    /** A subchannel logout as clients see it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(
            name = "SubchannelLogout",
            description = "What the channel knows of an error of its own.",
            requiredProperties = {"extendedStatusFlags", "storageAccessCode", "flags"})
    record LogoutDocument(
            @Schema(description = "Which check was where, seven bits.")
            String extendedStatusFlags,

            @Schema(description = "0 to 3.") int storageAccessCode,

            @Schema(description = "0 to 3; absent where not valid.", implementation = Integer.class)
            OptionalInt terminationCode,

            @Schema(description = "0 to 7; absent where not valid.", implementation = Integer.class)
            OptionalInt sequenceCode,

            List<SubchannelLogout.Flag> flags) {

        static LogoutDocument of(SubchannelLogout logout) {
            return new LogoutDocument(
                    Hex.ofByte(logout.extendedStatusFlags()),
                    logout.storageAccessCode(),
                    logout.terminationCode(),
                    logout.sequenceCode(),
                    List.copyOf(logout.flags()));
        }
    }
}
