package io.chanio.ledger.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands in one record of the journal: a piece of an item, or the census. Not a record, for it holds an array.
 *
 * <pre>
 *   +0  kind (1)   'I' item, 'C' census
 *   +1  order (8)  of the item, by its first put; of the census, the items there are
 *   +9  part (4)   number of the piece, from 0
 *  +13  parts (4)  pieces of the item
 *  +17  bytes
 *  end  CRC-32C (4) over the record's id and all of the above
 * </pre>
 */
final class Part {

    /** The library's type of every record that holds one. */
    static final byte TYPE = 1;

    static final byte ITEM = 'I';
    static final byte CENSUS = 'C';
    static final int HEADER_LENGTH = 17;
    static final int CRC_LENGTH = 4;

    private final byte kind;
    private final long order;
    private final int number;
    private final int parts;
    private final byte[] bytes;

    Part(byte kind, long order, int number, int parts, byte[] bytes) {
        this.kind = kind;
        this.order = order;
        this.number = number;
        this.parts = parts;
        this.bytes = bytes;
    }

    static Part census(int items) {
        return new Part(CENSUS, items, 0, 1, new byte[0]);
    }

    byte kind() {
        return kind;
    }

    long order() {
        return order;
    }

    int number() {
        return number;
    }

    int parts() {
        return parts;
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] encode(long id) {
        byte[] encoded = new byte[HEADER_LENGTH + bytes.length + CRC_LENGTH];
        ByteBuffer out = ByteBuffer.wrap(encoded);
        out.put(kind).putLong(order).putInt(number).putInt(parts).put(bytes);
        out.putInt(crc(id, encoded, 0, encoded.length - CRC_LENGTH));
        return encoded;
    }

    /** Empty when a byte of it is not what was written. */
    static Optional<Part> decode(long id, byte[] encoded) {
        if (encoded.length < HEADER_LENGTH + CRC_LENGTH || !isSound(id, encoded, 0, encoded.length)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(encoded);
        byte kind = in.get();
        long order = in.getLong();
        int number = in.getInt();
        int parts = in.getInt();
        byte[] bytes = new byte[in.remaining() - CRC_LENGTH];
        in.get(bytes);
        return Optional.of(new Part(kind, order, number, parts, bytes));
    }

    /** What a record that deletes another carries: the CRC of that one's id. */
    static byte[] deletion(long id) {
        byte[] encoded = new byte[CRC_LENGTH];
        ByteBuffer.wrap(encoded).putInt(crc(id, encoded, 0, 0));
        return encoded;
    }

    static boolean isSound(long id, byte[] source, int from, int length) {
        int body = length - CRC_LENGTH;
        return body >= 0 && ByteBuffer.wrap(source, from + body, CRC_LENGTH).getInt() == crc(id, source, from, body);
    }

    private static int crc(long id, byte[] source, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, id));
        crc.update(source, from, length);
        return (int) crc.getValue();
    }
}
