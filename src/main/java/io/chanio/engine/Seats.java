package io.chanio.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The numbered seats of a worker's lanes. A seat that was left is given again, so a number means one lane only until its
 * lane leaves.
 *
 * <p>Threads: the worker's.
 */
final class Seats {

    private final List<@Nullable Lane> lanes = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();

    /** Returns the number of the lane's seat. */
    int take(Lane lane) {
        Integer left = free.poll();
        if (left == null) {
            lanes.add(lane);
            return lanes.size() - 1;
        }
        lanes.set(left, lane);
        return left;
    }

    void leave(Lane lane) {
        int seat = lanes.indexOf(lane);
        if (seat >= 0) {
            lanes.set(seat, null);
            free.add(seat);
        }
    }

    /** Null when nobody sits there. */
    @Nullable
    Lane at(int seat) {
        return lanes.get(seat);
    }

    /** Seats there are, the empty ones among them. */
    int count() {
        return lanes.size();
    }

    /** Lanes that have a seat. */
    int taken() {
        return lanes.size() - free.size();
    }

    void each(Consumer<Lane> visit) {
        for (int seat = 0; seat < lanes.size(); seat++) {
            Lane lane = lanes.get(seat);
            if (lane != null) {
                visit.accept(lane);
            }
        }
    }
}
