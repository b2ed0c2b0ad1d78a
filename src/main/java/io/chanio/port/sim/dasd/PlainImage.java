package io.chanio.port.sim.dasd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A volume whose tracks lie one after the other in a file, each in a space of the same length. Tracks are read when asked
 * for; the last one is kept.
 *
 * <p>Threads: one at a time, as its device.
 */
final class PlainImage implements CkdImage {

    private static final System.Logger LOGGER = System.getLogger(PlainImage.class.getName());

    private final Path path;
    private final ImageFile file;
    private final CkdGeometry geometry;
    private final int cylinders;
    private final boolean writable;
    private @Nullable Track lastTrack;

    PlainImage(Path path, ImageFile file, CkdGeometry geometry, int cylinders, boolean writable) {
        this.path = path;
        this.file = file;
        this.geometry = geometry;
        this.cylinders = cylinders;
        this.writable = writable;
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
        return writable;
    }

    @Override
    public Reading read(TrackAddress address) {
        Track kept = lastTrack;
        if (kept != null && kept.address().equals(address)) {
            return new Reading.Intact(kept);
        }
        ByteBuffer image = ByteBuffer.allocate(geometry.imageTrackLength());
        try {
            file.read(image, offset(address));
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

    @Override
    public Writing write(Track track) {
        if (!writable) {
            return new Writing.Protected();
        }
        if (track.ending() == Track.Ending.DAMAGED) {
            return new Writing.Failed(UnitCheck.EQUIPMENT_CHECK);
        }
        if (TrackFormat.length(track) > geometry.imageTrackLength()) {
            return new Writing.Failed(UnitCheck.INVALID_TRACK_FORMAT);
        }
        ByteBuffer image = ByteBuffer.allocate(geometry.imageTrackLength());
        TrackFormat.write(track, image);
        lastTrack = null;
        try {
            file.write(image, offset(track.address()));
            file.force();
        } catch (IOException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "volume image can't be written: image=" + path + " track=" + track.address(),
                    e);
            return new Writing.Failed(UnitCheck.EQUIPMENT_CHECK);
        }
        lastTrack = track;
        return new Writing.Written();
    }

    private long offset(TrackAddress address) {
        return CkdImageHeader.trackOffset(address, geometry);
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
