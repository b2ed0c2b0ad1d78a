package io.chanio.port.sim.dasd;

import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of one device share: its volume, where it stands on it, the chain that runs, and the sense data that
 * are owed.
 *
 * <p>Threads: one at a time, as its device.
 */
final class Unit {

    private final CkdImage image;
    private final DasdControlUnit controlUnit;
    private final DeviceNumber number;
    private final TrackCursor cursor;
    private final SenseBytes senseBytes;
    private Chain chain;
    private PathMask path = PathMask.ofPath(0);
    private final Allegiance allegiance = new Allegiance();
    private @Nullable Octets owedSense;

    Unit(CkdImage image, DasdControlUnit controlUnit, DeviceNumber number) {
        this.image = image;
        this.controlUnit = controlUnit;
        this.number = number;
        this.cursor = new TrackCursor(image);
        this.senseBytes = new SenseBytes(image, number);
        this.chain = new Chain(image);
    }

    void startChain(PathMask used) {
        path = used;
        chain = new Chain(image);
        cursor.loseRecord();
    }

    /** Keeps the sense data of {@code check} until they are taken. */
    void owe(UnitCheck check) {
        owedSense = senseBytes.of(check, cursor.address());
    }

    /** The sense data that are owed, and forgets them. */
    Octets takeSense() {
        Octets owed = owedSense;
        owedSense = null;
        return owed != null ? owed : senseBytes.ofNone(cursor.address());
    }

    Allegiance allegiance() {
        return allegiance;
    }

    DeviceNumber number() {
        return number;
    }

    /** The path that the chain goes over. */
    PathMask path() {
        return path;
    }

    CkdImage image() {
        return image;
    }

    DasdControlUnit controlUnit() {
        return controlUnit;
    }

    /** The address of a track in four bytes of the parameters. */
    TrackAddress addressAt(Octets parameters, int offset) {
        return TrackAddress.at(parameters, offset, geometry().heads());
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
