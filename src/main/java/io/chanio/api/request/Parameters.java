package io.chanio.api.request;

import io.chanio.css.SubchannelId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads path and query parameters; what can't be read is refused with the parameter's name and value. */
public final class Parameters {

    public static final int LIMIT_MAX = 1000;
    public static final int LIMIT_DEFAULT = 100;

    private Parameters() {}

    public static SubchannelId subchannel(String text) {
        return parsed("id", text, SubchannelId::parse);
    }

    /** More than {@link #LIMIT_MAX} is served as that. */
    public static int limit(@Nullable String text) {
        if (text == null) {
            return LIMIT_DEFAULT;
        }
        if (!text.matches("[0-9]+") || text.matches("0+")) {
            throw invalid("limit", text, "a whole number of 1 or more");
        }
        return text.length() > String.valueOf(LIMIT_MAX).length() + 1
                ? LIMIT_MAX
                : Math.min(Integer.parseInt(text), LIMIT_MAX);
    }

    public static <E extends Enum<E>> Optional<E> oneOf(String name, @Nullable String text, Class<E> type) {
        List<E> known = Arrays.asList(type.getEnumConstants());
        return Optional.ofNullable(text).map(value -> known.stream()
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> invalid(name, value, "one of " + known)));
    }

    public static <T> Optional<T> optional(String name, @Nullable String text, Function<String, T> parser) {
        return Optional.ofNullable(text).map(value -> parsed(name, value, parser));
    }

    private static <T> T parsed(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw refusal(name, String.valueOf(e.getMessage()));
        }
    }

    public static Refusal invalid(String name, String value, String wanted) {
        return refusal(name, "%s '%s' is not %s".formatted(name, Members.shown(value), wanted));
    }

    public static Refusal refusal(String name, String detail) {
        return new Refusal(
                ProblemType.INVALID_PARAMETER, detail, List.of(Fault.of(name, FaultCode.MALFORMED_VALUE, detail)));
    }
}
