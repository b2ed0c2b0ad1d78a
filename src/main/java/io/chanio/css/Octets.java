package io.chanio.css;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable string of bytes: what records hold instead of an array. Prints as lower-case hexadecimal, as the
 * architected blocks are shown everywhere.
 */
public final class Octets {

    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies {@code source}. */
    public static Octets of(byte[] source) {
        return source.length == 0 ? EMPTY : new Octets(source.clone());
    }

    /** The low eight bits of each value. */
    public static Octets of(int... values) {
        byte[] copy = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            copy[i] = (byte) values[i];
        }
        return new Octets(copy);
    }

    /** Copies {@code length} bytes at the absolute {@code offset}; the buffer's position stays as it is. */
    public static Octets of(ByteBuffer source, int offset, int length) {
        byte[] copy = new byte[length];
        source.get(offset, copy);
        return new Octets(copy);
    }

    /** {@code length} bytes of zero. */
    public static Octets zeros(int length) {
        return new Octets(new byte[length]);
    }

    /** @throws IllegalArgumentException when {@code hex} is not an even number of hexadecimal digits */
    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The byte at {@code offset}, 0 to 255. */
    public int at(int offset) {
        return Byte.toUnsignedInt(bytes[offset]);
    }

    /** The big-endian halfword at {@code offset}, 0 to 65,535. */
    public int halfwordAt(int offset) {
        return at(offset) << 8 | at(offset + 1);
    }

    /** The big-endian word at {@code offset}. */
    public int wordAt(int offset) {
        return halfwordAt(offset) << 16 | halfwordAt(offset + 2);
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Octets slice(int from, int to) {
        return new Octets(Arrays.copyOfRange(bytes, checked(from), checked(to)));
    }

    /** At most the first {@code length} bytes. */
    public Octets first(int length) {
        return length >= bytes.length ? this : slice(0, length);
    }

    public Octets concat(Octets next) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + next.bytes.length);
        System.arraycopy(next.bytes, 0, joined, bytes.length, next.bytes.length);
        return new Octets(joined);
    }

    /** A copy of the bytes. */
    public byte[] toArray() {
        return bytes.clone();
    }

    /** Stores the bytes at the absolute {@code offset}; the buffer's position stays as it is. */
    public void copyTo(ByteBuffer target, int offset) {
        target.put(offset, bytes);
    }

    /** Stores {@code length} bytes from {@code from} on at the absolute {@code offset}. */
    public void copyTo(ByteBuffer target, int offset, int from, int length) {
        target.put(offset, bytes, from, length);
    }

    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    private int checked(int index) {
        if (index < 0 || index > bytes.length) {
            throw new IndexOutOfBoundsException("offset " + index + " of " + bytes.length + " bytes");
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
