package io.chanio.port.sim.dasd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A plain CKD image that is open for reading. Tracks are read when asked for; the last one is kept.
 *
 * <p>Threads: one at a time, as its device.
 */
final class CkdImage implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(CkdImage.class.getName());

    private final Path path;
    private final FileChannel file;
    private final CkdGeometry geometry;
    private final int cylinders;
    private @Nullable Track lastTrack;

    /** What reading a track gives. */
    sealed interface Reading {

        record Intact(Track track) implements Reading {}

        /** @param check what the device presents for it */
        record Unreadable(UnitCheck check) implements Reading {}
    }

    CkdImage(Path path, FileChannel file, CkdGeometry geometry, int cylinders) {
        this.path = path;
        this.file = file;
        this.geometry = geometry;
        this.cylinders = cylinders;
    }

    CkdGeometry geometry() {
        return geometry;
    }

    int cylinders() {
        return cylinders;
    }

    boolean contains(TrackAddress address) {
        return address.cylinder() < cylinders && address.head() < CkdGeometry.HEADS;
    }

    TrackAddress lastAddress() {
        return new TrackAddress(cylinders - 1, CkdGeometry.HEADS - 1);
    }

    /** Reads the track at {@code address}, which the volume contains. */
    Reading read(TrackAddress address) {
        Track kept = lastTrack;
        if (kept != null && kept.address().equals(address)) {
            return new Reading.Intact(kept);
        }
        ByteBuffer image = ByteBuffer.allocate(geometry.imageTrackLength());
        try {
            fill(image, CkdImageHeader.trackOffset(address, geometry.imageTrackLength()));
        } catch (IOException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING, "volume image can't be read: image=" + path + " track=" + address, e);
            return new Reading.Unreadable(UnitCheck.EQUIPMENT_CHECK);
        }
        return TrackFormat.parse(image, address)
                .map(this::keep)
                .orElseGet(() -> new Reading.Unreadable(UnitCheck.INVALID_TRACK_FORMAT));
    }

    private Reading keep(Track track) {
        lastTrack = track;
        return new Reading.Intact(track);
    }

    private void fill(ByteBuffer image, long offset) throws IOException {
        while (image.hasRemaining()) {
            int read = file.read(image, offset + image.position());
            if (read < 0) {
                throw new IOException("the file ends at " + (offset + image.position()));
            }
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "volume image can't be closed: image=" + path, e);
        }
    }
}
