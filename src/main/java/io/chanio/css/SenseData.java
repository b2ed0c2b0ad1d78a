package io.chanio.css;

import java.util.Optional;
import java.util.Set;

/**
 * Sense data: what a device says about its last unit check. As many bytes as came, however few.
 *
 * <pre>
 *        0        8        16       24       32
 *       +--------+--------+--------+--------+-----------
 *  +0   |       flags of bytes 0-2 | by the device ...
 *       +--------+--------+--------+--------+-----------
 * </pre>
 *
 * <p>Bits 0-5 of byte 0 mean the same for every device; the other flags have the names of count-key-data disks.
 *
 * @see "SA22-7204 Common I/O-Device Commands, Sense Data"
 * @see "linux arch/s390/include/asm/scsw.h, SNS0_*, SNS1_*, SNS2_*"
 */
public record SenseData(Octets bytes) {

    /** Bytes that {@link #flags()} looks at. */
    static final int FLAG_BYTES = 3;

    /** The flags, by their places in bytes 0-2, from the leftmost on. */
    public enum Flag implements FieldBit {
        COMMAND_REJECT(0x80_0000),
        INTERVENTION_REQUIRED(0x40_0000),
        BUS_OUT_CHECK(0x20_0000),
        EQUIPMENT_CHECK(0x10_0000),
        DATA_CHECK(0x08_0000),
        OVERRUN(0x04_0000),
        INCOMPLETE_DOMAIN(0x01_0000),
        PERMANENT_ERROR(0x80_00),
        INVALID_TRACK_FORMAT(0x40_00),
        END_OF_CYLINDER(0x20_00),
        MESSAGE_TO_OPERATOR(0x10_00),
        NO_RECORD_FOUND(0x08_00),
        FILE_PROTECTED(0x04_00),
        WRITE_INHIBITED(0x02_00),
        /** Stands in two places: byte 1 and byte 2. */
        IMPRECISE_ENDING(0x01_04),
        REQUEST_INHIBIT_WRITE(0x80),
        CORRECTABLE(0x40),
        FIRST_LOGGED_ERROR(0x20),
        ENVIRONMENTAL_DATA_PRESENT(0x10);

        private final int mask;

        Flag(int mask) {
            this.mask = mask;
        }

        @Override
        public int mask() {
            return mask;
        }
    }

    public Set<Flag> flags() {
        return FieldBit.onesOf(flagBytes(), Flag.class);
    }

    public boolean has(Flag flag) {
        return flag.isOneIn(flagBytes());
    }

    /** What an ECKD or CKD disk says beyond the flags. Empty where fewer bytes came than such a disk has. */
    public Optional<EckdSense> eckd() {
        return bytes.length() < EckdSense.SHORT_LENGTH ? Optional.empty() : Optional.of(new EckdSense(this));
    }

    private int flagBytes() {
        int flags = 0;
        for (int i = 0; i < FLAG_BYTES; i++) {
            flags = flags << Byte.SIZE | (i < bytes.length() ? bytes.at(i) : 0);
        }
        return flags;
    }
}
