package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * To which channel paths a device belongs: the group of each path, the path that reserved the device, and those that found
 * it busy meanwhile, each of which is owed a device end once the device is free. The control unit keeps it, whoever opens
 * or resets the subchannel; here it lasts as long as the simulator.
 *
 * <p>Threads: one at a time, as its device.
 *
 * @see "IBM Multiprise 3000 Internal Disk Subsystem Reference Guide, Path Control Commands"
 */
final class Allegiance {

    static final int GROUP_LENGTH = 11;

    static final Octets NO_GROUP = Octets.zeros(GROUP_LENGTH);

    /** Holds the reservation in the place of a path of ours. */
    private static final PathMask ANOTHER_SYSTEM = PathMask.NONE;

    /** What a path is to the device, as far as reservations go. */
    enum Standing {
        NOT_RESERVED,
        RESERVED_HERE,
        RESERVED_ELSEWHERE
    }

    private final Map<PathMask, Octets> groups = new HashMap<>();
    private @Nullable PathMask holder;
    private PathMask turnedAway = PathMask.NONE;

    Standing of(PathMask path) {
        PathMask holding = holder;
        if (holding == null) {
            return Standing.NOT_RESERVED;
        }
        boolean same = holding.equals(path)
                || (!group(path).equals(NO_GROUP) && group(path).equals(group(holding)));
        return same ? Standing.RESERVED_HERE : Standing.RESERVED_ELSEWHERE;
    }

    /** From now on it is that of {@code path}, whoever had it before. */
    void reserveFor(PathMask path) {
        holder = path;
        turnedAway = turnedAway.without(path);
    }

    void reserveElsewhere() {
        holder = ANOTHER_SYSTEM;
    }

    void release() {
        holder = null;
    }

    /** Ends the reservation of another system, if that has it. */
    void releaseElsewhere() {
        if (ANOTHER_SYSTEM.equals(holder)) {
            release();
        }
    }

    /** A command over {@code path} found the device busy. */
    void turnAway(PathMask path) {
        turnedAway = new PathMask(turnedAway.bits() | path.bits());
    }

    /** Takes a path that was turned away and need not be any more; an empty mask for none. */
    PathMask takeFreed() {
        PathMask freed = holder == null ? turnedAway.leftmost() : PathMask.NONE;
        turnedAway = turnedAway.without(freed);
        return freed;
    }

    /** The group of the path that has the device reserved; that of {@code path} when none of ours has. */
    Octets groupOfHolder(PathMask path) {
        PathMask holding = holder;
        return group(holding == null ? path : holding);
    }

    Octets group(PathMask path) {
        return groups.getOrDefault(path, NO_GROUP);
    }

    void join(PathMask path, Octets group) {
        groups.put(path, group);
    }

    void leave(PathMask path) {
        groups.remove(path);
    }

    /** All paths of {@code group} leave it; a reservation stays with {@code path}, which asked for that. */
    void disband(Octets group, PathMask path) {
        if (of(path) == Standing.RESERVED_HERE) {
            holder = path;
        }
        groups.values().removeIf(group::equals);
    }
}
