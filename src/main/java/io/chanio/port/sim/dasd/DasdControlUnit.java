package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The control units that this simulator knows: who they say they are, and which commands they have.
 *
 * @see "SA22-1025 3990/3390 reference, Sense ID, Read Device Characteristics"
 */
enum DasdControlUnit {
    IBM_2107("2107", 0x2107, 0xE8, 0x528010B7, 0x1F, "000000480000", "40fa010041270004423e01a0433e0008"),
    IBM_3990("3990", 0x3990, 0xC2, 0xD0000000, 0x10, "000000000000", "40fa0100"),
    IBM_3990_3("3990-3", 0x3990, 0xEC, 0xD0001010, 0x06, "0f003f000000", "40fa010041270004423e0040"),
    IBM_3990_6("3990-6", 0x3990, 0xE9, 0x50001010, 0x15, "0f007f480015", "40fa010041270004423e0060"),
    /** Drives the 3350, and knows nothing of extents, path groups or subsystems. */
    IBM_3830("3830", 0x3830, 0x02, 0, 0, "", "");

    private static final int PREFIX_FACILITY = 0x02000000;

    private final String name;
    private final int type;
    private final int model;
    private final int facilities;
    private final int typeCode;
    private final String features;
    private final String commandWords;

    /**
     * @param facilities bytes 6 to 9 of the device characteristics
     * @param typeCode byte 42 of the device characteristics
     * @param features bytes 51 to 56 of the device characteristics
     * @param commandWords the command information words of SENSE ID
     */
    DasdControlUnit(
            String name, int type, int model, int facilities, int typeCode, String features, String commandWords) {
        this.name = name;
        this.type = type;
        this.model = model;
        this.facilities = facilities;
        this.typeCode = typeCode;
        this.features = features;
        this.commandWords = commandWords;
    }

    /** The control unit that people call {@code name}, as {@code 3990-6}. */
    static Optional<DasdControlUnit> named(String name) {
        return Arrays.stream(values()).filter(each -> each.name.equals(name)).findFirst();
    }

    /** Its name, as {@code 3990-6}. */
    String typeName() {
        return name;
    }

    int type() {
        return type;
    }

    int model() {
        return model;
    }

    int facilities() {
        return facilities;
    }

    int typeCode() {
        return typeCode;
    }

    Octets features() {
        return Octets.ofHex(features);
    }

    Octets commandWords() {
        return Octets.ofHex(commandWords);
    }

    /** Whether LOCATE RECORD EXTENDED is among its commands. */
    boolean knowsLocateRecordExtended() {
        return this == IBM_2107 || this == IBM_3990_6;
    }

    boolean knowsDomains() {
        return this != IBM_3830;
    }

    /** Whether such disks can be behind it. */
    boolean drives(CkdGeometry geometry) {
        return (this == IBM_3830) == (geometry == CkdGeometry.IBM_3350);
    }

    boolean knowsPrefix() {
        return (facilities & PREFIX_FACILITY) != 0;
    }
}
