package io.chanio.port.sim.dasd;

/**
 * The file mask of DEFINE EXTENT and SET FILE MASK: what a chain may write, and where it may seek.
 *
 * <pre>
 *    0   1   2   3   4   5   6   7
 *   +-------+---+-------+-------+-----+
 *   | write | 0 | seek  | auth. | PCI |
 *   +-------+---+-------+-------+-----+
 * </pre>
 *
 * @see "SA22-1025 3990/3390 reference, Set File Mask"
 */
record FileMask(int bits) {

    /** What holds where a chain sets none. */
    static final FileMask NONE = new FileMask(0);

    private static final int WRITE_CONTROL = 0xC0;
    private static final int ALL_BUT_HOME_AND_RECORD_ZERO = 0x00;
    private static final int INHIBIT_WRITES = 0x40;
    private static final int ALLOW_ALL_WRITES = 0xC0;
    private static final int RESERVED = 0x20;
    private static final int SEEK_CONTROL = 0x18;
    private static final int ALLOW_ALL_SEEKS = 0x00;
    private static final int ALLOW_SEEK_CYLINDER_HEAD = 0x08;
    private static final int INHIBIT_SEEKS_MULTITRACK = 0x18;
    private static final int DIAGNOSTIC = 0x04;
    private static final int DEVICE_SUPPORT = 0x02;

    /** The reserved bit is off, and diagnostic authorization is not asked for by itself where {@code unit} forbids that. */
    boolean isValidOn(DasdControlUnit unit) {
        return (bits & RESERVED) == 0 && !(isDiagnosticOnly() && unit == DasdControlUnit.IBM_2107);
    }

    boolean isDiagnosticOnly() {
        return (bits & DIAGNOSTIC) != 0 && (bits & DEVICE_SUPPORT) == 0;
    }

    boolean inhibitsWrites() {
        return (bits & WRITE_CONTROL) == INHIBIT_WRITES;
    }

    boolean allowsFormatWrites() {
        return (bits & WRITE_CONTROL) == ALL_BUT_HOME_AND_RECORD_ZERO || allowsHomeAddressWrites();
    }

    boolean allowsHomeAddressWrites() {
        return (bits & WRITE_CONTROL) == ALLOW_ALL_WRITES;
    }

    boolean allowsSeek() {
        return (bits & SEEK_CONTROL) == ALLOW_ALL_SEEKS;
    }

    boolean allowsSeekCylinder() {
        return allowsSeek() || (bits & SEEK_CONTROL) == ALLOW_SEEK_CYLINDER_HEAD;
    }

    /** Head switching of any kind, by multitrack commands too. */
    boolean allowsSeekHead() {
        return (bits & SEEK_CONTROL) != INHIBIT_SEEKS_MULTITRACK;
    }
}
