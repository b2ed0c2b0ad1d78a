package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import io.chanio.port.sim.dasd.Disks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds simulated disks to what the real Linux driver answered: every program of every set of a folder, which {@code
 * -Dchanio.conformance=FOLDER} names. It prints a line a set; the scans have to agree in every case, the others tell how far
 * this version goes. What differs stands in {@code target/conformance/SET.txt}.
 */
class VolumeConformanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path OWN_FOLDER = Path.of("src", "test", "resources", "conformance");
    private static final Path FOLDER = Optional.ofNullable(System.getProperty("chanio.conformance"))
            .map(Path::of)
            .orElse(OWN_FOLDER);
    private static final Path REPORTS = Path.of("target", "conformance");
    private static final ArenaPlacement PLACEMENT =
            new ArenaPlacement(ConformanceProgram.ARENA_ADDRESS, ConformanceProgram.ARENA_LENGTH);
    /** How long a program took, and a host address where the IRB belongs to none. */
    private static final List<String> LEFT_OPEN = List.of("us", "cpa");

    private static final int READ_CONFIGURATION_DATA = 0xFA;
    private static final int SERIAL_FROM = 18 * 2;
    private static final int SERIAL_TO = 30 * 2;

    /**
     * @param differences of the cases that do not agree, each with its name
     * @param run false for a volume or device that this version does not know
     */
    private record Tally(ConformanceSet set, int agreed, int cases, boolean run, List<String> differences) {

        String line() {
            return "conformance %s: %d of %d".formatted(set.name(), agreed, cases);
        }
    }

    @Test
    void answersTheScansOfEveryVolumeAsTheRealDriverDid(@TempDir Path volumes) throws IOException {
        List<Tally> tallies = new ArrayList<>();
        for (ConformanceSet set : ConformanceSet.in(FOLDER)) {
            Tally tally = tally(set, volumes);
            report(tally);
            tallies.add(tally);
        }

        Stream<Tally> scans =
                tallies.stream().filter(each -> each.run() && each.set().isScan());
        assertThat(tallies).isNotEmpty();
        assertThat(scans)
                .allSatisfy(each ->
                        assertThat(each.differences()).describedAs(each.line()).isEmpty());
        if (FOLDER.equals(OWN_FOLDER)) {
            assertThat(tallies.stream().filter(Tally::run).map(each -> each.set()
                            .name()))
                    .contains("scan3390", "scan3380", "scan1-0124", "scan1-0126", "scan1-0127", "scan2");
        }
    }

    /** Standard output is where the lines are looked for. */
    @SuppressWarnings("SystemOut")
    private static void report(Tally tally) throws IOException {
        System.out.println(tally.line());
        Files.createDirectories(REPORTS);
        Files.write(REPORTS.resolve(tally.set().name() + ".txt"), tally.differences());
    }

    private static Tally tally(ConformanceSet set, Path volumes) throws IOException {
        Map<String, JsonNode> golden = new HashMap<>();
        for (String line : set.goldenLines()) {
            JsonNode result = JSON.readTree(line);
            if (result.has("case")) {
                golden.put(result.path("case").asText(), result);
            }
        }
        Disks disks = new Disks();
        if (!disks.deviceNames().contains(set.device())) {
            return notRun(set, golden.size(), "no such device: " + set.device());
        }
        TopologySubchannel wanted = wanted(set, volumes);
        try (SimulatedChannelSubsystem subsystem = new SimulatedChannelSubsystem(
                new Topology(List.of(wanted)), List.of(disks), Native.load(), PLACEMENT, () -> Instant.EPOCH)) {
            return switch (subsystem.open(subsystem.list().getFirst())) {
                case Opening.Opened(SubchannelPort port) -> run(set, golden, subsystem, port);
                case Opening.Refused(String reason) -> notRun(set, golden.size(), reason);
            };
        }
    }

    private static TopologySubchannel wanted(ConformanceSet set, Path volumes) throws IOException {
        TopologySubchannel wanted = TopologySubchannel.of(
                        SubchannelId.parse(set.subchannel()), DeviceNumber.parse(set.subchannel()), set.device())
                .withImage(set.unpackedInto(volumes).toString())
                .withWritableImage();
        return set.controlUnit().map(wanted::withControlUnit).orElse(wanted);
    }

    private static Tally notRun(ConformanceSet set, int cases, String reason) {
        return new Tally(set, 0, cases, false, List.of("not run: " + reason));
    }

    private static Tally run(
            ConformanceSet set, Map<String, JsonNode> golden, SimulatedChannelSubsystem subsystem, SubchannelPort port)
            throws IOException {
        List<String> differences = new ArrayList<>();
        try (port) {
            ConformanceRun run = new ConformanceRun(subsystem, port);
            for (ConformanceProgram step : ConformanceProgram.in(set.caseLines())) {
                ObjectNode actual = run.run(step);
                if (step instanceof ConformanceProgram.Program program) {
                    differences.addAll(difference(program, golden.get(program.name()), actual).stream()
                            .toList());
                }
            }
        }
        return new Tally(set, golden.size() - differences.size(), golden.size(), true, differences);
    }

    private static Optional<String> difference(
            ConformanceProgram.Program program, @Nullable JsonNode expected, ObjectNode actual) {
        if (expected == null) {
            return Optional.of(program.name() + ": no result in the golden file");
        }
        ObjectNode wanted = comparable(program, expected.deepCopy());
        ObjectNode found = comparable(program, actual);
        if (wanted.equals(found)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(program.name());
        wanted.fieldNames().forEachRemaining(field -> {
            if (!wanted.path(field).equals(found.path(field))) {
                text.append(" | ")
                        .append(field)
                        .append(": ")
                        .append(wanted.path(field))
                        .append(" not ");
                text.append(found.path(field));
            }
        });
        return Optional.of(text.toString());
    }

    /** Without what is left open, and without the serial number in configuration data: it is the device's own. */
    private static ObjectNode comparable(ConformanceProgram.Program program, ObjectNode result) {
        result.remove(LEFT_OPEN);
        for (JsonNode each : result.path("data")) {
            String hex = each.path("hex").asText();
            int command = program.lines().get(each.path("ccw").asInt()).command();
            if (command == READ_CONFIGURATION_DATA && hex.length() > SERIAL_TO) {
                ((ObjectNode) each).put("hex", hex.substring(0, SERIAL_FROM) + hex.substring(SERIAL_TO));
            }
        }
        return result;
    }
}
