package io.chanio.port.sim.dasd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first 512 bytes of a plain CKD image. Numbers are little-endian.
 *
 * <pre>
 *    0            8       12           16       17        18          20      512
 *   +------------+-------+------------+--------+---------+-----------+-------+
 *   | CKD_P370   | heads | track size | type   | file    | highest   | zeros |
 *   |            |       |            | (low)  | number  | cylinder  |       |
 *   +------------+-------+------------+--------+---------+-----------+-------+
 * </pre>
 *
 * @param heads tracks a cylinder
 * @param trackLength the bytes of a track in the image
 * @param deviceType the low byte of the device type
 * @param fileNumber 0 for a volume in one file
 * @param highestCylinder of this file; 0 in the only or last one
 */
record CkdImageHeader(int heads, int trackLength, int deviceType, int fileNumber, int highestCylinder) {

    static final int LENGTH = 512;

    private static final String PLAIN = "CKD_P370";
    private static final int MAGIC_LENGTH = 8;
    private static final int HEADS_OFFSET = 8;
    private static final int TRACK_LENGTH_OFFSET = 12;
    private static final int DEVICE_TYPE_OFFSET = 16;
    private static final int FILE_NUMBER_OFFSET = 17;
    private static final int HIGHEST_CYLINDER_OFFSET = 18;

    /** Where a track begins in the file. */
    static long trackOffset(TrackAddress address, CkdGeometry geometry) {
        long number = (long) address.cylinder() * geometry.heads() + address.head();
        return LENGTH + number * geometry.imageTrackLength();
    }

    /** The header of a volume in one file. */
    static CkdImageHeader of(CkdGeometry geometry) {
        return new CkdImageHeader(geometry.heads(), geometry.imageTrackLength(), geometry.deviceType() & 0xFF, 0, 0);
    }

    /** The header in {@code bytes}, which begin with the word of a plain image. */
    static CkdImageHeader read(ByteBuffer bytes) {
        ByteBuffer header = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return new CkdImageHeader(
                header.getInt(HEADS_OFFSET),
                header.getInt(TRACK_LENGTH_OFFSET),
                Byte.toUnsignedInt(header.get(DEVICE_TYPE_OFFSET)),
                Byte.toUnsignedInt(header.get(FILE_NUMBER_OFFSET)),
                Short.toUnsignedInt(header.getShort(HIGHEST_CYLINDER_OFFSET)));
    }

    ByteBuffer toBytes() {
        ByteBuffer header = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        header.put(0, PLAIN.getBytes(StandardCharsets.US_ASCII));
        header.putInt(HEADS_OFFSET, heads);
        header.putInt(TRACK_LENGTH_OFFSET, trackLength);
        header.put(DEVICE_TYPE_OFFSET, (byte) deviceType);
        header.put(FILE_NUMBER_OFFSET, (byte) fileNumber);
        header.putShort(HIGHEST_CYLINDER_OFFSET, (short) highestCylinder);
        return header;
    }

    /** Why bytes that begin like this are no plain image, and what to do about it; empty when they are one. */
    static Optional<String> refusalOf(ByteBuffer bytes) {
        byte[] start = new byte[MAGIC_LENGTH];
        bytes.get(0, start);
        String magic = new String(start, StandardCharsets.ISO_8859_1);
        if (magic.equals(PLAIN)) {
            return Optional.empty();
        }
        if (magic.startsWith("CKD_C") || magic.startsWith("CKD_S")) {
            return Optional.of(
                    "is a compressed CKD image (" + magic + "): make a plain one with 'dasdcopy -0 FROM TO'");
        }
        if (magic.startsWith("CKD_P")) {
            return Optional.of(
                    "is a CKD image of the 64-bit form (" + magic + "): make a " + PLAIN + " one with dasdcopy");
        }
        if (magic.startsWith("\u00FD7zXZ")) {
            return Optional.of("is packed by xz: unpack it with 'xz -dk'");
        }
        if (magic.startsWith("\u001F\u008B")) {
            return Optional.of("is packed by gzip: unpack it with 'gunzip -k'");
        }
        return Optional.of("is no CKD image: it does not begin with " + PLAIN);
    }
}
