package io.chanio.css;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Subchannel-information block: what STORE SUBCHANNEL stores.
 *
 * <pre>
 *       +--------------------------------------------------+
 *  +0   |            PMCW, 28 bytes                        |
 *       +--------------------------------------------------+
 *  +28  |            SCSW, 12 bytes                        |
 *       +--------------------------------------------------+
 *  +40  |            measurement-block address             |
 *  +44  |                                                  |
 *       +--------------------------------------------------+
 *  +48  |              model-dependent area                |
 *       +--------------------------------------------------+
 * </pre>
 *
 * @see "SA22-7832 Principles of Operation, ch. 15, Subchannel-Information Block"
 * @see "linux drivers/s390/cio/cio.h, struct schib"
 */
public record Schib(Pmcw pmcw, Scsw scsw, long measurementBlockAddress, int modelDependent) {

    public static final int LENGTH = 52;

    static final int PMCW_OFFSET = 0;
    static final int SCSW_OFFSET = 28;
    static final int MEASUREMENT_BLOCK_ADDRESS_OFFSET = 40;
    static final int MODEL_DEPENDENT_OFFSET = 48;

    /** A SCHIB with no measurement block and nothing model-dependent. */
    public static Schib of(Pmcw pmcw, Scsw scsw) {
        return new Schib(pmcw, scsw, 0, 0);
    }

    /** Reads the SCHIB that starts at {@code offset}. The buffer's own byte order is ignored. */
    public static Schib decode(ByteBuffer source, int offset) {
        ByteBuffer area = source.duplicate().order(ByteOrder.BIG_ENDIAN);
        return new Schib(
                Pmcw.decode(area, offset + PMCW_OFFSET),
                Scsw.decode(area, offset + SCSW_OFFSET),
                area.getLong(offset + MEASUREMENT_BLOCK_ADDRESS_OFFSET),
                area.getInt(offset + MODEL_DEPENDENT_OFFSET));
    }

    /** Writes the SCHIB from {@code offset} on. The buffer's own byte order is ignored. */
    public void encode(ByteBuffer target, int offset) {
        ByteBuffer area = target.duplicate().order(ByteOrder.BIG_ENDIAN);
        pmcw.encode(area, offset + PMCW_OFFSET);
        scsw.encode(area, offset + SCSW_OFFSET);
        area.putLong(offset + MEASUREMENT_BLOCK_ADDRESS_OFFSET, measurementBlockAddress);
        area.putInt(offset + MODEL_DEPENDENT_OFFSET, modelDependent);
    }

    /** The 52 bytes. */
    public Octets octets() {
        ByteBuffer block = ByteBuffer.allocate(LENGTH);
        encode(block, 0);
        return Octets.of(block, 0, LENGTH);
    }

    public Schib withScsw(Scsw status) {
        return new Schib(pmcw, status, measurementBlockAddress, modelDependent);
    }

    public Schib withPmcw(Pmcw word) {
        return new Schib(word, scsw, measurementBlockAddress, modelDependent);
    }
}
