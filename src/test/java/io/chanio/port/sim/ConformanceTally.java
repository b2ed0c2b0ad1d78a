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

/**
 * How far one set of programs, or what two emulators agreed on of it, was answered as recorded. What follows a program
 * (a halt, a clear) belongs to it: it agrees when all of that does.
 */
final class ConformanceTally {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path REPORTS = Path.of("target", "conformance");
    private static final String BEFORE_THE_FIRST = "before the first program";

    private final String name;
    private final Map<String, JsonNode> recorded = new TreeMap<>();
    /** By the program that they follow, in their order. */
    private final Map<String, List<JsonNode>> orders = new TreeMap<>();

    private final Map<String, List<Difference>> differences = new TreeMap<>();
    private final List<String> troubles = new ArrayList<>();
    private int compared;
    private int ordersOfLatest;
    private int ordersCompared;

    /** How a recorded result and an actual one are compared. */
    interface Comparison {
        List<Difference> of(JsonNode recorded, ObjectNode actual);
    }

    /** @param lines one recorded result each; those of no program are passed over */
    ConformanceTally(String name, Collection<String> lines) throws IOException {
        this.name = name;
        String latest = BEFORE_THE_FIRST;
        for (String line : lines) {
            JsonNode result = JSON.readTree(line);
            if (result.has("case")) {
                latest = result.path("case").asText();
                recorded.put(latest, result);
            } else if (result.has("cmd")) {
                orders.computeIfAbsent(latest, each -> new ArrayList<>()).add(result);
            }
        }
    }

    void compare(String program, ObjectNode actual, Comparison comparison) {
        ordersOfLatest = 0;
        JsonNode wanted = recorded.get(program);
        if (wanted == null) {
            troubles.add(program + ": nothing was recorded of it");
            return;
        }
        compared++;
        note(program, comparison.of(wanted, actual));
    }

    /** The next order after {@code program}; null stands for those before any. */
    void compareOrder(@Nullable String program, ObjectNode actual, Comparison comparison) {
        String latest = program == null ? BEFORE_THE_FIRST : program;
        List<JsonNode> wanted = orders.getOrDefault(latest, List.of());
        if (ordersOfLatest == wanted.size()) {
            troubles.add("%s: nothing was recorded of the %s after it".formatted(latest, actual.path("cmd")));
            return;
        }
        note(latest, comparison.of(wanted.get(ordersOfLatest), actual));
        ordersOfLatest++;
        ordersCompared++;
    }

    private void note(String program, List<Difference> found) {
        if (!found.isEmpty()) {
            differences.computeIfAbsent(program, each -> new ArrayList<>()).addAll(found);
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
        int ordersRecorded = orders.values().stream().mapToInt(List::size).sum();
        if (found.isEmpty() && ordersCompared != ordersRecorded) {
            found.add("%d orders of %d were given".formatted(ordersCompared, ordersRecorded));
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
