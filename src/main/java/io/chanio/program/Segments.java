package io.chanio.program;

import io.chanio.css.CommandType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The pieces in which the kernel copies a program: one from its start, one from each TIC target outside the pieces already
 * read. A piece goes on while CCWs chain, and over a TIC that leads back into it; any other TIC ends it.
 *
 * @see "linux drivers/s390/cio/vfio_ccw_cp.c: ccwchain_calc_length(), ccwchain_loop_tic()"
 */
final class Segments {

    /** As many as the driver follows. */
    static final int MAX = 16;

    /** @param end index behind the last CCW */
    private record Segment(int start, int end) {

        boolean has(int ccw) {
            return ccw >= start && ccw < end;
        }
    }

    private final List<ProgramCcw> ccws;
    private final List<Segment> segments = new ArrayList<>();

    Segments(List<ProgramCcw> ccws) {
        this.ccws = ccws;
        Deque<Integer> starts = new ArrayDeque<>();
        starts.add(0);
        while (!starts.isEmpty() && segments.size() <= MAX) {
            int start = starts.remove();
            if (segments.stream().noneMatch(segment -> segment.has(start))) {
                Segment segment = new Segment(start, endOf(start));
                segments.add(segment);
                addTargets(segment, starts);
            }
        }
    }

    boolean tooMany() {
        return segments.size() > MAX;
    }

    /** True when the copy stops at this TIC, so that nothing known stands behind it. */
    boolean endsCopy(int tic, int target) {
        return target > tic || segments.stream().anyMatch(segment -> segment.has(tic) && target < segment.start());
    }

    private void addTargets(Segment segment, Deque<Integer> starts) {
        for (int index = segment.start(); index < segment.end(); index++) {
            if (ccws.get(index).operand() instanceof Operand.Target(int target)
                    && target >= 0
                    && target < ccws.size()) {
                starts.add(target);
            }
        }
    }

    private int endOf(int start) {
        int index = start;
        while (index < ccws.size() - 1 && goesOn(start, index)) {
            index++;
        }
        return index + 1;
    }

    private boolean goesOn(int start, int index) {
        ProgramCcw ccw = ccws.get(index);
        if (ccw.type() == CommandType.TRANSFER_IN_CHANNEL) {
            return ccw.operand() instanceof Operand.Target(int target) && target >= start && target <= index;
        }
        return !ccw.end();
    }
}
