package io.chanio.css;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Subchannel logout: word 0 of a format-0 {@link Esw}, what a channel knows of an error of its own.
 *
 * <pre>
 *        0 1       8          16 17    22 24 26 27 28 29  31
 *       +-+-------+----------+--+-----+--+--+--+--+--+-----+
 *  +0   |0|  ESF  |   LPUM   |A |FVF  |SA|TC|D |E |A |  SC |
 *       +-+-------+----------+--+-----+--+--+--+--+--+-----+
 * </pre>
 *
 * @see "SA22-7832 Principles of Operation, ch. 16, Subchannel Logout"
 * @see "linux arch/s390/include/asm/cio.h, struct sublog"
 */
public record SubchannelLogout(int word) {

    public static final int LENGTH = 4;

    private static final int EXTENDED_STATUS_SHIFT = 24;
    private static final int EXTENDED_STATUS_MASK = 0x7F;
    private static final int PATH_SHIFT = 16;
    private static final int FIELD_VALIDITY_SHIFT = 10;
    private static final int FIELD_VALIDITY_MASK = 0x1F;
    private static final int STORAGE_ACCESS_SHIFT = 8;
    private static final int TERMINATION_SHIFT = 6;
    private static final int TWO_BITS = 0x3;
    private static final int SEQUENCE_MASK = 0x7;

    /** The field-validity bits, within word 0. */
    private static final int PATH_VALID = 0x4000;

    private static final int TERMINATION_VALID = 0x2000;
    private static final int SEQUENCE_VALID = 0x1000;

    /** The bits that stand alone, from the leftmost on. */
    public enum Flag implements FieldBit {
        ANCILLARY_REPORT(0x8000),
        DEVICE_STATUS_CHECK(0x20),
        SECONDARY_ERROR(0x10),
        IO_ERROR_ALERT(0x08);

        private final int mask;

        Flag(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    /** ESF: which check was where, seven bits. */
    public int extendedStatusFlags() {
        return word >>> EXTENDED_STATUS_SHIFT & EXTENDED_STATUS_MASK;
    }

    /** LPUM. Empty where the field-validity flags say so. */
    public Optional<PathMask> lastPathUsed() {
        return (word & PATH_VALID) == 0 ? Optional.empty() : Optional.of(new PathMask(word >>> PATH_SHIFT & 0xFF));
    }

    /** FVF, five bits: last path, termination code, sequence code, device status, CCW address. */
    public int fieldValidityFlags() {
        return word >>> FIELD_VALIDITY_SHIFT & FIELD_VALIDITY_MASK;
    }

    /** SA, 0 to 3. */
    public int storageAccessCode() {
        return word >>> STORAGE_ACCESS_SHIFT & TWO_BITS;
    }

    /** TC, 0 to 3. Empty where the field-validity flags say so. */
    public OptionalInt terminationCode() {
        return (word & TERMINATION_VALID) == 0
                ? OptionalInt.empty()
                : OptionalInt.of(word >>> TERMINATION_SHIFT & TWO_BITS);
    }

    /** SC, 0 to 7. Empty where the field-validity flags say so. */
    public OptionalInt sequenceCode() {
        return (word & SEQUENCE_VALID) == 0 ? OptionalInt.empty() : OptionalInt.of(word & SEQUENCE_MASK);
    }

    public boolean has(Flag flag) {
        return flag.isOneIn(word);
    }

    public Set<Flag> flags() {
        return FieldBit.onesOf(word, Flag.class);
    }
}
