package io.chanio.ledger;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.Work;
import io.chanio.program.Operand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * How our values stand in a document: records member by member, bytes as bytes, and what is one of several kinds under a
 * name of ours. No document can name a class.
 *
 * @see "RFC 8949, Concise Binary Object Representation"
 */
final class Documents {

    private Documents() {}

    static ObjectMapper mapper() {
        return CBORMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(values())
                .addMixIn(Work.class, Works.class)
                .addMixIn(Operand.class, Operands.class)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
                .build();
    }

    /** A recipe stands there by its name: {@link JobCodec} sees to that. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Work.RunProgram.class, name = "program"),
        @JsonSubTypes.Type(value = Work.RunNamed.class, name = "operation"),
        @JsonSubTypes.Type(value = Work.RunFunction.class, name = "function")
    })
    private interface Works {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Operand.Data.class, name = "data"),
        @JsonSubTypes.Type(value = Operand.Count.class, name = "count"),
        @JsonSubTypes.Type(value = Operand.Target.class, name = "target"),
        @JsonSubTypes.Type(value = Operand.None.class, name = "none")
    })
    private interface Operands {}

    private static SimpleModule values() {
        return new SimpleModule()
                .addSerializer(Octets.class, new BytesOf<>(Octets.class, Octets::toArray))
                .addDeserializer(Octets.class, new OfBytes<>(Octets.class, Octets::of))
                .addSerializer(
                        Irb.class, new BytesOf<>(Irb.class, irb -> irb.octets().toArray()))
                .addDeserializer(Irb.class, new OfBytes<>(Irb.class, bytes -> Irb.decode(ByteBuffer.wrap(bytes), 0)))
                .addSerializer(JobId.class, ToStringSerializer.instance)
                .addDeserializer(JobId.class, new OfText<>(JobId.class, JobId::parse))
                .addSerializer(SubchannelId.class, ToStringSerializer.instance)
                .addDeserializer(SubchannelId.class, new OfText<>(SubchannelId.class, SubchannelId::parse))
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addDeserializer(Instant.class, new OfText<>(Instant.class, Instant::parse))
                .addSerializer(Duration.class, ToStringSerializer.instance)
                .addDeserializer(Duration.class, new OfText<>(Duration.class, Duration::parse));
    }

    private static final class BytesOf<T> extends StdScalarSerializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<T, byte[]> bytes;

        BytesOf(Class<T> type, Function<T, byte[]> bytes) {
            super(type);
            this.bytes = bytes;
        }

        @Override
        public void serialize(T value, JsonGenerator target, SerializerProvider provider) throws IOException {
            target.writeBinary(bytes.apply(value));
        }
    }

    private static final class OfBytes<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<byte[], T> value;

        OfBytes(Class<T> type, Function<byte[], T> value) {
            super(type);
            this.value = value;
        }

        @Override
        public T deserialize(JsonParser source, DeserializationContext context) throws IOException {
            return value.apply(source.getBinaryValue());
        }
    }

    private static final class OfText<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> value;

        OfText(Class<T> type, Function<String, T> value) {
            super(type);
            this.value = value;
        }

        @Override
        protected T _deserialize(String text, DeserializationContext context) {
            return value.apply(text);
        }
    }
}
