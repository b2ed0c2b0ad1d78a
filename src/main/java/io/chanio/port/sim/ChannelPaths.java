package io.chanio.port.sim;

import io.chanio.css.Crw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.Pmcw;

/**
 * The channel paths of a subchannel.
 *
 * @param installed PIM
 * @param available PAM
 * @param firstChpid the identifier of path 0; the others follow
 */
record ChannelPaths(PathMask installed, PathMask available, int firstChpid) {

    private static final int INTERRUPTION_SUBCLASS = 3;
    private static final int CHPID_MASK = 0xFF;

    /** Channel path, permanent error and not initialized. */
    private static final int PATH_GONE = 0x0406_0000;

    /** Channel path, initialized. */
    private static final int PATH_BACK = 0x0402_0000;

    /** @param count 1 to 8 */
    static ChannelPaths of(int count, int firstChpid) {
        PathMask installed = new PathMask((0xFF << (PathMask.PATHS - count)) & 0xFF);
        return new ChannelPaths(installed, installed, firstChpid);
    }

    /** POM: simulated paths fail by not being available. */
    PathMask operational() {
        return PathMask.ALL;
    }

    private int chpid(int path) {
        return firstChpid + path & CHPID_MASK;
    }

    ChannelPaths without(int path) {
        return new ChannelPaths(installed, available.without(PathMask.ofPath(path)), firstChpid);
    }

    ChannelPaths with(int path) {
        PathMask mask = new PathMask(
                available.bits() | installed.and(PathMask.ofPath(path)).bits());
        return new ChannelPaths(installed, mask, firstChpid);
    }

    /** The channel report of a path that went. */
    Crw gone(int path) {
        return new Crw(PATH_GONE | chpid(path));
    }

    /** The channel report of a path that is back. */
    Crw back(int path) {
        return new Crw(PATH_BACK | chpid(path));
    }

    /** The PMCW of the enabled subchannel to which they lead. */
    Pmcw pmcw(DeviceNumber device) {
        return Pmcw.ZERO
                .with(Pmcw.Flag.ENABLED)
                .withInterruptionSubclass(INTERRUPTION_SUBCLASS)
                .withDeviceNumber(device)
                .withLogicalPaths(installed)
                .withPathsNotOperational(installed.without(available))
                .withInstalledPaths(installed)
                .withOperationalPaths(operational())
                .withAvailablePaths(available)
                .withChpids(chpids());
    }

    private Octets chpids() {
        int[] identifiers = new int[PathMask.PATHS];
        for (int path = 0; path < PathMask.PATHS; path++) {
            identifiers[path] = installed.has(path) ? chpid(path) : 0;
        }
        return Octets.of(identifiers);
    }
}
