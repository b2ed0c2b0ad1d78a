package io.chanio.port.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chanio.port.sim.ConformanceAnswers.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far one set of programs, or what two emulators agreed on of it, was answered as recorded. */
final class ConformanceTally {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path REPORTS = Path.of("target", "conformance");

    private final String name;
    private final Map<String, JsonNode> recorded = new TreeMap<>();
    private final Map<String, List<Difference>> differences = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();
    private int compared;

    /** How a recorded result and an actual one are compared. */
    interface Comparison {
        List<Difference> of(ConformanceProgram.Program program, JsonNode recorded, ObjectNode actual);
    }

    /** @param lines one recorded result each; those of no program are passed over */
    ConformanceTally(String name, Collection<String> lines) throws IOException {
        this.name = name;
        for (String line : lines) {
            JsonNode result = JSON.readTree(line);
            if (result.has("case")) {
                recorded.put(result.path("case").asText(), result);
            }
        }
    }

    void compare(ConformanceProgram.Program program, ObjectNode actual, Comparison comparison) {
        JsonNode wanted = recorded.get(program.name());
        if (wanted == null) {
            troubles.add(program.name() + ": nothing was recorded of it");
            return;
        }
        compared++;
        List<Difference> found = comparison.of(program, wanted, actual);
        if (!found.isEmpty()) {
            differences.put(program.name(), found);
        }
    }

    /** The set can't be run. */
    void notRun(String reason) {
        troubles.add("not run: " + reason);
    }

    String name() {
        return name;
    }

    /** How many programs were recorded. */
    int cases() {
        return recorded.size();
    }

    /** What keeps it from being a comparison at all: a set or program that was not run, or was not recorded. */
    List<String> troubles() {
        List<String> found = new ArrayList<>(troubles);
        if (found.isEmpty() && compared != recorded.size()) {
            found.add("%d programs of %d were run".formatted(compared, recorded.size()));
        }
        return found;
    }

    /** By the name of the program. */
    Map<String, List<Difference>> differences() {
        return differences;
    }

    @Nullable
    List<Difference> differencesOf(String program) {
        return differences.get(program);
    }

    String line() {
        int agreed = compared - differences.size();
        return "conformance %s: %d of %d".formatted(name, agreed, recorded.size());
    }

    void report() throws IOException {
        List<String> text = new ArrayList<>(troubles());
        differences.forEach((program, each) -> text.add(program + " | "
                + String.join(" | ", each.stream().map(Difference::toString).toList())));
        Files.createDirectories(REPORTS);
        Files.write(REPORTS.resolve(name.replace(' ', '-') + ".txt"), text);
    }
}
