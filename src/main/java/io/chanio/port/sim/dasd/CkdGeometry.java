package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The disk types that this simulator knows, with what READ DEVICE CHARACTERISTICS says of them; a 3350 has no such command.
 *
 * @see "SA22-1025 3990/3390 reference, Read Device Characteristics; GA26-1592 3830-2 reference, for the 3350"
 */
enum CkdGeometry {
    IBM_3390(0x3390, 15, 58_786, 1_428, 57_326, 56_664, 224, "022213090674", "067708"),
    IBM_3380(0x3380, 15, 47_968, 1_088, 47_988, 47_476, 222, "012001ec00ec", "005007"),
    IBM_3350(0x3350, 30, 19_254, 0, 0, 19_069, 128, "", "");

    private static final int IMAGE_ALIGNMENT = 512;
    /** With skip displacement and cell number. */
    private static final int HOME_ADDRESS_LENGTH_3350 = 11;

    private static final List<Model> MODELS_3390 = List.of(
            new Model(0x02, 0x26, 1_114),
            new Model(0x06, 0x27, 2_227),
            new Model(0x0A, 0x24, 3_340),
            new Model(0x0C, 0x32, Integer.MAX_VALUE));
    private static final List<Model> MODELS_3380 =
            List.of(new Model(0x02, 0x0E, 886), new Model(0x0A, 0x0E, 1_772), new Model(0x1E, 0x0E, Integer.MAX_VALUE));
    private static final List<Model> MODELS_3350 = List.of(new Model(0x00, 0x00, Integer.MAX_VALUE));

    private final int deviceType;
    private final int heads;
    private final int track;
    private final int homeAndRecordZero;
    private final int recordZeroMax;
    private final int recordMax;
    private final int sectors;
    private final String capacityFormula;
    private final String sectorFormula;

    /**
     * Lengths in bytes, and the sectors of a track.
     *
     * @param homeAndRecordZero what home address and R0 take of the track
     * @param recordZeroMax the longest R0
     * @param recordMax the longest R1 without a key
     */
    record Capacity(int track, int homeAndRecordZero, int recordZeroMax, int recordMax, int sectors) {}

    /**
     * @param code the model byte of SENSE ID
     * @param typeCode the device type code of READ DEVICE CHARACTERISTICS
     * @param cylindersMax the most cylinders, alternate ones too, that a volume of this model has
     */
    record Model(int code, int typeCode, int cylindersMax) {}

    CkdGeometry(
            int deviceType,
            int heads,
            int track,
            int homeAndRecordZero,
            int recordZeroMax,
            int recordMax,
            int sectors,
            String capacityFormula,
            String sectorFormula) {
        this.deviceType = deviceType;
        this.heads = heads;
        this.track = track;
        this.homeAndRecordZero = homeAndRecordZero;
        this.recordZeroMax = recordZeroMax;
        this.recordMax = recordMax;
        this.sectors = sectors;
        this.capacityFormula = capacityFormula;
        this.sectorFormula = sectorFormula;
    }

    /** The type that people call {@code name}, as {@code 3390}. */
    static Optional<CkdGeometry> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.typeName().equals(name))
                .findFirst();
    }

    /** The type whose number ends in {@code lowByte}: all that an image says of it. */
    static Optional<CkdGeometry> ofImage(int lowByte) {
        return Arrays.stream(values())
                .filter(each -> (each.deviceType & 0xFF) == lowByte)
                .findFirst();
    }

    /** Its name, as {@code 3390}. */
    String typeName() {
        return Integer.toHexString(deviceType);
    }

    /** The control unit that such a disk has where nothing else is said. */
    DasdControlUnit usualControlUnit() {
        return switch (this) {
            case IBM_3390 -> DasdControlUnit.IBM_2107;
            case IBM_3380 -> DasdControlUnit.IBM_3990_6;
            case IBM_3350 -> DasdControlUnit.IBM_3830;
        };
    }

    /** Tracks a cylinder. */
    int heads() {
        return heads;
    }

    /** The bytes that WRITE HOME ADDRESS takes. */
    int homeAddressLength() {
        return this == IBM_3350 ? HOME_ADDRESS_LENGTH_3350 : Track.HOME_ADDRESS_LENGTH;
    }

    int deviceType() {
        return deviceType;
    }

    Capacity capacity() {
        return new Capacity(track, homeAndRecordZero, recordZeroMax, recordMax, sectors);
    }

    /** Bytes 22 to 27 of the device characteristics. */
    Octets capacityFormula() {
        return Octets.ofHex(capacityFormula);
    }

    /** Bytes 48 to 50 of the device characteristics. */
    Octets sectorFormula() {
        return Octets.ofHex(sectorFormula);
    }

    Model modelWith(int cylinders) {
        List<Model> models =
                switch (this) {
                    case IBM_3390 -> MODELS_3390;
                    case IBM_3380 -> MODELS_3380;
                    case IBM_3350 -> MODELS_3350;
                };
        return models.stream()
                .filter(each -> cylinders <= each.cylindersMax())
                .findFirst()
                .orElseThrow();
    }

    /** The bytes that a track takes in an image: home address, R0, the longest R1 and the end mark, rounded up. */
    int imageTrackLength() {
        int longest = TrackFormat.FIRST_RECORD_OFFSET
                + CkdRecord.COUNT_LENGTH
                + TrackFormat.RECORD_ZERO_DATA_LENGTH
                + CkdRecord.COUNT_LENGTH
                + recordMax
                + TrackFormat.END_MARK_LENGTH;
        return (longest + IMAGE_ALIGNMENT - 1) / IMAGE_ALIGNMENT * IMAGE_ALIGNMENT;
    }
}
