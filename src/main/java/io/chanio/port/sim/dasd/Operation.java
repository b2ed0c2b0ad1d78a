package io.chanio.port.sim.dasd;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a locate record announces: the low six bits of its operation byte, or the extended operation.
 *
 * @see "SA22-1025 3990/3390 reference, tables 4-8 and 4-13"
 */
enum Operation {
    ORIENT(0x00),
    WRITE_DATA(0x01),
    FORMAT_WRITE(0x03),
    READ_DATA(0x06),
    WRITE_ANY(0x09),
    READ_ANY(0x0A),
    WRITE_TRACK(0x0B),
    READ_TRACKS(0x0C),
    READ_TRACKSET(0x0E),
    READ(0x16);

    /** The operation byte says that the extended operation decides. */
    static final int EXTENDED = 0x3F;

    static final int CODE_MASK = 0x3F;

    private final int code;

    Operation(int code) {
        this.code = code;
    }

    static Optional<Operation> of(int code) {
        return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }

    /** Those that only an extended operation byte names. */
    boolean extended() {
        return switch (this) {
            case WRITE_ANY, READ_ANY, READ_TRACKSET -> true;
            case ORIENT, WRITE_DATA, FORMAT_WRITE, READ_DATA, WRITE_TRACK, READ_TRACKS, READ -> false;
        };
    }

    /** Those that announce writes. */
    boolean writes() {
        return switch (this) {
            case WRITE_DATA, FORMAT_WRITE, WRITE_ANY, WRITE_TRACK -> true;
            case ORIENT, READ_DATA, READ_ANY, READ_TRACKS, READ_TRACKSET, READ -> false;
        };
    }

    /** Whether READ COUNT may be suffixed to a domain of LOCATE RECORD. */
    boolean allowsReadCountSuffix() {
        return this == WRITE_DATA || this == READ;
    }

    /** Whether READ COUNT may be suffixed to a domain of LOCATE RECORD EXTENDED. */
    boolean allowsReadCountSuffixExtended() {
        return allowsReadCountSuffix() || this == WRITE_ANY || this == READ_ANY || this == READ_DATA;
    }

    /** Whether LOCATE RECORD may name this operation with this orientation. */
    boolean allows(Orientation orientation) {
        return switch (orientation) {
            case COUNT -> true;
            case HOME -> this != WRITE_DATA && this != WRITE_TRACK;
            case DATA -> this == ORIENT || this == WRITE_DATA || this == READ_DATA || this == READ;
            case INDEX -> this == FORMAT_WRITE || this == READ;
        };
    }

    /** Whether LOCATE RECORD EXTENDED may name this operation with this orientation. */
    boolean allowsExtended(Orientation orientation) {
        return switch (this) {
            case ORIENT -> false;
            case WRITE_DATA -> orientation == Orientation.COUNT || orientation == Orientation.DATA;
            case FORMAT_WRITE -> orientation != Orientation.DATA;
            case READ_DATA, READ -> true;
            case READ_TRACKS, READ_TRACKSET -> orientation == Orientation.COUNT || orientation == Orientation.HOME;
            case WRITE_TRACK, WRITE_ANY, READ_ANY -> orientation == Orientation.COUNT;
        };
    }

    /** Where a locate record leaves the device: the high two bits of its operation byte. */
    enum Orientation {
        COUNT(0x00),
        HOME(0x40),
        DATA(0x80),
        INDEX(0xC0);

        private static final int MASK = 0xC0;

        private final int bits;

        Orientation(int bits) {
            this.bits = bits;
        }

        static Orientation of(int operationByte) {
            return Arrays.stream(values())
                    .filter(each -> each.bits == (operationByte & MASK))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
