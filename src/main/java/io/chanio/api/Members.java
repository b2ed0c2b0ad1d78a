package io.chanio.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the members of one object of a request and notes every fault on the way, so that a caller learns of all at once.
 * A member at fault reads as absent. One request, one thread.
 */
final class Members {

    /** How much of an offending value a fault shows. */
    private static final int SHOWN_MAX = 64;

    private final JsonNode object;
    private final String path;
    private final Optional<Integer> ccw;
    private final List<Fault> faults;
    private final Set<String> known = new HashSet<>();
    private final Set<String> faulty = new HashSet<>();

    private Members(JsonNode object, String path, Optional<Integer> ccw, List<Fault> faults) {
        this.object = object;
        this.path = path;
        this.ccw = ccw;
        this.faults = faults;
    }

    /** The request's outermost object. */
    static Members ofBody(JsonNode object, List<Fault> faults) {
        return new Members(object, "", Optional.empty(), faults);
    }

    /** A CCW; its members are named without their path, for faults carry its index. */
    static Members ofCcw(JsonNode object, int index, List<Fault> faults) {
        return new Members(object, "", Optional.of(index), faults);
    }

    /** True when a fault of this member was noted. */
    boolean faulty(String member) {
        return faulty.contains(member);
    }

    Optional<String> text(String member) {
        return present(member)
                .flatMap(value ->
                        value.isTextual() ? Optional.of(value.textValue()) : wrongType(member, "a string", value));
    }

    Optional<Boolean> truth(String member) {
        return present(member)
                .flatMap(value -> value.isBoolean()
                        ? Optional.of(value.booleanValue())
                        : wrongType(member, "true or false", value));
    }

    /** A whole number; who checks the program says which are too small or too large. */
    OptionalInt number(String member) {
        return number(member, Integer.MIN_VALUE, Integer.MAX_VALUE, "a whole number of 32 bits");
    }

    /** A whole number of {@code least} to {@code most}. */
    OptionalInt number(String member, int least, int most) {
        return number(member, least, most, "a whole number of %d to %d".formatted(least, most));
    }

    private OptionalInt number(String member, int least, int most, String wanted) {
        Optional<JsonNode> value = present(member);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.get().isIntegralNumber()) {
            wrongType(member, wanted, value.get());
            return OptionalInt.empty();
        }
        long number = value.get().canConvertToLong() ? value.get().longValue() : Long.MAX_VALUE;
        if (number < least || number > most) {
            note(
                    member,
                    FaultCode.OUT_OF_RANGE,
                    "'%s': %s is not %s".formatted(pathOf(member), shown(value.get()), wanted));
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) number);
    }

    Optional<Members> object(String member) {
        return object(member, faults);
    }

    /** An object whose own faults go into another list. */
    Optional<Members> object(String member, List<Fault> faultsWithin) {
        return present(member)
                .flatMap(value -> value.isObject()
                        ? Optional.of(new Members(value, pathOf(member) + ".", ccw, faultsWithin))
                        : wrongType(member, "an object", value));
    }

    Optional<JsonNode> array(String member) {
        return present(member)
                .flatMap(value -> value.isArray() ? Optional.of(value) : wrongType(member, "an array", value));
    }

    void missing(String member, String wanted) {
        if (!faulty(member)) {
            note(member, FaultCode.MISSING_MEMBER, "'%s' is missing: %s".formatted(pathOf(member), wanted));
        }
    }

    void note(String member, FaultCode code, String detail) {
        note(member, code.name(), detail);
    }

    void note(String member, String code, String detail) {
        faulty.add(member);
        faults.add(new Fault(ccw, pathOf(member), code, detail));
    }

    /** Notes each member that nobody asked for. Call it last. */
    void refuseOthers() {
        for (String name :
                object.properties().stream().map(java.util.Map.Entry::getKey).toList()) {
            if (!known.contains(name)) {
                note(
                        name,
                        FaultCode.UNKNOWN_MEMBER,
                        "'%s' is not a member here; known are %s"
                                .formatted(
                                        shown(pathOf(name)),
                                        known.stream().sorted().toList()));
            }
        }
    }

    static String kindOf(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** A value that stands where another kind is wanted. */
    static String described(JsonNode value) {
        return value.isNull() ? "null" : "the %s %s".formatted(kindOf(value), shown(value));
    }

    static String shown(Object value) {
        String text = value.toString();
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    }

    private Optional<JsonNode> present(String member) {
        known.add(member);
        JsonNode value = object.get(member);
        if (value != null && value.isNull()) {
            note(
                    member,
                    FaultCode.WRONG_TYPE,
                    "'%s' is null: leave it out, or give it a value".formatted(pathOf(member)));
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    private <T> Optional<T> wrongType(String member, String wanted, JsonNode value) {
        note(
                member,
                FaultCode.WRONG_TYPE,
                "'%s' must be %s, not %s".formatted(pathOf(member), wanted, described(value)));
        return Optional.empty();
    }

    private String pathOf(String member) {
        return path + member;
    }
}
