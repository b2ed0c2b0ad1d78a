package io.chanio.api;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The machine that the packaged application drives in its tests: a topology in a file of its own. */
public class SimulatedMachine implements QuarkusTestResourceLifecycleManager {

    /** A device that knows only SENSE ID, SENSE and NOP, and answers at once. */
    static final String BARE = "0.0.0009";

    /** The same, that takes {@link #SLOW_MICROS} for each program. */
    static final String SLOW = "0.0.000a";

    /** A disk whose image is not there. */
    static final String MISSING = "0.0.000b";

    /** A disk whose image is none. */
    static final String DAMAGED = "0.0.000c";

    /** A 3390 with the volume QUAL01. */
    static final String QUAL01 = "0.0.0121";

    /** A 3380 with the volume QUAL02. */
    static final String QUAL02 = "0.0.0122";

    static final long SLOW_MICROS = 700_000;

    /** Small, so that a test can fill it. */
    static final int QUEUE_CAPACITY = 3;

    private static final String TOPOLOGY = """
            {"subchannels":[
              {"id":"0.0.0009","deviceNumber":"0.0.1009","device":"bare"},
              {"id":"0.0.000a","deviceNumber":"0.0.100a","device":"bare","latencyMicros":%d},
              {"id":"0.0.000b","deviceNumber":"0.0.100b","device":"3390","image":"%s"},
              {"id":"0.0.000c","deviceNumber":"0.0.100c","device":"3390","image":"%s"},
              {"id":"0.0.0121","deviceNumber":"0.0.0121","device":"3390","image":"%s"},
              {"id":"0.0.0122","deviceNumber":"0.0.0122","device":"3380","controlUnit":"3990","image":"%s"}
            ]}
            """;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("chanio-machine");
            Path topology = folder.resolve("topology.json");
            Path damaged = Files.writeString(folder.resolve("damaged.ckd"), "no volume at all");
            Files.writeString(
                    topology,
                    TOPOLOGY.formatted(
                            SLOW_MICROS,
                            folder.resolve("missing.ckd"),
                            damaged,
                            Volumes.unpack("qual01.3390.ckd", folder),
                            Volumes.unpack("qual02.3380.ckd", folder)));
            return Map.of(
                    "chanio.backend", "simulator",
                    "chanio.simulator.topology", topology.toString(),
                    "chanio.data", folder.resolve("data").toString(),
                    "chanio.queue.capacity", String.valueOf(QUEUE_CAPACITY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
