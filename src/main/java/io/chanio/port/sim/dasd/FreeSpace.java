package io.chanio.port.sim.dasd;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * The gaps between what a compressed image uses, and where it ends.
 *
 * <p>Threads: one at a time, as its image.
 */
final class FreeSpace {

    /** A shorter gap has no room for its own entry in the chain of gaps. */
    static final int GAP_MIN = 8;

    private final NavigableMap<Long, Long> gaps;
    private long end;

    /** A place of {@code size} bytes, at least those that were asked for. */
    record Place(long position, int size) {}

    private FreeSpace(NavigableMap<Long, Long> gaps, long end) {
        this.gaps = gaps;
        this.end = end;
    }

    /** No gap yet in a file that ends at {@code end}. */
    static FreeSpace none(long end) {
        return new FreeSpace(new TreeMap<>(), end);
    }

    FreeSpace copy() {
        return new FreeSpace(new TreeMap<>(gaps), end);
    }

    /** Takes {@code length} bytes out of the smallest gap that has them, or at the end; a few more than leave no gap. */
    Place take(int length) {
        return take(length, left -> left >= 0);
    }

    /** Takes {@code length} bytes and no more. */
    Place takeExactly(int length) {
        return take(length, left -> left == 0 || left >= GAP_MIN);
    }

    private Place take(int length, LongPredicate allowed) {
        Map.Entry<Long, Long> best = null;
        for (Map.Entry<Long, Long> each : gaps.entrySet()) {
            if (allowed.test(each.getValue() - length) && (best == null || each.getValue() < best.getValue())) {
                best = each;
            }
        }
        if (best == null) {
            Place place = new Place(end, length);
            end += length;
            return place;
        }
        long position = best.getKey();
        long left = best.getValue() - length;
        gaps.remove(position);
        if (left < GAP_MIN) {
            return new Place(position, (int) (length + left));
        }
        gaps.put(position + length, left);
        return new Place(position, length);
    }

    /** Gives back {@code size} bytes, which become one gap with those beside them. */
    void release(long position, long size) {
        long from = position;
        long to = position + size;
        Map.Entry<Long, Long> before = gaps.lowerEntry(position);
        if (before != null && before.getKey() + before.getValue() == position) {
            from = before.getKey();
        }
        Long after = gaps.remove(to);
        if (after != null) {
            to += after;
        }
        gaps.put(from, to - from);
    }

    /** Each gap's position and length, in their order. */
    NavigableMap<Long, Long> gaps() {
        return gaps;
    }

    long end() {
        return end;
    }

    /** The position of the first gap; 0 where there is none. */
    long first() {
        return gaps.isEmpty() ? 0 : gaps.firstKey();
    }

    long total() {
        return gaps.values().stream().mapToLong(Long::longValue).sum();
    }

    long largest() {
        return gaps.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    int count() {
        return gaps.size();
    }
}
