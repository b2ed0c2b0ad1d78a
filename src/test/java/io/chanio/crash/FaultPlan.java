package io.chanio.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Every fault and action that the simulator offers, as its own API document names them: one that is new is in it by itself,
 * or is refused where it has members that {@link #MEMBERS} does not know.
 */
final class FaultPlan {

    private static final String ATTENTION = "\"deviceStatus\":[\"ATTENTION\"]";

    /** The members of those that have any; each of several is a step of its own. */
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "REFUSE_START",
            List.of("\"errno\":\"EAGAIN\",\"times\":3", "\"errno\":\"EBUSY\"", "\"errno\":\"EINVAL\""),
            "DELAY",
            List.of("\"delayMillis\":100", "\"delayMillis\":3000"),
            "UNIT_CHECK",
            List.of("\"sense\":\"0800\"", "\"sense\":\"1000\",\"senseDelivery\":\"OWED\""),
            "DEFER_CONDITION",
            List.of(
                    "\"conditionCode\":\"STATUS_PENDING\"," + ATTENTION,
                    "\"conditionCode\":\"NOT_OPERATIONAL\",\"deviceStatus\":[]"),
            "PRESENT_UNSOLICITED",
            List.of(ATTENTION, "\"deviceStatus\":[\"UNIT_CHECK\"],\"sense\":\"40ab\""),
            "LOSE_PATHS",
            List.of("\"paths\":\"0x80\""),
            "OVERWRITE_INTERRUPTION",
            List.of("\"deviceStatus\":[\"DEVICE_END\"]"),
            "COALESCE_INTERRUPTION",
            List.of(ATTENTION),
            "SPLIT_ENDING",
            List.of("\"delayMillis\":0", "\"delayMillis\":50"));

    private static final Map<String, String> MEMBERS_OF_ACTIONS = Map.of(
            "PRESENT_UNSOLICITED", ATTENTION,
            "LOSE_PATHS", "\"paths\":\"0x40\"",
            "RESTORE_PATHS", "\"paths\":\"0xc0\"",
            "IGNORE_HALTS", "\"count\":1",
            "IGNORE_CLEARS", "\"count\":2");

    /** After these a device serves nobody any more. */
    private static final Set<String> FOR_GOOD = Set.of("REMOVE_DEVICE", "REQUEST_DEVICE");

    /** These lead to quarantine, with the first program that never ends. */
    private static final Set<String> DEAF = Set.of("IGNORE_HALTS", "IGNORE_CLEARS");

    /** What ends that which actions began. */
    private static final List<String> MENDING = List.of("RESTORE_PATHS", "RELEASE_ELSEWHERE", "OFFER_CONCURRENT_SENSE");

    private final List<String> faults;
    private final List<String> actions;

    private FaultPlan(List<String> faults, List<String> actions) {
        this.faults = faults;
        this.actions = actions;
    }

    /** That of the service that {@code client} asks. */
    static FaultPlan of(Client client) throws IOException, InterruptedException {
        JsonNode schemas =
                client.get("/q/openapi?format=json", 0).path("components").path("schemas");
        return new FaultPlan(constants(schemas.path("FaultKind")), constants(schemas.path("ActionKind")));
    }

    private static List<String> constants(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("enum").forEach(name -> names.add(name.asText()));
        if (names.isEmpty()) {
            throw new AssertionError("the API document names no faults: " + schema);
        }
        return names;
    }

    /** All faults that a device outlasts, shuffled; the first is a program that never ends. */
    String script(Random random) {
        List<String> steps = new ArrayList<>();
        faults.stream().filter(kind -> !FOR_GOOD.contains(kind)).forEach(kind -> steps.addAll(steps(kind)));
        Collections.shuffle(steps, random);
        steps.addFirst("{\"fault\":\"NEVER_END\"}");
        return "{\"seed\":%d,\"steps\":[%s]}".formatted(random.nextInt(), String.join(",", steps));
    }

    private static List<String> steps(String kind) {
        return MEMBERS.getOrDefault(kind, List.of("")).stream()
                .map(members -> "{\"fault\":\"%s\"%s}".formatted(kind, members.isEmpty() ? "" : "," + members))
                .toList();
    }

    /** All actions that a device outlasts and that it answers halts and clears after. */
    List<String> actions() {
        return actions.stream()
                .filter(kind -> !FOR_GOOD.contains(kind) && !DEAF.contains(kind))
                .map(FaultPlan::action)
                .toList();
    }

    /** With the script after them: quarantine. */
    List<String> deafening() {
        return actions.stream().filter(DEAF::contains).map(FaultPlan::action).toList();
    }

    static List<String> mending() {
        return MENDING.stream().map(FaultPlan::action).toList();
    }

    /** Scripts, one step each, after which a device serves nobody any more. */
    List<String> lastScripts() {
        return faults.stream()
                .filter(FOR_GOOD::contains)
                .map(kind -> "{\"steps\":[{\"fault\":\"%s\"}]}".formatted(kind))
                .toList();
    }

    List<String> lastActions() {
        return actions.stream()
                .filter(FOR_GOOD::contains)
                .map(FaultPlan::action)
                .toList();
    }

    private static String action(String kind) {
        String members = MEMBERS_OF_ACTIONS.getOrDefault(kind, "");
        return "{\"action\":\"%s\"%s}".formatted(kind, members.isEmpty() ? "" : "," + members);
    }

    @Override
    public String toString() {
        return faults.size() + " faults, " + actions.size() + " actions";
    }
}
