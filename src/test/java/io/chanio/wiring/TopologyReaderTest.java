package io.chanio.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.port.sim.BareDevices;
import io.chanio.port.sim.TopologySubchannel;
import io.chanio.port.sim.dasd.Disks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a topology file may say, and how it is told what it may not. */
class TopologyReaderTest {

    private static final String ENTRY = "{\"id\":\"0.0.0001\",\"deviceNumber\":\"0.0.0002\",\"device\":\"bare\"}";

    private final Path folder;

    TopologyReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsWhatIsGivenAndTakesTheUsualForTheRest() throws IOException {
        String disk = "{\"id\":\"0.0.0121\",\"deviceNumber\":\"0.0.0121\",\"device\":\"3390\",\"controlUnit\":\"2107\","
                + "\"image\":\"/q.ckd\",\"writable\":false,\"overlay\":null,\"paths\":2,\"latencyMicros\":5,\"concurrentSense\":false}";

        List<TopologySubchannel> read = read("{\"subchannels\":[%s,%s]}".formatted(ENTRY, disk));

        assertThat(read)
                .containsExactly(
                        TopologySubchannel.of(new SubchannelId(0, 1), new DeviceNumber(0, 2), "bare"),
                        TopologySubchannel.of(new SubchannelId(0, 0x121), new DeviceNumber(0, 0x121), "3390")
                                .withControlUnit("2107")
                                .withImage("/q.ckd")
                                .withPaths(2)
                                .withLatencyMicros(5)
                                .withoutConcurrentSense());
        assertThat(read("{\"subchannels\":[]}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"subchannels\":[#{\"id\":\"0.0.0001\",\"deviceNumber\":\"0.0.0002\",\"device\":\"bare\",\"colour\":1}]}|line 2|unknown member 'colour'; known are",
                "{\"subchannels\":[#{\"id\":\"x\",\"deviceNumber\":\"0.0.0002\",\"device\":\"bare\"}]}|line 2|0.s.nnnn",
                "{\"subchannels\":[#{\"deviceNumber\":\"0.0.0002\",\"device\":\"bare\"}]}|line 2|member 'id' is missing",
                "{\"subchannels\":[#{\"id\":7}]}|line 2|7",
                "{\"subchannels\":[#,]}|line 2|,",
                "{\"subchannels\":[#3]}|line 2|an object",
                "{\"subchannels\":{}}|line 1|an array",
                "{\"devices\":[]}|line 1|devices",
                "[]|line 1|an object",
                "{}|line 1|missing",
                "{\"subchannels\":[]} x|line 1|x",
            })
    void namesPlaceAndReason(String text, String place, String reason) {
        assertThatThrownBy(() -> read(text.replace('#', '\n')))
                .isInstanceOf(RefusalToStart.class)
                .hasMessageContaining("t.json")
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }

    @Test
    void namesTheLineOfAnEntryThatCannotBe() {
        String twice = "{\"subchannels\":[\n%s,\n%s]}".formatted(ENTRY, ENTRY);

        assertThatThrownBy(() -> read(twice))
                .isInstanceOf(RefusalToStart.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("subchannels[1].id '0.0.0001'");
    }

    @Test
    void knowsTheDevicesOfTheSimulatorThatIsWiredUp() throws IOException {
        String console = "{\"subchannels\":[{\"id\":\"0.0.0009\",\"deviceNumber\":\"0.0.0009\",\"device\":\"3215\"}]}";
        Path file = Files.writeString(folder.resolve("console.json"), console);

        assertThat(TopologyReader.read(file, BackendProducer.catalogues()).subchannels())
                .containsExactly(TopologySubchannel.of(new SubchannelId(0, 9), new DeviceNumber(0, 9), "3215"));
    }

    @Test
    void saysThatAFileIsMissing() {
        Path missing = folder.resolve("none.json");

        assertThatThrownBy(() -> TopologyReader.read(missing, List.of()))
                .isInstanceOf(RefusalToStart.class)
                .hasMessageContaining("none.json");
    }

    private List<TopologySubchannel> read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("t.json"), text);
        return TopologyReader.read(file, List.of(new BareDevices(), new Disks()))
                .subchannels();
    }
}
