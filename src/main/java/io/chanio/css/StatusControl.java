package io.chanio.css;

import java.util.Set;

/**
 * Which kinds of status an SCSW holds, and that it is pending: bits 27-31.
 *
 * @param bits 0 to X'1F'; see {@link Bit}
 * @see "SA22-7832 Principles of Operation, ch. 16, Status Control"
 * @see "linux arch/s390/include/asm/scsw.h"
 */
public record StatusControl(int bits) {

    public static final StatusControl NONE = new StatusControl(0);

    private static final int MAX = 0x1F;

    /** The field's bits, from the leftmost on. */
    public enum Bit implements FieldBit {
        ALERT(0x10),
        INTERMEDIATE(0x08),
        PRIMARY(0x04),
        SECONDARY(0x02),
        PENDING(0x01);

        private final int mask;

        Bit(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    public StatusControl {
        FieldBit.checked("status control", bits, MAX);
    }

    public static StatusControl of(Bit... ones) {
        return new StatusControl(FieldBit.fieldOf(ones));
    }

    public boolean has(Bit bit) {
        return bit.isOneIn(bits);
    }

    public boolean isZero() {
        return bits == 0;
    }

    /** The names of the bits that are one. */
    public Set<Bit> names() {
        return FieldBit.onesOf(bits, Bit.class);
    }

    /** The bits of both: how status gathers over the interruptions of one start. */
    public StatusControl or(StatusControl that) {
        return new StatusControl(bits | that.bits);
    }

    public StatusControl without(StatusControl that) {
        return new StatusControl(bits & ~that.bits);
    }

    public boolean alert() {
        return has(Bit.ALERT);
    }

    public boolean intermediate() {
        return has(Bit.INTERMEDIATE);
    }

    public boolean primary() {
        return has(Bit.PRIMARY);
    }

    public boolean secondary() {
        return has(Bit.SECONDARY);
    }

    public boolean pending() {
        return has(Bit.PENDING);
    }

    @Override
    public String toString() {
        return names().toString();
    }
}
