package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The first {@value #LENGTH} bytes of an overlay: which volume it belongs to. Numbers are big-endian.
 *
 * <pre>
 *    0          8         12       16          20       24        32          36       40     4096
 *   +----------+---------+--------+-----------+--------+---------+-----------+--------+------+
 *   | CHANIOOV | version | device | cylinders | track  | size of | CRC-32C of| CRC-32C| zeros|
 *   |          |         | type   |           | length | image   | cylinder 0| of 0-35|      |
 *   +----------+---------+--------+-----------+--------+---------+-----------+--------+------+
 * </pre>
 *
 * @param imageSize the size of the image's file
 * @param imageChecksum of the tracks of its first cylinder, where its label is
 */
record OverlayHeader(int deviceType, int cylinders, int trackLength, long imageSize, int imageChecksum) {

    static final int LENGTH = 4096;

    private static final long MAGIC = 0x4348_414E_494F_4F56L; // CHANIOOV
    private static final int VERSION = 1;
    private static final int VERSION_OFFSET = 8;
    private static final int DEVICE_TYPE_OFFSET = 12;
    private static final int CYLINDERS_OFFSET = 16;
    private static final int TRACK_LENGTH_OFFSET = 20;
    private static final int IMAGE_SIZE_OFFSET = 24;
    private static final int IMAGE_CHECKSUM_OFFSET = 32;
    private static final int CHECKSUM_OFFSET = 36;

    Octets toOctets() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.BIG_ENDIAN);
        bytes.putLong(0, MAGIC).putInt(VERSION_OFFSET, VERSION);
        bytes.putInt(DEVICE_TYPE_OFFSET, deviceType).putInt(CYLINDERS_OFFSET, cylinders);
        bytes.putInt(TRACK_LENGTH_OFFSET, trackLength).putLong(IMAGE_SIZE_OFFSET, imageSize);
        bytes.putInt(IMAGE_CHECKSUM_OFFSET, imageChecksum);
        bytes.putInt(CHECKSUM_OFFSET, checksum(Octets.of(bytes, 0, CHECKSUM_OFFSET)));
        return Octets.of(bytes, 0, LENGTH);
    }

    /** @throws UnfitImage when {@code bytes} are the header of no overlay, or of that of another volume */
    void require(Octets bytes) throws UnfitImage {
        ByteBuffer found = ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.BIG_ENDIAN);
        if (found.getLong(0) != MAGIC) {
            throw new UnfitImage("is no overlay: it does not begin with CHANIOOV");
        }
        if (found.getInt(VERSION_OFFSET) != VERSION) {
            throw new UnfitImage("is an overlay of the form %d, which this version does not know"
                    .formatted(found.getInt(VERSION_OFFSET)));
        }
        if (found.getInt(CHECKSUM_OFFSET) != checksum(bytes.first(CHECKSUM_OFFSET))) {
            throw new UnfitImage("is damaged: its header has a wrong checksum");
        }
        if (found.getInt(DEVICE_TYPE_OFFSET) != deviceType || found.getInt(TRACK_LENGTH_OFFSET) != trackLength) {
            throw foreign("a volume of type %04x".formatted(found.getInt(DEVICE_TYPE_OFFSET)));
        }
        if (found.getInt(CYLINDERS_OFFSET) != cylinders) {
            throw foreign("a volume of %d cylinders, not %d".formatted(found.getInt(CYLINDERS_OFFSET), cylinders));
        }
        if (found.getLong(IMAGE_SIZE_OFFSET) != imageSize) {
            throw foreign(
                    "an image of %d bytes, and this has %d".formatted(found.getLong(IMAGE_SIZE_OFFSET), imageSize));
        }
        if (found.getInt(IMAGE_CHECKSUM_OFFSET) != imageChecksum) {
            throw foreign("an image with another first cylinder");
        }
    }

    private static UnfitImage foreign(String owner) {
        return new UnfitImage("belongs to another image, or its image was changed: it was made for " + owner);
    }

    static int checksum(Octets bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.toArray());
        return (int) sum.getValue();
    }
}
