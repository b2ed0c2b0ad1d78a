package io.chanio.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Job;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobRequest;
import io.chanio.engine.Recipe;
import io.chanio.engine.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what the ledger keeps into documents and back. A document is a byte with its version and values behind each other:
 *
 * <pre>
 *   +-------+----------------------------------+--------------------+
 *   |version| the job without its result       | result, if any     |
 *   +-------+----------------------------------+--------------------+
 *   +-------+----------------------------------+
 *   |version| a key, or the paths reserved     |
 *   +-------+----------------------------------+
 * </pre>
 *
 * <p>What a result is, follows from the operation's name: nothing is made that the catalogue does not list.
 *
 * <p>Threads: any.
 */
public final class JobCodec {

    /** Raised with every change of what stands in a document; older versions stay readable. */
    static final int VERSION = 1;

    private final ObjectMapper mapper = Documents.mapper();
    private final Map<String, Class<?>> resultTypes;

    /** @param resultTypes what each operation makes, by the operation's name */
    public JobCodec(Map<String, Class<?>> resultTypes) {
        this.resultTypes = Map.copyOf(resultTypes);
    }

    /** @param hasResult the result stands behind this */
    private record JobPart(
            Job job,
            Keeping keeping,
            Optional<IdempotencyKey> key,
            long recordVersion,
            boolean dataKept,
            boolean hasResult) {}

    Item item(Kept kept) {
        JobRequest request = kept.job().request();
        return new Item.OfJob(request.id(), request.subchannel(), kept.job().state(), request.label(), encode(kept));
    }

    Item.OfKey item(KeptKey key) {
        return new Item.OfKey(digest(key.key()), document(key));
    }

    Item.OfSubchannel item(SubchannelId subchannel, PathMask reserved) {
        return new Item.OfSubchannel(subchannel, document(reserved));
    }

    /** A recipe comes back as the operation's name and parameters. */
    Octets encode(Kept kept) {
        Job job = portable(kept.job());
        Optional<Object> result = kept.job().result();
        result.ifPresent(value -> checkListed(job, value));
        JobRecord record = kept.record();
        JobPart part =
                new JobPart(job, kept.keeping(), kept.key(), record.version(), record.dataKept(), result.isPresent());
        return result.isPresent() ? document(part, result.get()) : document(part);
    }

    /**
     * @param key of the item, for the message
     * @throws DamagedStoreException when it can't be read
     */
    Kept decodeJob(String key, Octets document) {
        return decode(key, document, this::readJob);
    }

    /** @throws DamagedStoreException when it can't be read */
    KeptKey decodeKey(String key, Octets document) {
        return decode(key, document, parser -> mapper.readValue(parser, KeptKey.class));
    }

    /** @throws DamagedStoreException when it can't be read */
    PathMask decodePaths(String key, Octets document) {
        return decode(key, document, parser -> mapper.readValue(parser, PathMask.class));
    }

    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }

    private Octets document(Object... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        try (JsonGenerator target = mapper.createGenerator(bytes)) {
            for (Object value : values) {
                mapper.writeValue(target, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't be written as a document", e);
        }
        return Octets.of(bytes.toByteArray());
    }

    private <T> T decode(String key, Octets document, Reading<T> reading) {
        int version = document.isEmpty() ? 0 : document.at(0);
        if (version != VERSION) {
            throw new DamagedStoreException(
                    "%s is of version %d, and this chanio reads %d: start the chanio that wrote it, or a later one"
                            .formatted(key, version, VERSION));
        }
        try (JsonParser parser = mapper.createParser(document.toArray(), 1, document.length() - 1)) {
            T value = reading.from(parser);
            if (parser.nextToken() != null) {
                throw new DamagedStoreException(key + " goes on behind its end");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new DamagedStoreException("%s can't be read: %s".formatted(key, e.getOriginalMessage()));
        } catch (IOException | IllegalArgumentException e) {
            throw new DamagedStoreException("%s can't be read: %s".formatted(key, e.getMessage()));
        }
    }

    private Kept readJob(JsonParser parser) throws IOException {
        JobPart part = mapper.readValue(parser, JobPart.class);
        Optional<Object> result = part.hasResult() ? readResult(part.job(), parser) : Optional.empty();
        boolean dataKept = part.dataKept() && result.isPresent() == part.hasResult();
        Job job = part.job().with(part.job().request(), part.job().program(), result);
        return new Kept(new JobRecord(job, part.recordVersion(), dataKept), part.keeping(), part.key());
    }

    /** Empty for an operation that is not known any more: its job is worth more than its result. */
    private Optional<Object> readResult(Job job, JsonParser parser) throws IOException {
        Class<?> type = job.request().work().operation().map(resultTypes::get).orElse(null);
        if (type == null) {
            parser.nextToken();
            parser.skipChildren();
            return Optional.empty();
        }
        return Optional.of(mapper.readValue(parser, type));
    }

    private void checkListed(Job job, Object result) {
        Optional<String> operation = job.request().work().operation();
        if (operation.map(resultTypes::get).filter(result.getClass()::equals).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is not what %s makes".formatted(result.getClass(), operation.orElse("a channel program")));
        }
    }

    /** Of principal, path and key; none of them holds what stands between them. */
    private static String digest(IdempotencyKey key) {
        String name = String.join("\n", key.principal(), key.path(), key.key());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Job portable(Job job) {
        JobRequest request = job.request();
        Work work = request.work() instanceof Work.RunRecipe(Recipe<?> recipe, var parameters)
                ? new Work.RunNamed(recipe.name(), parameters, recipe.effect())
                : request.work();
        return job.with(
                new JobRequest(request.id(), request.subchannel(), work, request.timeout(), request.label()),
                job.program(),
                Optional.empty());
    }
}
