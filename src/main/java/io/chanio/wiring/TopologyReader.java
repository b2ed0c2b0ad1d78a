package io.chanio.wiring;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.port.sim.DeviceCatalogue;
import io.chanio.port.sim.Topology;
import io.chanio.port.sim.TopologySubchannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the topology file; whatever is wrong is said with file, line, column and reason. */
final class TopologyReader {

    private static final Pattern ENTRY = Pattern.compile("^subchannels\\[(\\d+)]");
    private static final Pattern MISSING = Pattern.compile("Missing required creator property '([^']*)'");
    private static final String SUBCHANNELS = "subchannels";

    private final Path file;
    private final List<DeviceCatalogue> catalogues;
    private final ObjectMapper mapper = mapper();
    private final List<TopologySubchannel> entries = new ArrayList<>();
    private final List<JsonLocation> places = new ArrayList<>();

    private TopologyReader(Path file, List<DeviceCatalogue> catalogues) {
        this.file = file;
        this.catalogues = catalogues;
    }

    /** @throws RefusalToStart when the file can't be read or says something that can't be */
    static Topology read(Path file, List<DeviceCatalogue> catalogues) {
        return new TopologyReader(file, catalogues).read();
    }

    /** An entry as it stands in the file; the numbers are boxed to tell absent ones. */
    record Entry(
            @JsonProperty(required = true) SubchannelId id,
            @JsonProperty(required = true) DeviceNumber deviceNumber,
            @JsonProperty(required = true) String device,
            @Nullable String controlUnit,
            @Nullable String image,
            @Nullable Boolean writable,
            @Nullable String overlay,
            @Nullable Integer paths,
            @Nullable Long latencyMicros,
            @Nullable Boolean concurrentSense) {

        TopologySubchannel wanted() {
            return new TopologySubchannel(
                    id,
                    deviceNumber,
                    device,
                    Optional.ofNullable(controlUnit),
                    Optional.ofNullable(image),
                    Boolean.TRUE.equals(writable),
                    Optional.ofNullable(overlay),
                    paths == null ? 1 : paths,
                    latencyMicros == null ? 0 : latencyMicros,
                    !Boolean.FALSE.equals(concurrentSense));
        }
    }

    private Topology read() {
        try (JsonParser parser = mapper.createParser(Files.readAllBytes(file))) {
            readDocument(parser);
        } catch (JsonProcessingException e) {
            throw refusal(e.getLocation(), reason(e));
        } catch (NoSuchFileException e) {
            throw new RefusalToStart("topology %s does not exist".formatted(file));
        } catch (IOException e) {
            throw new RefusalToStart("topology %s can't be read: %s".formatted(file, e));
        }
        Topology topology = new Topology(entries);
        List<String> faults = topology.faults(catalogues);
        if (!faults.isEmpty()) {
            throw refusal(faults);
        }
        return topology;
    }

    /** The library's own words are for programmers where they name classes of ours. */
    private static String reason(JsonProcessingException fault) {
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return "unknown member '%s'; known are %s"
                    .formatted(
                            unknown.getPropertyName(),
                            unknown.getKnownPropertyIds().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .toList());
        }
        Matcher missing = MISSING.matcher(fault.getOriginalMessage());
        return missing.lookingAt() ? "member '%s' is missing".formatted(missing.group(1)) : fault.getOriginalMessage();
    }

    private void readDocument(JsonParser parser) throws IOException {
        require(parser, parser.nextToken(), JsonToken.START_OBJECT, "an object with 'subchannels'");
        boolean found = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (!parser.currentName().equals(SUBCHANNELS)) {
                throw refusal(
                        parser.currentTokenLocation(),
                        "unknown member '%s'; known is '%s'".formatted(parser.currentName(), SUBCHANNELS));
            }
            found = true;
            require(parser, parser.nextToken(), JsonToken.START_ARRAY, "an array of subchannels");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                require(parser, parser.currentToken(), JsonToken.START_OBJECT, "an object, a subchannel");
                places.add(parser.currentTokenLocation());
                entries.add(parser.readValueAs(Entry.class).wanted());
            }
        }
        if (!found) {
            throw refusal(parser.currentLocation(), "member 'subchannels' is missing");
        }
        require(parser, parser.nextToken(), null, "nothing behind the end");
    }

    private void require(JsonParser parser, @Nullable JsonToken found, @Nullable JsonToken wanted, String words) {
        if (found != wanted) {
            throw refusal(
                    found == null ? parser.currentLocation() : parser.currentTokenLocation(), "here must be " + words);
        }
    }

    private RefusalToStart refusal(List<String> faults) {
        Matcher entry = ENTRY.matcher(faults.get(0));
        JsonLocation place = entry.find() ? places.get(Integer.parseInt(entry.group(1))) : JsonLocation.NA;
        return refusal(place, String.join("; ", faults));
    }

    private RefusalToStart refusal(@Nullable JsonLocation place, String reason) {
        return new RefusalToStart(
                place == null || place.getLineNr() < 1
                        ? "topology %s: %s".formatted(file, reason)
                        : "topology %s, line %d, column %d: %s"
                                .formatted(file, place.getLineNr(), place.getColumnNr(), reason));
    }

    private static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .addModule(new SimpleModule()
                        .addDeserializer(SubchannelId.class, new Parsed<>(SubchannelId.class, SubchannelId::parse))
                        .addDeserializer(DeviceNumber.class, new Parsed<>(DeviceNumber.class, DeviceNumber::parse)))
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    /** A value that stands in the file as a string. */
    private static final class Parsed<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parser;

        Parsed(Class<T> type, Function<String, T> parser) {
            super(type);
            this.parser = parser;
        }

        @Override
        protected T _deserialize(String text, DeserializationContext context) {
            return parser.apply(text);
        }
    }
}
