package io.chanio.api.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads request bodies as JSON objects. The framework's own reader would answer with less than the interface promises. */
public final class BodyReader {

    /** Deep enough for everything that the interface documents. */
    private static final int DEPTH_MAX = 32;

    /** What the library adds for programmers: it says nothing of the body. */
    private static final Pattern LIBRARY_WORDS =
            Pattern.compile(" \\(start marker at \\[Source.*|, from `StreamReadConstraints[^`]*`", Pattern.DOTALL);

    private static final ObjectMapper MAPPER = mapper();

    private BodyReader() {}

    /** @throws Refusal when {@code body} is not one JSON object */
    public static JsonNode object(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw new Refusal(ProblemType.MALFORMED_JSON, "the body is empty; a JSON object is wanted");
        }
        JsonNode node = tree(body);
        if (!node.isObject()) {
            throw new Refusal(
                    ProblemType.INVALID_REQUEST,
                    "the body is a JSON %s; a JSON object is wanted".formatted(Members.kindOf(node)));
        }
        return node;
    }

    /** The parameters of an operation; no body is none. Members of other types than whole numbers stay as they are. */
    public static Map<String, Object> parameters(byte @Nullable [] body) {
        return body == null || body.length == 0 ? Map.of() : parameters(object(body));
    }

    /** The parameters of an operation out of an object. */
    public static Map<String, Object> parameters(JsonNode object) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            parameters.put(member.getKey(), value.isIntegralNumber() ? value.numberValue() : value.toString());
        }
        return parameters;
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw new Refusal(ProblemType.MALFORMED_JSON, "the body is blank; a JSON object is wanted");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new Refusal(
                    ProblemType.MALFORMED_JSON,
                    where(e) + LIBRARY_WORDS.matcher(e.getOriginalMessage()).replaceFirst(""));
        } catch (IOException e) {
            throw new Refusal(ProblemType.MALFORMED_JSON, "the body can't be read: " + e.getMessage());
        }
    }

    private static String where(JsonProcessingException fault) {
        JsonLocation location = fault.getLocation();
        return location == null ? "" : "line %d, column %d: ".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .build());
        return mapper;
    }
}
