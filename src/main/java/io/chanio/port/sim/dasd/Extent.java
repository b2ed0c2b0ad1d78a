package io.chanio.port.sim.dasd;

/**
 * Where a chain may go: from one track to another, both included.
 *
 * @param mask its file mask
 * @param attributes the global attributes byte
 * @param blockSize the longest block that the chain may announce; 0 where no extent was defined
 */
record Extent(FileMask mask, int attributes, int blockSize, TrackAddress first, TrackAddress last) {

    /** All of a volume, as before any DEFINE EXTENT. */
    static Extent whole(CkdImage image) {
        return new Extent(FileMask.NONE, 0, 0, new TrackAddress(0, 0), image.lastAddress());
    }

    boolean contains(TrackAddress address) {
        return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    Extent withMask(FileMask newMask) {
        return new Extent(newMask, attributes, blockSize, first, last);
    }
}
