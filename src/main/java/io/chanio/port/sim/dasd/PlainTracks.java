package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Tracks that lie one after the other in a file, each in a space of the same length.
 *
 * <p>Threads: one at a time, as its image.
 */
final class PlainTracks implements TrackStore {

    private final RecoverableFile file;
    private final int trackLength;

    PlainTracks(RecoverableFile file, int trackLength) {
        this.file = file;
        this.trackLength = trackLength;
    }

    @Override
    public boolean writable() {
        return file.writable();
    }

    @Override
    public ByteBuffer read(int track) throws IOException {
        return file.view(offset(track), trackLength);
    }

    @Override
    public void write(int track, Octets image) throws IOException {
        file.change(List.of(new Patch(offset(track), image)));
    }

    private long offset(int track) {
        return CkdImageHeader.LENGTH + (long) track * trackLength;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
