package io.chanio.css;

import java.util.Set;

/**
 * What the channel subsystem found: byte 9 of an SCSW.
 *
 * @param bits 0 to X'FF'; see {@link Bit}
 * @see "SA22-7832 Principles of Operation, ch. 16, Subchannel Status"
 * @see "linux arch/s390/include/asm/scsw.h"
 */
public record SubchannelStatus(int bits) {

    public static final SubchannelStatus NONE = new SubchannelStatus(0);

    private static final int MAX = 0xFF;

    /** The field's bits, from the leftmost on. */
    public enum Bit implements FieldBit {
        PROGRAM_CONTROLLED_INTERRUPTION(0x80),
        INCORRECT_LENGTH(0x40),
        PROGRAM_CHECK(0x20),
        PROTECTION_CHECK(0x10),
        CHANNEL_DATA_CHECK(0x08),
        CHANNEL_CONTROL_CHECK(0x04),
        INTERFACE_CONTROL_CHECK(0x02),
        CHAINING_CHECK(0x01);

        private final int mask;

        Bit(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    public SubchannelStatus {
        FieldBit.checked("subchannel status", bits, MAX);
    }

    public static SubchannelStatus of(Bit... ones) {
        return new SubchannelStatus(FieldBit.fieldOf(ones));
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
    public SubchannelStatus or(SubchannelStatus that) {
        return new SubchannelStatus(bits | that.bits);
    }

    public SubchannelStatus without(SubchannelStatus that) {
        return new SubchannelStatus(bits & ~that.bits);
    }

    public boolean programControlledInterruption() {
        return has(Bit.PROGRAM_CONTROLLED_INTERRUPTION);
    }

    public boolean incorrectLength() {
        return has(Bit.INCORRECT_LENGTH);
    }

    public boolean programCheck() {
        return has(Bit.PROGRAM_CHECK);
    }

    public boolean protectionCheck() {
        return has(Bit.PROTECTION_CHECK);
    }

    public boolean channelDataCheck() {
        return has(Bit.CHANNEL_DATA_CHECK);
    }

    public boolean channelControlCheck() {
        return has(Bit.CHANNEL_CONTROL_CHECK);
    }

    public boolean interfaceControlCheck() {
        return has(Bit.INTERFACE_CONTROL_CHECK);
    }

    public boolean chainingCheck() {
        return has(Bit.CHAINING_CHECK);
    }

    @Override
    public String toString() {
        return names().toString();
    }
}
