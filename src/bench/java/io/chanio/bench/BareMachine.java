package io.chanio.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** So many simulated subchannels with a device that does nothing but answer. */
final class BareMachine {

    static final int SUBCHANNELS = 64;
    private static final int FIRST = 0x100;

    private BareMachine() {}

    static String subchannel(int number) {
        return String.format(Locale.ROOT, "0.0.%04x", FIRST + number);
    }

    /** Writes its topology. */
    static Path topology(Path folder) throws IOException {
        String entries = IntStream.range(0, SUBCHANNELS)
                .mapToObj(BareMachine::subchannel)
                .map(id -> "{\"id\":\"%1$s\",\"deviceNumber\":\"%1$s\",\"device\":\"bare\"}".formatted(id))
                .collect(Collectors.joining(",\n"));
        return Files.writeString(folder.resolve("topology.json"), "{\"subchannels\":[" + entries + "]}");
    }
}
