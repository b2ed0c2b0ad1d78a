package io.chanio.port.sim.dasd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The first 512 bytes of a CKD image. Numbers are little-endian.
 *
 * <pre>
 *    0            8       12           16       17        18          20      512
 *   +------------+-------+------------+--------+---------+-----------+-------+
 *   | form       | heads | track size | type   | file    | highest   | zeros |
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
    private static final String COMPRESSED = "CKD_C370";
    private static final int MAGIC_LENGTH = 8;
    private static final int HEADS_OFFSET = 8;
    private static final int TRACK_LENGTH_OFFSET = 12;
    private static final int DEVICE_TYPE_OFFSET = 16;
    private static final int FILE_NUMBER_OFFSET = 17;
    private static final int HIGHEST_CYLINDER_OFFSET = 18;

    /** The header of a volume in one file. */
    static CkdImageHeader of(CkdGeometry geometry) {
        return new CkdImageHeader(geometry.heads(), geometry.imageTrackLength(), geometry.deviceType() & 0xFF, 0, 0);
    }

    /** The header in {@code bytes}, which begin with the word of an image. */
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

    /** How the tracks lie in an image. */
    enum Form {
        PLAIN,
        COMPRESSED
    }

    /** @throws UnfitImage when bytes that begin like this are no image, saying what to do about it */
    static Form formOf(ByteBuffer bytes) throws UnfitImage {
        byte[] start = new byte[MAGIC_LENGTH];
        bytes.get(0, start);
        String magic = new String(start, StandardCharsets.ISO_8859_1);
        if (magic.equals(PLAIN)) {
            return Form.PLAIN;
        }
        if (magic.equals(COMPRESSED)) {
            return Form.COMPRESSED;
        }
        throw new UnfitImage(refusalOf(magic));
    }

    private static String refusalOf(String magic) {
        if (magic.startsWith("CKD_S")) {
            return "is a shadow file (" + magic + "): it has not all of its volume";
        }
        if (magic.startsWith("CKD_")) {
            return "is a CKD image of another form (" + magic + "): make a " + PLAIN + " one with dasdcopy";
        }
        if (magic.startsWith("\u00FD7zXZ")) {
            return "is packed by xz: unpack it with 'xz -dk'";
        }
        if (magic.startsWith("\u001F\u008B")) {
            return "is packed by gzip: unpack it with 'gunzip -k'";
        }
        return "is no CKD image: it does not begin with " + PLAIN;
    }

    /** @throws UnfitImage when this is no header of a whole volume of {@code wanted} */
    void require(CkdGeometry wanted) throws UnfitImage {
        if (fileNumber != 0 || highestCylinder != 0) {
            throw new UnfitImage(
                    "is one of several files of a split volume: make one file of them with 'dasdcopy FROM TO'");
        }
        if (deviceType != (wanted.deviceType() & 0xFF)) {
            throw new UnfitImage("is not a %s: its header names %s"
                    .formatted(
                            wanted.typeName(),
                            CkdGeometry.ofImage(deviceType)
                                    .map(found -> "a " + found.typeName())
                                    .orElseGet(() -> "a type that ends in X'%02X'".formatted(deviceType))));
        }
        if (heads != wanted.heads() || trackLength != wanted.imageTrackLength()) {
            throw new UnfitImage("has %d heads and %d bytes a track; a %s has %d and %d"
                    .formatted(heads, trackLength, wanted.typeName(), wanted.heads(), wanted.imageTrackLength()));
        }
    }
}
