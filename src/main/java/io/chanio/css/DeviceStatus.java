package io.chanio.css;

import java.util.Set;

/**
 * What the device and its control unit say of themselves: byte 8 of an SCSW.
 *
 * @param bits 0 to X'FF'; see {@link Bit}
 * @see "SA22-7832 Principles of Operation, ch. 16, Device Status"
 * @see "linux arch/s390/include/asm/scsw.h"
 */
public record DeviceStatus(int bits) {

    public static final DeviceStatus NONE = new DeviceStatus(0);

    private static final int MAX = 0xFF;

    /** The field's bits, from the leftmost on. */
    public enum Bit implements FieldBit {
        ATTENTION(0x80),
        STATUS_MODIFIER(0x40),
        CONTROL_UNIT_END(0x20),
        BUSY(0x10),
        CHANNEL_END(0x08),
        DEVICE_END(0x04),
        UNIT_CHECK(0x02),
        UNIT_EXCEPTION(0x01);

        private final int mask;

        Bit(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    public DeviceStatus {
        FieldBit.checked("device status", bits, MAX);
    }

    public static DeviceStatus of(Bit... ones) {
        return new DeviceStatus(FieldBit.fieldOf(ones));
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
    public DeviceStatus or(DeviceStatus that) {
        return new DeviceStatus(bits | that.bits);
    }

    public DeviceStatus without(DeviceStatus that) {
        return new DeviceStatus(bits & ~that.bits);
    }

    public boolean attention() {
        return has(Bit.ATTENTION);
    }

    public boolean statusModifier() {
        return has(Bit.STATUS_MODIFIER);
    }

    public boolean controlUnitEnd() {
        return has(Bit.CONTROL_UNIT_END);
    }

    public boolean busy() {
        return has(Bit.BUSY);
    }

    public boolean channelEnd() {
        return has(Bit.CHANNEL_END);
    }

    public boolean deviceEnd() {
        return has(Bit.DEVICE_END);
    }

    public boolean unitCheck() {
        return has(Bit.UNIT_CHECK);
    }

    public boolean unitException() {
        return has(Bit.UNIT_EXCEPTION);
    }

    @Override
    public String toString() {
        return names().toString();
    }
}
