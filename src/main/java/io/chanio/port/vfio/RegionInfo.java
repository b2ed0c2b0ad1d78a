package io.chanio.port.vfio;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where a region of a device lies, and the chain of capabilities that say what it is. All fields in host order.
 *
 * <pre>
 *    0        4        8        12           16         24         32
 *   +--------+--------+--------+------------+----------+----------+----------------
 *   | argsz  | flags  | index  | cap_offset |   size   |  offset  | capabilities
 *   +--------+--------+--------+------------+----------+----------+----------------
 * </pre>
 *
 * @param argsz what the answer needs, with its capabilities
 * @param length bytes of the region
 * @param offset of the region in the device's file
 * @param type from the capability that tells it; empty for a region without one, which only index 0 may be
 * @see "linux include/uapi/linux/vfio.h, struct vfio_region_info"
 */
record RegionInfo(int argsz, long length, long offset, Optional<RegionType> type) {

    static final int LENGTH = 32;
    /** More than any chain of capabilities of this driver needs. */
    static final int LENGTH_MAX = 4096;

    static final int ARGSZ_OFFSET = 0;
    static final int FLAGS_OFFSET = 4;
    static final int INDEX_OFFSET = 8;
    static final int CAPABILITY_OFFSET = 12;
    static final int REGION_LENGTH_OFFSET = 16;
    static final int REGION_OFFSET_OFFSET = 24;

    private static final int HAS_CAPABILITIES = 1 << 3;

    /** What asks for it, with room for an answer of {@code length} bytes. */
    static ByteBuffer question(int index, int length) {
        return HostOrder.structure(length).putInt(ARGSZ_OFFSET, length).putInt(INDEX_OFFSET, index);
    }

    static RegionInfo decode(ByteBuffer answer) {
        boolean capabilities = (answer.getInt(FLAGS_OFFSET) & HAS_CAPABILITIES) != 0;
        return new RegionInfo(
                answer.getInt(ARGSZ_OFFSET),
                answer.getLong(REGION_LENGTH_OFFSET),
                answer.getLong(REGION_OFFSET_OFFSET),
                capabilities ? RegionType.find(answer, answer.getInt(CAPABILITY_OFFSET)) : Optional.empty());
    }
}
