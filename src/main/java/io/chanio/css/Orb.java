package io.chanio.css;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Operation-request block: what START SUBCHANNEL is asked to do. The first 12 of its 32 bytes; the rest is of no use in
 * command mode.
 *
 * <pre>
 *        0    4 5 6 7 8 9    12 13   16        24 25       31
 *       +--------------------------------------------------+
 *  +0   |              interruption parameter              |
 *       +----+-+-+-+-+-+-+-+-+-+-+-+-+---------+-+-+-----+-+
 *  +4   |key |S|C|M|Y|F|P|I|A|U|B|H|T|   LPM   |L|D|00000|X|
 *       +-+--+-+-+-+-+-+-+-+-+-+-+-+-+---------+-+-+-----+-+
 *  +8   |0|            channel-program address             |
 *       +-+------------------------------------------------+
 * </pre>
 *
 * @param interruptionParameter comes back in the interruption of hardware; vfio-ccw replaces it by its own
 * @param control key, flags and LPM
 * @param programAddress of the first CCW, 31 bits
 * @see "SA22-7832 Principles of Operation, ch. 15, Operation-Request Block"
 * @see "linux arch/s390/include/asm/orb.h, struct cmd_orb"
 */
public record Orb(int interruptionParameter, int control, int programAddress) {

    public static final int LENGTH = 12;
    public static final int KEY_MAX = 15;

    static final int INTERRUPTION_PARAMETER_OFFSET = 0;
    static final int CONTROL_OFFSET = 4;
    static final int PROGRAM_ADDRESS_OFFSET = 8;

    private static final int KEY_SHIFT = 28;
    private static final int KEY_MASK = KEY_MAX << KEY_SHIFT;
    private static final int LPM_SHIFT = 8;
    private static final int LPM_MASK = 0xFF << LPM_SHIFT;

    /** The bits of word 1 that stand alone, from the leftmost on. */
    public enum Flag implements FieldBit {
        /** S: the suspend flag of a CCW is allowed. */
        SUSPEND_CONTROL(0x0800_0000),
        /** C. */
        STREAMING_MODE_CONTROL(0x0400_0000),
        /** M. */
        MODIFICATION_CONTROL(0x0200_0000),
        /** Y. */
        SYNCHRONIZATION_CONTROL(0x0100_0000),
        /** F: the program is of format-1 CCWs. */
        FORMAT_1(0x0080_0000),
        /** P: CCWs and data may be fetched ahead. */
        PREFETCH(0x0040_0000),
        /** I. */
        INITIAL_STATUS_INTERRUPTION(0x0020_0000),
        /** A. */
        ADDRESS_LIMIT_CHECKING(0x0010_0000),
        /** U. */
        SUPPRESS_SUSPENDED_INTERRUPTION(0x0008_0000),
        /** B: the address names a TCW; no driver below takes that. */
        TRANSPORT_MODE(0x0004_0000),
        /** H: IDAWs are of 64 bits. */
        FORMAT_2_IDAWS(0x0002_0000),
        /** T: a format-2 IDAW names 2 KiB instead of 4. */
        IDAWS_OF_2K(0x0001_0000),
        /** L: an immediate command never ends with incorrect length. */
        INCORRECT_LENGTH_SUPPRESSION(0x80),
        /** D: MIDAWs are allowed. */
        MODIFIED_INDIRECT_DATA_ADDRESSING(0x40),
        /** X: the ORB has its extension. */
        EXTENSION(0x01);

        private final int mask;

        Flag(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    /** Asks for the format-1 program at {@code programAddress}, prefetched, over every path. */
    public static Orb ofFormat1(int programAddress) {
        return new Orb(0, 0, programAddress)
                .with(Flag.FORMAT_1)
                .with(Flag.PREFETCH)
                .withLogicalPaths(PathMask.ALL);
    }

    /** Asks for the format-0 program at {@code programAddress}, prefetched, over every path. */
    public static Orb ofFormat0(int programAddress) {
        return ofFormat1(programAddress).without(Flag.FORMAT_1);
    }

    /** Reads the ORB that starts at {@code offset}. The buffer's own byte order is ignored. */
    public static Orb decode(ByteBuffer source, int offset) {
        ByteBuffer area = source.duplicate().order(ByteOrder.BIG_ENDIAN);
        return new Orb(
                area.getInt(offset + INTERRUPTION_PARAMETER_OFFSET),
                area.getInt(offset + CONTROL_OFFSET),
                area.getInt(offset + PROGRAM_ADDRESS_OFFSET));
    }

    /** Writes the ORB from {@code offset} on. The buffer's own byte order is ignored. */
    public void encode(ByteBuffer target, int offset) {
        ByteBuffer area = target.duplicate().order(ByteOrder.BIG_ENDIAN);
        area.putInt(offset + INTERRUPTION_PARAMETER_OFFSET, interruptionParameter);
        area.putInt(offset + CONTROL_OFFSET, control);
        area.putInt(offset + PROGRAM_ADDRESS_OFFSET, programAddress);
    }

    /** The storage key of the program's accesses, 0 to 15. */
    public int key() {
        return control >>> KEY_SHIFT;
    }

    /** LPM: the paths that may be used. */
    public PathMask logicalPaths() {
        return new PathMask(control >>> LPM_SHIFT & 0xFF);
    }

    public boolean has(Flag flag) {
        return flag.isOneIn(control);
    }

    public Set<Flag> flags() {
        return FieldBit.onesOf(control, Flag.class);
    }

    public CcwFormat ccwFormat() {
        return has(Flag.FORMAT_1) ? CcwFormat.FORMAT_1 : CcwFormat.FORMAT_0;
    }

    public Orb with(Flag flag) {
        return withControl(control | flag.mask());
    }

    public Orb without(Flag flag) {
        return withControl(control & ~flag.mask());
    }

    public Orb withCcwFormat(CcwFormat format) {
        return switch (format) {
            case FORMAT_0 -> without(Flag.FORMAT_1);
            case FORMAT_1 -> with(Flag.FORMAT_1);
        };
    }

    /** @param key 0 to 15 */
    public Orb withKey(int key) {
        return withControl((control & ~KEY_MASK) | FieldBit.checked("storage key", key, KEY_MAX) << KEY_SHIFT);
    }

    public Orb withLogicalPaths(PathMask paths) {
        return withControl((control & ~LPM_MASK) | paths.bits() << LPM_SHIFT);
    }

    public Orb withInterruptionParameter(int parameter) {
        return new Orb(parameter, control, programAddress);
    }

    public Orb withProgramAddress(int address) {
        return new Orb(interruptionParameter, control, address);
    }

    private Orb withControl(int word) {
        return new Orb(interruptionParameter, word, programAddress);
    }
}
