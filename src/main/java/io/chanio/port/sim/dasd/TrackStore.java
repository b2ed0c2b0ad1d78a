package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the tracks of a volume are kept. A track is a number here, counted from the first of the volume on, and bytes from its
 * home address to its end mark.
 *
 * <p>Threads: one at a time, as its image.
 */
interface TrackStore extends AutoCloseable {

    boolean writable();

    /** The bytes of a track from 0 to the capacity, for reading only; more may follow its end mark. */
    ByteBuffer read(int track) throws IOException;

    /** Returns when the medium has the track; when it fails, the track is the old or the new one, and whole. */
    void write(int track, Octets image) throws IOException;

    @Override
    void close() throws IOException;
}
