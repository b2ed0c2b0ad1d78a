package io.chanio.css;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The channel paths of a subchannel: of the path-management-control word, or as the kernel shows them of one that is not
 * open ({@code chpids}, {@code pimpampom}).
 *
 * @param chpids eight channel-path identifiers; one without an installed path means nothing
 * @param installed PIM
 * @param available PAM
 * @param operational POM
 * @see "SA22-7832 Principles of Operation, Path-Management-Control Word"
 */
public record ChannelPaths(Octets chpids, PathMask installed, PathMask available, PathMask operational) {

    public ChannelPaths {
        if (chpids.length() != PathMask.PATHS) {
            throw new IllegalArgumentException(chpids.length() + " channel-path identifiers are not 8");
        }
    }

    /** One installed path. */
    public record ChannelPath(int chpid, boolean available, boolean operational) {}

    /** The same, with those not available whose channel-path identifier is in {@code gone}. */
    public ChannelPaths without(Set<Integer> gone) {
        int bits = IntStream.range(0, PathMask.PATHS)
                .filter(path -> gone.contains(chpids.at(path)))
                .map(path -> PathMask.ofPath(path).bits())
                .reduce(0, (left, right) -> left | right);
        return new ChannelPaths(chpids, installed, available.without(new PathMask(bits)), operational);
    }

    /** The paths over which a start may go. */
    public PathMask usable() {
        return installed.and(available).and(operational);
    }

    /** The installed paths, from path 0 on. */
    public List<ChannelPath> paths() {
        return IntStream.range(0, PathMask.PATHS)
                .filter(installed::has)
                .mapToObj(path -> new ChannelPath(chpids.at(path), available.has(path), operational.has(path)))
                .toList();
    }
}
