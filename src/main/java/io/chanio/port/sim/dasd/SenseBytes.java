package io.chanio.port.sim.dasd;

import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import java.nio.ByteBuffer;

/**
 * Composes the sense data of a disk: 32 bytes, of a 3350 the first 24.
 *
 * <pre>
 *    0 .. 2    4        5         6                7                27     29         31
 *   +--------+--------+---------+----------------+----------------+------+----------+------+
 *   | checks | unit   | cyl.low | cyl.high, head | format,message |  80  | cylinder | head |
 *   +--------+--------+---------+----------------+----------------+------+----------+------+
 * </pre>
 *
 * @see "SA22-1025 3990/3390 reference, 24-Byte Compatibility Sense"
 */
final class SenseBytes {

    static final int LENGTH = 32;

    private static final int LENGTH_3350 = 24;

    private static final int OPERATION_OFFSET = 3;
    private static final int UNIT_OFFSET = 4;
    private static final int CYLINDER_LOW_OFFSET = 5;
    private static final int CYLINDER_HIGH_AND_HEAD_OFFSET = 6;
    private static final int FORMAT_OFFSET = 7;
    private static final int COMPATIBILITY_OFFSET = 27;
    private static final int CYLINDER_OFFSET = 29;
    private static final int HEAD_OFFSET = 31;
    private static final int COMPATIBILITY = 0x80;
    private static final int UNIT_MASK = 0x0F;
    private static final int DRIVE_MASK = 0x07;
    private static final int FIRST_DRIVE = 0x80;
    private static final int HEAD_MASK = 0x1F;
    /** More cylinders do not fit into bytes 5 and 6, which are X'FF' then. */
    private static final int CYLINDERS_MAX = 4_095;

    private final CkdImage image;
    private final int unitAddress;

    SenseBytes(CkdImage image, DeviceNumber number) {
        this.image = image;
        this.unitAddress = switch (image.geometry()) {
            case IBM_3390 -> 0;
            case IBM_3380 -> number.number() & UNIT_MASK;
            case IBM_3350 -> FIRST_DRIVE >> (number.number() & DRIVE_MASK);
        };
    }

    /** Nothing but where the device is and stands. */
    Octets ofNone(TrackAddress address) {
        return of(0, 0, 0, 0, address);
    }

    Octets of(UnitCheck check, TrackAddress address) {
        return of(check.sense0(), check.sense1(), check.sense3(), check.formatAndMessage(), address);
    }

    private Octets of(int sense0, int sense1, int sense3, int formatAndMessage, TrackAddress address) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.put((byte) sense0).put((byte) sense1);
        bytes.put(OPERATION_OFFSET, (byte) sense3);
        bytes.put(UNIT_OFFSET, (byte) unitAddress);
        boolean fits = image.cylinders() <= CYLINDERS_MAX;
        bytes.put(CYLINDER_LOW_OFFSET, (byte) (fits ? address.cylinder() : 0xFF));
        int high = (address.cylinder() >> 8) << cylinderShift() | (address.head() & HEAD_MASK);
        bytes.put(CYLINDER_HIGH_AND_HEAD_OFFSET, (byte) (fits ? high : 0xFF));
        bytes.put(FORMAT_OFFSET, (byte) formatAndMessage);
        bytes.put(COMPATIBILITY_OFFSET, (byte) COMPATIBILITY);
        bytes.putShort(CYLINDER_OFFSET, (short) address.cylinder());
        bytes.put(HEAD_OFFSET, (byte) address.head());
        return Octets.of(bytes, 0, image.geometry() == CkdGeometry.IBM_3350 ? LENGTH_3350 : LENGTH);
    }

    /** Five bits for the heads of a 3350, four for those of the others. */
    private int cylinderShift() {
        return image.geometry() == CkdGeometry.IBM_3350 ? 5 : 4;
    }
}
