package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What is about to be changed in an image, in a file of its own: whoever finds it whole makes the changes again. A log that
 * is not whole belongs to changes that were never begun. Numbers are big-endian.
 *
 * <pre>
 *    0          8         12        16       20
 *   +----------+---------+---------+--------+----------+----------+-------+-- ...
 *   | CHANIOIL | version | length  | CRC-32C| position | length   | bytes | the next patch
 *   |          |         | of body | of body| 8        | 4        |       |
 *   +----------+---------+---------+--------+----------+----------+-------+-- ...
 * </pre>
 *
 * <p>Threads: one at a time, as its image.
 */
final class IntentLog implements AutoCloseable {

    /** Longer ones are no work of ours: a change is a track and what points to it. */
    static final int BODY_LENGTH_MAX = 1 << 26;

    static final int HEADER_LENGTH = 20;

    private static final long MAGIC = 0x4348_414E_494F_494CL; // CHANIOIL
    private static final int VERSION = 1;
    private static final int VERSION_OFFSET = 8;
    private static final int BODY_LENGTH_OFFSET = 12;
    private static final int CHECKSUM_OFFSET = 16;
    private static final int PATCH_HEADER_LENGTH = 12;

    private final ImageFile file;

    IntentLog(ImageFile file) {
        this.file = file;
    }

    /** Returns when the medium has all of {@code patches}. */
    void record(List<Patch> patches) throws IOException {
        int length = patches.stream()
                .mapToInt(each -> PATCH_HEADER_LENGTH + each.bytes().length())
                .sum();
        if (length > BODY_LENGTH_MAX) {
            throw new IOException("a change of " + length + " bytes is longer than " + BODY_LENGTH_MAX);
        }
        ByteBuffer log = ByteBuffer.allocate(HEADER_LENGTH + length).order(ByteOrder.BIG_ENDIAN);
        log.position(HEADER_LENGTH);
        for (Patch each : patches) {
            log.putLong(each.position()).putInt(each.bytes().length());
            each.bytes().copyTo(log, log.position());
            log.position(log.position() + each.bytes().length());
        }
        log.flip();
        log.putLong(0, MAGIC).putInt(VERSION_OFFSET, VERSION).putInt(BODY_LENGTH_OFFSET, length);
        log.putInt(CHECKSUM_OFFSET, checksum(log));
        file.write(log, 0);
        file.force();
    }

    /** Nothing is left to do. Not forced: the same changes once more do no harm. */
    void clear() throws IOException {
        file.write(ByteBuffer.allocate(HEADER_LENGTH), 0);
    }

    /** The changes that were not ended; none where there are none, or where they were not begun. */
    List<Patch> pending() throws IOException {
        long size = file.size();
        if (size < HEADER_LENGTH) {
            return List.of();
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH);
        file.read(header, 0);
        if (header.getLong(0) != MAGIC) {
            return List.of();
        }
        if (header.getInt(VERSION_OFFSET) != VERSION) {
            throw new UnfitImage(
                    "has the form " + header.getInt(VERSION_OFFSET) + ", which this version does not know");
        }
        int length = header.getInt(BODY_LENGTH_OFFSET);
        if (length < 0 || length > BODY_LENGTH_MAX || HEADER_LENGTH + length > size) {
            return List.of();
        }
        ByteBuffer log = ByteBuffer.allocate(HEADER_LENGTH + length);
        file.read(log, 0);
        log.flip();
        return checksum(log) == header.getInt(CHECKSUM_OFFSET) ? patches(log) : List.of();
    }

    private static List<Patch> patches(ByteBuffer log) {
        List<Patch> found = new ArrayList<>();
        int offset = HEADER_LENGTH;
        while (offset < log.limit()) {
            int length = log.getInt(offset + Long.BYTES);
            found.add(new Patch(log.getLong(offset), Octets.of(log, offset + PATCH_HEADER_LENGTH, length)));
            offset += PATCH_HEADER_LENGTH + length;
        }
        return found;
    }

    private static int checksum(ByteBuffer log) {
        CRC32C sum = new CRC32C();
        sum.update(log.duplicate().position(HEADER_LENGTH));
        return (int) sum.getValue();
    }

    /** Closes it and takes it away: nothing is left to do. */
    void discard() throws IOException {
        file.discard();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
