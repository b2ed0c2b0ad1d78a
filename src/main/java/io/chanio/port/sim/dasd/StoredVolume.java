package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A volume over the tracks of its image. Tracks are read when asked for; the last one is kept.
 *
 * <p>Threads: one at a time, as its device.
 */
final class StoredVolume implements CkdImage {

    private static final System.Logger LOGGER = System.getLogger(StoredVolume.class.getName());

    private final Path path;
    private final TrackStore tracks;
    private final CkdGeometry geometry;
    private final int cylinders;
    private @Nullable Track lastTrack;

    /** @param path what the log calls it */
    StoredVolume(Path path, TrackStore tracks, CkdGeometry geometry, int cylinders) {
        this.path = path;
        this.tracks = tracks;
        this.geometry = geometry;
        this.cylinders = cylinders;
    }

    @Override
    public CkdGeometry geometry() {
        return geometry;
    }

    @Override
    public int cylinders() {
        return cylinders;
    }

    @Override
    public boolean writable() {
        return tracks.writable();
    }

    @Override
    public Reading read(TrackAddress address) {
        Track kept = lastTrack;
        if (kept != null && kept.address().equals(address)) {
            return new Reading.Intact(kept);
        }
        try {
            ByteBuffer image = tracks.read(number(address));
            return TrackFormat.parse(image, address)
                    .map(this::keep)
                    .orElseGet(() -> new Reading.Unreadable(UnitCheck.INVALID_TRACK_FORMAT));
        } catch (IOException | InternalError e) {
            // InternalError: the file is mapped, and was made shorter.
            warn("read", address, e);
            return new Reading.Unreadable(UnitCheck.EQUIPMENT_CHECK);
        }
    }

    private Reading keep(Track track) {
        lastTrack = track;
        return new Reading.Intact(track);
    }

    @Override
    public Writing write(Track track) {
        if (!writable()) {
            return new Writing.Protected();
        }
        if (track.ending() == Track.Ending.DAMAGED) {
            return new Writing.Failed(UnitCheck.EQUIPMENT_CHECK);
        }
        int length = TrackFormat.length(track);
        if (length > geometry.imageTrackLength()) {
            return new Writing.Failed(UnitCheck.INVALID_TRACK_FORMAT);
        }
        ByteBuffer image = ByteBuffer.allocate(length);
        TrackFormat.write(track, image);
        lastTrack = null;
        try {
            tracks.write(number(track.address()), Octets.of(image, 0, length));
        } catch (IOException e) {
            warn("written", track.address(), e);
            return new Writing.Failed(UnitCheck.EQUIPMENT_CHECK);
        }
        lastTrack = track;
        return new Writing.Written();
    }

    private int number(TrackAddress address) {
        return address.cylinder() * geometry.heads() + address.head();
    }

    private void warn(String done, TrackAddress address, Throwable cause) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "volume image can't be " + done + ": image=" + path + " track=" + address,
                cause);
    }

    @Override
    public void close() {
        try {
            tracks.close();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "volume image can't be closed: image=" + path, e);
        }
    }
}
