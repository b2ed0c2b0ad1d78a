package io.chanio.port.sim;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;

/**
 * The channel paths of a subchannel.
 *
 * @param installed PIM
 * @param available PAM
 * @param firstChpid the identifier of path 0; the others follow
 */
record ChannelPaths(PathMask installed, PathMask available, int firstChpid) {

    private static final int CHPID_MASK = 0xFF;

    /** @param count 1 to 8 */
    static ChannelPaths of(int count, int firstChpid) {
        PathMask installed = new PathMask((0xFF << (PathMask.PATHS - count)) & 0xFF);
        return new ChannelPaths(installed, installed, firstChpid);
    }

    /** POM: simulated paths fail by not being available. */
    PathMask operational() {
        return PathMask.ALL;
    }

    int chpid(int path) {
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

    Octets chpids() {
        int[] identifiers = new int[PathMask.PATHS];
        for (int path = 0; path < PathMask.PATHS; path++) {
            identifiers[path] = installed.has(path) ? chpid(path) : 0;
        }
        return Octets.of(identifiers);
    }
}
