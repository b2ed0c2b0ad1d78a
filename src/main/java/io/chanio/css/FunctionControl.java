package io.chanio.css;

import java.util.Set;

/**
 * Which functions a subchannel was asked for and has not reported as over: bits 17-19 of an SCSW.
 *
 * @param bits 0 to X'07'; see {@link Bit}
 * @see "SA22-7832 Principles of Operation, ch. 16, Function Control"
 * @see "linux arch/s390/include/asm/scsw.h"
 */
public record FunctionControl(int bits) {

    public static final FunctionControl NONE = new FunctionControl(0);

    private static final int MAX = 0x07;

    /** The field's bits, from the leftmost on. */
    public enum Bit implements FieldBit {
        START(0x04),
        HALT(0x02),
        CLEAR(0x01);

        private final int mask;

        Bit(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    public FunctionControl {
        FieldBit.checked("function control", bits, MAX);
    }

    public static FunctionControl of(Bit... ones) {
        return new FunctionControl(FieldBit.fieldOf(ones));
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
    public FunctionControl or(FunctionControl that) {
        return new FunctionControl(bits | that.bits);
    }

    public FunctionControl without(FunctionControl that) {
        return new FunctionControl(bits & ~that.bits);
    }

    public boolean start() {
        return has(Bit.START);
    }

    public boolean halt() {
        return has(Bit.HALT);
    }

    public boolean clear() {
        return has(Bit.CLEAR);
    }

    @Override
    public String toString() {
        return names().toString();
    }
}
