package io.chanio.port.sim.dasd;

/**
 * A volume whose image is open: tracks that are read, and written where that is allowed. What kind of image it is, and
 * where changed tracks go, is its own business.
 *
 * <p>Threads: one at a time, as its device.
 */
interface CkdImage extends AutoCloseable {

    /** What reading a track gives. */
    sealed interface Reading {

        record Intact(Track track) implements Reading {}

        /** @param check what the device presents for it */
        record Unreadable(UnitCheck check) implements Reading {}
    }

    /** What became of writing a track. */
    sealed interface Writing {

        /** The medium has the whole track, and keeps it whatever becomes of this process. */
        record Written() implements Writing {}

        /** The volume is open for reading only. */
        record Protected() implements Writing {}

        /**
         * Nothing is promised but that the track is whole: as it was, or as it was to become.
         *
         * @param check what the device presents for it
         */
        record Failed(UnitCheck check) implements Writing {}
    }

    CkdGeometry geometry();

    int cylinders();

    /** Whether a write can be anything but {@link Writing.Protected}. */
    boolean writable();

    /** Reads the track at {@code address}, which the volume contains. */
    Reading read(TrackAddress address);

    /**
     * Puts {@code track}, whose address the volume contains, in the place of the one that is there: all of it or nothing.
     * It has to end as it must; what lies behind a damaged record can't be written.
     */
    Writing write(Track track);

    @Override
    void close();

    default boolean contains(TrackAddress address) {
        return address.cylinder() < cylinders() && address.head() < geometry().heads();
    }

    default TrackAddress lastAddress() {
        return new TrackAddress(cylinders() - 1, geometry().heads() - 1);
    }
}
