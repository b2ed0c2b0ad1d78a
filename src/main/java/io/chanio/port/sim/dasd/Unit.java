package io.chanio.port.sim.dasd;

/**
 * What the commands of one device share: its volume, where it stands on it, and the chain that runs.
 *
 * <p>Threads: one at a time, as its device.
 */
final class Unit {

    private final CkdImage image;
    private final DasdControlUnit controlUnit;
    private final TrackCursor cursor;
    private Chain chain;

    Unit(CkdImage image, DasdControlUnit controlUnit) {
        this.image = image;
        this.controlUnit = controlUnit;
        this.cursor = new TrackCursor(image);
        this.chain = new Chain(image);
    }

    void startChain() {
        chain = new Chain(image);
    }

    CkdImage image() {
        return image;
    }

    DasdControlUnit controlUnit() {
        return controlUnit;
    }

    CkdGeometry geometry() {
        return image.geometry();
    }

    TrackCursor cursor() {
        return cursor;
    }

    Chain chain() {
        return chain;
    }
}
