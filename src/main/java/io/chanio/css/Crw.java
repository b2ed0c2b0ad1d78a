package io.chanio.css;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Channel-report word: what happened to a facility of the channel subsystem.
 *
 * <pre>
 *        0 1 2 3 4    8 9 10     16                       31
 *       +-+-+-+-+----+-+-+------+--------------------------+
 *  +0   |0|S|R|C|RSC |A|0| ERC  |           RSID           |
 *       +-+-+-+-+----+-+-+------+--------------------------+
 * </pre>
 *
 * @see "SA22-7832 Principles of Operation, ch. 17, Channel-Report Word"
 * @see "linux arch/s390/include/asm/crw.h, struct crw"
 */
public record Crw(int word) {

    public static final int LENGTH = 4;

    /** What the channel-report region answers when no report is pending. */
    public static final Crw NONE = new Crw(0);

    private static final int SOURCE_SHIFT = 24;
    private static final int SOURCE_MASK = 0xF;
    private static final int RECOVERY_SHIFT = 16;
    private static final int RECOVERY_MASK = 0x3F;
    private static final int SOURCE_ID_MASK = 0xFFFF;

    /** The bits that stand alone, from the leftmost on. */
    public enum Flag implements FieldBit {
        SOLICITED(0x4000_0000),
        /** R: reports were lost. */
        OVERFLOW(0x2000_0000),
        /** C: the next report belongs to this one. */
        CHAINED(0x1000_0000),
        ANCILLARY(0x0080_0000);

        private final int mask;

        Flag(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    /** RSC: which kind of facility the report is about. */
    public enum Source {
        SUBCHANNEL,
        CHANNEL_PATH,
        UNKNOWN;

        private static Source of(int code) {
            return switch (code) {
                case 3 -> SUBCHANNEL;
                case 4 -> CHANNEL_PATH;
                default -> UNKNOWN;
            };
        }
    }

    /** ERC: what became of the facility. */
    public enum Recovery {
        NULL,
        AVAILABLE,
        INITIALIZED,
        TEMPORARY_ERROR,
        INSTALLED_PARAMETERS_INITIALIZED,
        TERMINAL,
        PERMANENT_ERROR_NOT_INITIALIZED,
        PERMANENT_ERROR_INITIALIZED,
        INSTALLED_PARAMETERS_MODIFIED,
        ERROR_RECOVERY,
        UNKNOWN;

        private static Recovery of(int code) {
            return switch (code) {
                case 0 -> NULL;
                case 1 -> AVAILABLE;
                case 2 -> INITIALIZED;
                case 3 -> TEMPORARY_ERROR;
                case 4 -> INSTALLED_PARAMETERS_INITIALIZED;
                case 5 -> TERMINAL;
                case 6 -> PERMANENT_ERROR_NOT_INITIALIZED;
                case 7 -> PERMANENT_ERROR_INITIALIZED;
                case 8 -> INSTALLED_PARAMETERS_MODIFIED;
                case 10 -> ERROR_RECOVERY;
                default -> UNKNOWN;
            };
        }
    }

    /**
     * Reads the CRW that starts at {@code offset}, big-endian. The channel-report region of vfio-ccw holds it in host
     * order instead: use the constructor there.
     */
    public static Crw decode(ByteBuffer source, int offset) {
        return new Crw(source.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(offset));
    }

    /** Writes the CRW from {@code offset} on, big-endian; see {@link #decode}. */
    public void encode(ByteBuffer target, int offset) {
        target.duplicate().order(ByteOrder.BIG_ENDIAN).putInt(offset, word);
    }

    public boolean has(Flag flag) {
        return flag.isOneIn(word);
    }

    public Set<Flag> flags() {
        return FieldBit.onesOf(word, Flag.class);
    }

    public Source source() {
        return Source.of(sourceCode());
    }

    /** RSC, 0 to 15. */
    public int sourceCode() {
        return word >>> SOURCE_SHIFT & SOURCE_MASK;
    }

    public Recovery recovery() {
        return Recovery.of(recoveryCode());
    }

    /** ERC, 0 to 63. */
    public int recoveryCode() {
        return word >>> RECOVERY_SHIFT & RECOVERY_MASK;
    }

    /** RSID: a subchannel number, a channel-path identifier, as {@link #source()} says. */
    public int sourceId() {
        return word & SOURCE_ID_MASK;
    }

    @Override
    public String toString() {
        return "%08x".formatted(word);
    }
}
