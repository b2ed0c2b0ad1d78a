package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What stands before a track in an overlay, in one sector. It is written when the track is there. Numbers are big-endian.
 *
 * <pre>
 *    0          8       12       16         24        28      32      512
 *   +----------+-------+--------+----------+---------+-------+-------+
 *   | CHANIOTR | track | length | sequence | CRC-32C | CRC   | zeros |
 *   |          | number|        | number   | of track| of 0-27       |
 *   +----------+-------+--------+----------+---------+-------+-------+
 * </pre>
 *
 * @param sequence higher than that of every write before
 */
record OverlaySlot(int track, int length, long sequence, int checksum) {

    static final int LENGTH = 512;

    private static final long MAGIC = 0x4348_414E_494F_5452L; // CHANIOTR
    private static final int TRACK_OFFSET = 8;
    private static final int LENGTH_OFFSET = 12;
    private static final int SEQUENCE_OFFSET = 16;
    private static final int CHECKSUM_OFFSET = 24;
    private static final int OWN_CHECKSUM_OFFSET = 28;

    Octets toOctets() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.BIG_ENDIAN);
        bytes.putLong(0, MAGIC).putInt(TRACK_OFFSET, track).putInt(LENGTH_OFFSET, length);
        bytes.putLong(SEQUENCE_OFFSET, sequence).putInt(CHECKSUM_OFFSET, checksum);
        bytes.putInt(OWN_CHECKSUM_OFFSET, OverlayHeader.checksum(Octets.of(bytes, 0, OWN_CHECKSUM_OFFSET)));
        return Octets.of(bytes, 0, LENGTH);
    }

    /** Empty for zeros: a track that was never finished. */
    static Optional<OverlaySlot> read(Octets bytes) throws UnfitImage {
        if (bytes.equals(Octets.zeros(LENGTH))) {
            return Optional.empty();
        }
        ByteBuffer slot = ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.BIG_ENDIAN);
        if (slot.getLong(0) != MAGIC
                || slot.getInt(OWN_CHECKSUM_OFFSET) != OverlayHeader.checksum(bytes.first(OWN_CHECKSUM_OFFSET))) {
            throw new UnfitImage("is damaged: what stands before one of its tracks has a wrong checksum");
        }
        return Optional.of(new OverlaySlot(
                slot.getInt(TRACK_OFFSET),
                slot.getInt(LENGTH_OFFSET),
                slot.getLong(SEQUENCE_OFFSET),
                slot.getInt(CHECKSUM_OFFSET)));
    }
}
