package io.chanio.port.sim.dasd;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file as an image uses it: bytes at positions.
 *
 * <p>Threads: one at a time, as its image.
 */
interface ImageFile extends AutoCloseable {

    long size() throws IOException;

    /** Fills {@code target} from its position on; a file that ends before is an error. */
    void read(ByteBuffer target, long position) throws IOException;

    /** Bytes for reading only, from 0 to the capacity: a copy, or where the file is, if nobody writes to it. */
    default ByteBuffer view(long position, int length) throws IOException {
        ByteBuffer copy = ByteBuffer.allocate(length);
        read(copy, position);
        return copy.clear();
    }

    /** Writes all of {@code source}, growing the file where it must. A process that dies here may leave a part. */
    void write(ByteBuffer source, long position) throws IOException;

    /** Returns when what was written is on the medium. */
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /** Closes it and takes it out of its folder. */
    void discard() throws IOException;
}
