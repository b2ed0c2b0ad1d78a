package io.chanio.css;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Extended-status word: bytes 12 to 31 of an {@link Irb}. Which of its four formats it has is not said in it: format 0
 * when the SCSW's L is one, so {@link Irb} answers what depends on that.
 *
 * <pre>
 *        0        8       16                              31
 *       +--------+-------+---------------------------------+
 *  +0   |ESF or 0| LPUM  | logout (0), DCTI (2), 0 (1, 3)  |
 *       +--------+-------+---------------------------------+
 *  +4   |              extended-report word                |
 *       +--------------------------------------------------+
 *  +8   |             failing-storage address              |
 *  +12  |                                                  |
 *       +--------------------------------------------------+
 *  +16  |              secondary CCW address               |
 *       +--------------------------------------------------+
 * </pre>
 *
 * @param logout word 0
 * @param report word 1; see {@link #erw()}
 * @param failingStorage0 word 2
 * @param failingStorage1 word 3
 * @param secondaryCcw word 4
 * @see "SA22-7832 Principles of Operation, ch. 16, Extended-Status Word"
 * @see "linux arch/s390/include/asm/cio.h, struct esw0 to esw3"
 */
public record Esw(int logout, int report, int failingStorage0, int failingStorage1, int secondaryCcw) {

    public static final int LENGTH = 20;

    public static final Esw ZERO = new Esw(0, 0, 0, 0, 0);

    static final int LOGOUT_OFFSET = 0;
    static final int REPORT_OFFSET = 4;
    static final int FAILING_STORAGE_OFFSET = 8;
    static final int SECONDARY_CCW_OFFSET = 16;

    private static final int PATH_SHIFT = 16;

    /** A format-1 ESW: the path, and nothing else unless {@code erw} says more. */
    public static Esw ofFormat1(PathMask lastPathUsed, Erw erw) {
        return new Esw(lastPathUsed.bits() << PATH_SHIFT, erw.word(), 0, 0, 0);
    }

    /** Reads the ESW that starts at {@code offset}. The buffer's own byte order is ignored. */
    public static Esw decode(ByteBuffer source, int offset) {
        ByteBuffer area = source.duplicate().order(ByteOrder.BIG_ENDIAN);
        return new Esw(
                area.getInt(offset + LOGOUT_OFFSET),
                area.getInt(offset + REPORT_OFFSET),
                area.getInt(offset + FAILING_STORAGE_OFFSET),
                area.getInt(offset + FAILING_STORAGE_OFFSET + Integer.BYTES),
                area.getInt(offset + SECONDARY_CCW_OFFSET));
    }

    /** Writes the ESW from {@code offset} on. The buffer's own byte order is ignored. */
    public void encode(ByteBuffer target, int offset) {
        ByteBuffer area = target.duplicate().order(ByteOrder.BIG_ENDIAN);
        area.putInt(offset + LOGOUT_OFFSET, logout);
        area.putInt(offset + REPORT_OFFSET, report);
        area.putInt(offset + FAILING_STORAGE_OFFSET, failingStorage0);
        area.putInt(offset + FAILING_STORAGE_OFFSET + Integer.BYTES, failingStorage1);
        area.putInt(offset + SECONDARY_CCW_OFFSET, secondaryCcw);
    }

    /** LPUM: at the same place in every format. */
    public PathMask lastPathUsed() {
        return new PathMask(logout >>> PATH_SHIFT & 0xFF);
    }

    public Erw erw() {
        return new Erw(report);
    }

    /** Where storage failed, a 31-bit or a 64-bit address. Empty unless the ERW says that it is valid. */
    public OptionalLong failingStorageAddress() {
        if (!erw().has(Erw.Flag.FAILING_STORAGE_ADDRESS_VALID)) {
            return OptionalLong.empty();
        }
        long first = Integer.toUnsignedLong(failingStorage0);
        return erw().has(Erw.Flag.FAILING_STORAGE_ADDRESS_FORMAT)
                ? OptionalLong.of(first << Integer.SIZE | Integer.toUnsignedLong(failingStorage1))
                : OptionalLong.of(first);
    }

    /** Empty unless the ERW says that it is valid. */
    public OptionalInt secondaryCcwAddress() {
        return erw().has(Erw.Flag.SECONDARY_CCW_ADDRESS_VALID) ? OptionalInt.of(secondaryCcw) : OptionalInt.empty();
    }
}
