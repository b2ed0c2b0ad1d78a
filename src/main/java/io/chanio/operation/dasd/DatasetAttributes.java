package io.chanio.operation.dasd;

/**
 * How datasets are organised and their records formed, as job control writes it.
 *
 * @see "DFSMSdfp Advanced Services, DSCB format-1: DS1DSORG, DS1RECFM"
 */
final class DatasetAttributes {

    private static final String UNKNOWN = "UNKNOWN";

    private static final int INDEXED = 0x8000;
    private static final int PHYSICAL_SEQUENTIAL = 0x4000;
    private static final int DIRECT = 0x2000;
    private static final int PARTITIONED = 0x0200;
    private static final int UNMOVABLE = 0x0100;
    private static final int VIRTUAL_STORAGE = 0x0008;

    private static final int LENGTH_MASK = 0xC0;
    private static final int LENGTH_FIXED = 0x80;
    private static final int LENGTH_VARIABLE = 0x40;
    private static final int TRACK_OVERFLOW = 0x20;
    private static final int BLOCKED = 0x10;
    private static final int SPANNED_OR_STANDARD = 0x08;
    private static final int ASA_CONTROL = 0x04;
    private static final int MACHINE_CONTROL = 0x02;

    private DatasetAttributes() {}

    static String organisation(int bits) {
        String base = baseOrganisation(bits);
        return base.equals(UNKNOWN) || (bits & UNMOVABLE) == 0 ? base : base + "U";
    }

    private static String baseOrganisation(int bits) {
        if ((bits & INDEXED) != 0) {
            return "IS";
        }
        if ((bits & PHYSICAL_SEQUENTIAL) != 0) {
            return "PS";
        }
        if ((bits & DIRECT) != 0) {
            return "DA";
        }
        if ((bits & PARTITIONED) != 0) {
            return "PO";
        }
        return (bits & VIRTUAL_STORAGE) != 0 ? "VS" : UNKNOWN;
    }

    static String recordFormat(int bits) {
        String length =
                switch (bits & LENGTH_MASK) {
                    case 0 -> UNKNOWN;
                    case LENGTH_FIXED -> "F";
                    case LENGTH_VARIABLE -> "V";
                    default -> "U";
                };
        return length.equals(UNKNOWN)
                ? length
                : length
                        + letter(bits, BLOCKED, "B")
                        + letter(bits, SPANNED_OR_STANDARD, "S")
                        + letter(bits, TRACK_OVERFLOW, "T")
                        + letter(bits, ASA_CONTROL, "A")
                        + letter(bits, MACHINE_CONTROL, "M");
    }

    private static String letter(int bits, int bit, String letter) {
        return (bits & bit) != 0 ? letter : "";
    }
}
