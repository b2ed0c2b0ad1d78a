package io.chanio.css;

/**
 * The families of devices by the commands that they know.
 *
 * @see "linux drivers/s390/block/dasd_eckd.c, dasd_fba.c, drivers/s390/char/tape_34xx.c, raw3270.c: the ids they match"
 */
public enum DeviceClass {
    ECKD,
    CKD,
    FBA,
    TAPE,
    TERMINAL_3270,
    UNIT_RECORD,
    CONSOLE,
    UNKNOWN;

    public static DeviceClass of(DeviceIdentity identity) {
        return switch (identity.controlUnitType()) {
            case 0x3990, 0x2105, 0x2107, 0x1750, 0x9343 -> ECKD;
            case 0x3880 -> ofDirectAccess(identity.deviceType());
            case 0x3830 -> CKD;
            case 0x6310 -> FBA;
            case 0x3480, 0x3490, 0x3590, 0x3592 -> TAPE;
            case 0x3174, 0x3270, 0x3271, 0x3272, 0x3273, 0x3274, 0x3275, 0x3276, 0x3277, 0x3278, 0x3279 ->
                TERMINAL_3270;
            case 0x3505, 0x2821 -> UNIT_RECORD;
            case 0x3215 -> CONSOLE;
            default -> ofUnitRecord(identity.deviceType());
        };
    }

    private static DeviceClass ofDirectAccess(int deviceType) {
        return deviceType == 0x3370 ? FBA : ECKD;
    }

    private static DeviceClass ofUnitRecord(int deviceType) {
        return switch (deviceType) {
            case 0x2540, 0x1403, 0x3505, 0x3525, 0x3203, 0x3211 -> UNIT_RECORD;
            default -> UNKNOWN;
        };
    }
}
