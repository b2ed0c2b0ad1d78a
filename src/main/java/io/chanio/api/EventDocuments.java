package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.api.request.Hex;
import io.chanio.control.Event;
import io.chanio.control.Subchannels;
import io.chanio.control.Told;
import io.chanio.css.Crw;
import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.engine.LaneView;
import io.chanio.engine.Sense;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Events as clients see them: jobs and subchannels as everywhere else in the interface. Threads: any. */
public final class EventDocuments {

    private final Subchannels subchannels;
    private final Optional<String> node;

    /** @param node this chanio's name among those that share the record of jobs */
    public EventDocuments(Subchannels subchannels, Optional<String> node) {
        this.subchannels = subchannels;
        this.node = node;
    }

    /** What is written as JSON. */
    public Object of(Told told) {
        return switch (told.event()) {
            case Event.OfJob(var job) -> JobDocument.brief(job, node);
            case Event.OfSubchannel(LaneView lane) ->
                SubchannelDocument.of(lane, String.valueOf((Object) subchannels.backend()));
            case Event.Interruption(SubchannelId subchannel, Irb irb, Optional<Sense> sense) ->
                new InterruptionDocument(
                        subchannel.toString(),
                        told.at(),
                        irb.scsw()
                                .deviceStatus()
                                .map(status -> List.copyOf(status.names()))
                                .orElse(List.of()),
                        IrbDocument.of(irb, sense, classOf(subchannel)));
            case Event.ChannelReport(SubchannelId subchannel, Crw report) ->
                ChannelReportDocument.of(subchannel, told.at(), report);
        };
    }

    private DeviceClass classOf(SubchannelId subchannel) {
        return subchannels.find(subchannel).map(LaneView::deviceClass).orElse(DeviceClass.UNKNOWN);
    }

    /** The device spoke unasked. */
    @Schema(
            name = "InterruptionEvent",
            description =
                    "The data of an event `interruption`: the device spoke unasked, or told of attention or control "
                            + "unit end beside the end of a program.",
            requiredProperties = {"subchannel", "at", "deviceStatus", "irb"})
    record InterruptionDocument(
            @Schema(examples = "0.0.0120") String subchannel,
            Instant at,
            List<DeviceStatus.Bit> deviceStatus,

            @Schema(description = "With the sense data that the status owed.")
            IrbDocument irb) {}

    /** A channel-report word. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(
            name = "ChannelReportEvent",
            description = "The data of an event `channel-report`: a channel-report word, decoded.",
            requiredProperties = {"subchannel", "at", "source", "recovery", "flags", "raw"})
    record ChannelReportDocument(
            @Schema(description = "Whose driver had the report.", examples = "0.0.0120")
            String subchannel,

            Instant at,

            @Schema(description = "RSC: which kind of facility it is about.")
            Crw.Source source,

            @Schema(description = "RSID, of a channel path: its identifier, two hexadecimal digits.")
            Optional<String> chpid,

            @Schema(description = "ERC: what became of the facility.")
            Crw.Recovery recovery,

            @Schema(description = "The single bits that are one.")
            List<Crw.Flag> flags,

            @Schema(description = "Hexadecimal.") String raw) {

        private static final int CHPID_MASK = 0xFF;

        static ChannelReportDocument of(SubchannelId subchannel, Instant at, Crw report) {
            return new ChannelReportDocument(
                    subchannel.toString(),
                    at,
                    report.source(),
                    report.source() == Crw.Source.CHANNEL_PATH
                            ? Optional.of(Hex.model(report.sourceId() & CHPID_MASK))
                            : Optional.empty(),
                    report.recovery(),
                    List.copyOf(report.flags()),
                    report.toString());
        }
    }
}
