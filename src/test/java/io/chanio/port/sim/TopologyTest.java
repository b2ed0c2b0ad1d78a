package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.port.sim.dasd.Disks;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private static final List<DeviceCatalogue> CATALOGUES = List.of(new BareDevices());
    private static final List<DeviceCatalogue> DISKS = List.of(new Disks());
    private static final TopologySubchannel BARE =
            TopologySubchannel.of(SubchannelId.parse("0.0.0120"), DeviceNumber.parse("0.0.9000"), "bare");

    @Test
    void findsNothingWrongWithAGoodOne() {
        Topology topology = new Topology(List.of(
                BARE,
                TopologySubchannel.of(SubchannelId.parse("0.1.0120"), DeviceNumber.parse("0.1.9000"), "bare")
                        .withPaths(8)
                        .withLatencyMicros(Topology.LATENCY_MICROS_MAX)));

        assertThat(topology.faults(CATALOGUES)).isEmpty();
    }

    @Test
    void refusesToReadWhatAnotherSubchannelWrites() {
        TopologySubchannel writer = disk(0).withImage("volumes/a.ckd").withWritableImage();
        TopologySubchannel overlaid = writer.withOverlay("over.ckd");
        TopologySubchannel reader = disk(1).withImage("volumes/../volumes/a.ckd");
        TopologySubchannel readerOfOther = disk(2).withImage("volumes/b.ckd");

        assertThat(new Topology(List.of(writer, reader, readerOfOther)).faults(DISKS))
                .containsExactly("subchannels[1].image 'volumes/../volumes/a.ckd': subchannel 0.0.0120 writes to it");
        assertThat(new Topology(List.of(writer, reader.withOverlay("over.ckd"))).faults(DISKS))
                .hasSize(1);
        assertThat(new Topology(List.of(overlaid, reader, readerOfOther)).faults(DISKS))
                .isEmpty();
    }

    private static TopologySubchannel disk(int number) {
        return TopologySubchannel.of(new SubchannelId(0, 0x120 + number), new DeviceNumber(0, 0x120 + number), "3390");
    }

    @Test
    void namesEveryFaultWithItsPlace() {
        TopologySubchannel wrong = new TopologySubchannel(
                SubchannelId.parse("0.0.0121"),
                DeviceNumber.parse("0.1.9000"),
                "3390x",
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of("over.ckd"),
                9,
                -1,
                true);
        TopologySubchannel furnished = TopologySubchannel.of(
                        SubchannelId.parse("0.0.0122"), DeviceNumber.parse("0.0.9001"), "bare")
                .withImage("a.ckd")
                .withControlUnit("2107")
                .withWritableImage()
                .withOverlay("b.ckd");

        assertThat(new Topology(List.of(BARE, BARE, wrong, furnished)).faults(CATALOGUES))
                .containsExactly(
                        "subchannels[1].id '0.0.0120': an earlier one has it already",
                        "subchannels[1].deviceNumber '0.0.9000': an earlier one has it already",
                        "subchannels[2].deviceNumber '0.1.9000': not of the subchannel set of '0.0.0121'",
                        "subchannels[2].paths 9: not 1 to 8",
                        "subchannels[2].latencyMicros -1: not 0 to 3600000000",
                        "subchannels[2].device '3390x': not one of bare",
                        "subchannels[3].controlUnit '2107': a bare device has none",
                        "subchannels[3].image 'a.ckd': a bare device has none",
                        "subchannels[3].writable true: a bare device has no image",
                        "subchannels[3].overlay 'b.ckd': a bare device has no image");
    }
}
