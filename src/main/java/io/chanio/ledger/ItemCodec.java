package io.chanio.ledger;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.JobState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * An {@link Item} as bytes: what kind it is, what stands beside its document, its document.
 *
 * <pre>
 *   job         'J'  id (16)  set (1)  number (2)  length  state  has label (1)  [length  label]  document
 *   subchannel  'S'  set (1)  number (2)                                                          document
 *   key         'K'  length  digest                                                               document
 * </pre>
 *
 * Lengths are words, text is UTF-8.
 */
public final class ItemCodec {

    private static final int JOB = 'J';
    private static final int SUBCHANNEL = 'S';
    private static final int KEY = 'K';

    private ItemCodec() {}

    /** The item, so that {@link #decode} makes it again. */
    public static byte[] encode(Item item) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(item.document().length() + 128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (item) {
                case Item.OfJob job -> encode(job, out);
                case Item.OfSubchannel(SubchannelId subchannel, Octets ignored) -> {
                    out.writeByte(SUBCHANNEL);
                    encode(subchannel, out);
                }
                case Item.OfKey(String digest, Octets ignored) -> {
                    out.writeByte(KEY);
                    encode(digest, out);
                }
            }
            out.write(item.document().toArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void encode(Item.OfJob job, DataOutputStream out) throws IOException {
        out.writeByte(JOB);
        out.writeLong(job.job().value().getMostSignificantBits());
        out.writeLong(job.job().value().getLeastSignificantBits());
        encode(job.subchannel(), out);
        encode(job.state().name(), out);
        out.writeBoolean(job.label().isPresent());
        if (job.label().isPresent()) {
            encode(job.label().get(), out);
        }
    }

    private static void encode(SubchannelId subchannel, DataOutputStream out) throws IOException {
        out.writeByte(subchannel.subchannelSet());
        out.writeShort(subchannel.number());
    }

    private static void encode(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** @throws IllegalArgumentException when {@link #encode} did not make these bytes */
    public static Item decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int kind = in.readUnsignedByte();
            return switch (kind) {
                case JOB ->
                    new Item.OfJob(
                            new JobId(new UUID(in.readLong(), in.readLong())),
                            subchannel(in),
                            JobState.valueOf(text(in)),
                            in.readBoolean() ? Optional.of(text(in)) : Optional.empty(),
                            document(in));
                case SUBCHANNEL -> new Item.OfSubchannel(subchannel(in), document(in));
                case KEY -> new Item.OfKey(text(in), document(in));
                default -> throw new IllegalArgumentException("no kind of item: %d".formatted(kind));
            };
        } catch (IOException tooShort) {
            throw new IllegalArgumentException("an item of %d bytes ends too soon".formatted(bytes.length), tooShort);
        }
    }

    private static SubchannelId subchannel(DataInputStream in) throws IOException {
        return new SubchannelId(in.readUnsignedByte(), in.readUnsignedShort());
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static Octets document(DataInputStream in) throws IOException {
        return Octets.of(in.readAllBytes());
    }
}
