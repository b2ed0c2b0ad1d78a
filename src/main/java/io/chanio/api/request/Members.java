package io.chanio.api.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one object of a request and notes every fault on the way, so that a caller learns of all at once.
 * A member at fault reads as absent. One request, one thread.
 */
public final class Members {

    /** How much of an offending value a fault shows. */
    private static final int SHOWN_MAX = 64;

    /** Strings of one array: none that is documented has more. */
    private static final int TEXTS_MAX = 64;

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
    public static Members ofBody(JsonNode object, List<Fault> faults) {
        return new Members(object, "", Optional.empty(), faults);
    }

    /**
     * Reads a body with all that is wrong with it.
     *
     * @param reader empty when it noted a fault
     * @throws Refusal when anything is wrong
     */
    public static <T> T read(byte @Nullable [] body, Function<Members, Optional<T>> reader) {
        List<Fault> faults = new ArrayList<>();
        Optional<T> value = reader.apply(ofBody(BodyReader.object(body), faults));
        if (!faults.isEmpty()) {
            throw new Refusal(ProblemType.INVALID_REQUEST, Fault.summary(faults), faults);
        }
        return value.orElseThrow();
    }

    /** A CCW; its members are named without their path, for faults carry its index. */
    public static Members ofCcw(JsonNode object, int index, List<Fault> faults) {
        return new Members(object, "", Optional.of(index), faults);
    }

    /** True when a fault of this member was noted. */
    public boolean faulty(String member) {
        return faulty.contains(member);
    }

    public Optional<String> text(String member) {
        return present(member)
                .flatMap(value ->
                        value.isTextual() ? Optional.of(value.textValue()) : wrongType(member, "a string", value));
    }

    public Optional<Boolean> truth(String member) {
        return present(member)
                .flatMap(value -> value.isBoolean()
                        ? Optional.of(value.booleanValue())
                        : wrongType(member, "true or false", value));
    }

    /** A whole number; who checks the program says which are too small or too large. */
    public OptionalInt number(String member) {
        return number(member, Integer.MIN_VALUE, Integer.MAX_VALUE, "a whole number of 32 bits");
    }

    /** A whole number of {@code least} to {@code most}. */
    public OptionalInt number(String member, int least, int most) {
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

    public Optional<Members> object(String member) {
        return object(member, faults);
    }

    /** An object whose own faults go into another list. */
    public Optional<Members> object(String member, List<Fault> faultsWithin) {
        return present(member)
                .flatMap(value -> value.isObject()
                        ? Optional.of(new Members(value, pathOf(member) + ".", ccw, faultsWithin))
                        : wrongType(member, "an object", value));
    }

    /** An object whose members are anybody's. */
    public Optional<JsonNode> node(String member) {
        return present(member)
                .flatMap(value -> value.isObject() ? Optional.of(value) : wrongType(member, "an object", value));
    }

    public Optional<JsonNode> array(String member) {
        return present(member)
                .flatMap(value -> value.isArray() ? Optional.of(value) : wrongType(member, "an array", value));
    }

    /** The objects of an array of {@code least} to {@code most}; their members are named as {@code steps[3].times}. */
    public Optional<List<Members>> objects(String member, int least, int most) {
        return array(member)
                .filter(array -> hasLength(member, array, least, most))
                .map(array -> IntStream.range(0, array.size())
                        .mapToObj(index -> element(member, index, array.get(index)))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** The strings of an array. */
    public Optional<List<String>> texts(String member) {
        return array(member)
                .filter(array -> hasLength(member, array, 0, TEXTS_MAX))
                .flatMap(array -> {
                    List<String> texts = new ArrayList<>();
                    for (JsonNode value : array) {
                        if (!value.isTextual()) {
                            return wrongType(member, "an array of strings", value);
                        }
                        texts.add(value.textValue());
                    }
                    return Optional.of(texts);
                });
    }

    private boolean hasLength(String member, JsonNode array, int least, int most) {
        boolean fits = array.size() >= least && array.size() <= most;
        if (!fits) {
            note(
                    member,
                    FaultCode.OUT_OF_RANGE,
                    "'%s' has %d elements, not %d to %d".formatted(pathOf(member), array.size(), least, most));
        }
        return fits;
    }

    private Optional<Members> element(String member, int index, JsonNode value) {
        String place = "%s[%d]".formatted(member, index);
        return value.isObject()
                ? Optional.of(new Members(value, pathOf(place) + ".", ccw, faults))
                : wrongType(place, "an object", value);
    }

    public void missing(String member, String wanted) {
        if (!faulty(member)) {
            note(member, FaultCode.MISSING_MEMBER, "'%s' is missing: %s".formatted(pathOf(member), wanted));
        }
    }

    public void note(String member, FaultCode code, String detail) {
        note(member, code.name(), detail);
    }

    public void note(String member, String code, String detail) {
        faulty.add(member);
        faults.add(new Fault(ccw, pathOf(member), code, detail));
    }

    /** Notes each member that nobody asked for. Call it last. */
    public void refuseOthers() {
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

    public static String kindOf(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** A value that stands where another kind is wanted. */
    public static String described(JsonNode value) {
        return value.isNull() ? "null" : "the %s %s".formatted(kindOf(value), shown(value));
    }

    public static String shown(Object value) {
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
