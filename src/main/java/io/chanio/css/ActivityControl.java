package io.chanio.css;

import java.util.Set;

/**
 * How far the functions have come: bits 20-26 of an SCSW.
 *
 * @param bits 0 to X'7F'; see {@link Bit}
 * @see "SA22-7832 Principles of Operation, ch. 16, Activity Control"
 * @see "linux arch/s390/include/asm/scsw.h"
 */
public record ActivityControl(int bits) {

    public static final ActivityControl NONE = new ActivityControl(0);

    private static final int MAX = 0x7F;

    /** The field's bits, from the leftmost on. */
    public enum Bit implements FieldBit {
        RESUME_PENDING(0x40),
        START_PENDING(0x20),
        HALT_PENDING(0x10),
        CLEAR_PENDING(0x08),
        SUBCHANNEL_ACTIVE(0x04),
        DEVICE_ACTIVE(0x02),
        SUSPENDED(0x01);

        private final int mask;

        Bit(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    public ActivityControl {
        FieldBit.checked("activity control", bits, MAX);
    }

    public static ActivityControl of(Bit... ones) {
        return new ActivityControl(FieldBit.fieldOf(ones));
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
    public ActivityControl or(ActivityControl that) {
        return new ActivityControl(bits | that.bits);
    }

    public ActivityControl without(ActivityControl that) {
        return new ActivityControl(bits & ~that.bits);
    }

    public boolean resumePending() {
        return has(Bit.RESUME_PENDING);
    }

    public boolean startPending() {
        return has(Bit.START_PENDING);
    }

    public boolean haltPending() {
        return has(Bit.HALT_PENDING);
    }

    public boolean clearPending() {
        return has(Bit.CLEAR_PENDING);
    }

    public boolean subchannelActive() {
        return has(Bit.SUBCHANNEL_ACTIVE);
    }

    public boolean deviceActive() {
        return has(Bit.DEVICE_ACTIVE);
    }

    public boolean suspended() {
        return has(Bit.SUSPENDED);
    }

    @Override
    public String toString() {
        return names().toString();
    }
}
