package io.chanio.css;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Channel-command word: one command of a channel program.
 *
 * <pre>
 *           0        8        16               31
 *          +--------+--------+----------------+
 * format 1 |command | flags  |     count      |  +0
 *          +-+------+--------+----------------+
 *          |0|         data address           |  +4
 *          +-+--------------------------------+
 *
 *          +--------+-------------------------+
 * format 0 |command |      data address       |  +0
 *          +--------+--------+----------------+
 *          | flags  |////////|     count      |  +4
 *          +--------+--------+----------------+
 * </pre>
 *
 * @param command command code, 0 to 255
 * @param flags the flag byte, 0 to 255; see the constants
 * @param count bytes, 0 to 65,535
 * @param dataAddress 31 bits in format 1, 24 in format 0
 * @see "SA22-7832 Principles of Operation, ch. 15, Channel-Command Word"
 * @see "linux arch/s390/include/asm/cio.h, struct ccw0 and ccw1"
 */
public record Ccw(int command, int flags, int count, int dataAddress) {

    public static final int LENGTH = 8;
    public static final int COUNT_MAX = 0xFFFF;

    public static final int CHAIN_DATA = 0x80;
    public static final int CHAIN_COMMAND = 0x40;
    public static final int SUPPRESS_LENGTH_INDICATION = 0x20;
    public static final int SKIP = 0x10;
    public static final int PROGRAM_CONTROLLED_INTERRUPTION = 0x08;
    public static final int INDIRECT_DATA_ADDRESS = 0x04;
    public static final int SUSPEND = 0x02;
    public static final int MODIFIED_INDIRECT_DATA_ADDRESS = 0x01;

    /** The command code of transfer in channel in a format-1 CCW; format 0 looks at the low nibble alone. */
    public static final int TIC = 0x08;

    private static final int ADDRESS_MAX_FORMAT_0 = 0xFF_FFFF;

    public Ccw {
        checkRange("command", command, 0xFF);
        checkRange("flags", flags, 0xFF);
        checkRange("count", count, COUNT_MAX);
        if (dataAddress < 0) {
            throw new IllegalArgumentException("data address %08x has more than 31 bits".formatted(dataAddress));
        }
    }

    /** Reads the CCW at {@code offset}, big-endian; a data address keeps only its 31 (24) bits. */
    public static Ccw decode(CcwFormat format, ByteBuffer source, int offset) {
        ByteBuffer area = source.duplicate().order(ByteOrder.BIG_ENDIAN);
        int first = area.getInt(offset);
        int second = area.getInt(offset + 4);
        return switch (format) {
            case FORMAT_1 -> new Ccw(first >>> 24, first >>> 16 & 0xFF, first & COUNT_MAX, second & Integer.MAX_VALUE);
            case FORMAT_0 -> new Ccw(first >>> 24, second >>> 24, second & COUNT_MAX, first & ADDRESS_MAX_FORMAT_0);
        };
    }

    /** @throws IllegalArgumentException when the data address does not fit the 24 bits of format 0 */
    public void encode(CcwFormat format, ByteBuffer target, int offset) {
        ByteBuffer area = target.duplicate().order(ByteOrder.BIG_ENDIAN);
        switch (format) {
            case FORMAT_1 -> {
                area.putInt(offset, command << 24 | flags << 16 | count);
                area.putInt(offset + 4, dataAddress);
            }
            case FORMAT_0 -> {
                checkRange("format-0 data address", dataAddress, ADDRESS_MAX_FORMAT_0);
                area.putInt(offset, command << 24 | dataAddress);
                area.putInt(offset + 4, flags << 24 | count);
            }
        }
    }

    public CommandType type() {
        return CommandType.of(command);
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** True when either chaining flag is one: another CCW follows. */
    public boolean chains() {
        return has(CHAIN_DATA | CHAIN_COMMAND);
    }

    private static void checkRange(String member, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("%s X'%x' is not 0 to X'%x'".formatted(member, value, max));
        }
    }
}
