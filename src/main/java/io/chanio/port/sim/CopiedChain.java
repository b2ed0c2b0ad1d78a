package io.chanio.port.sim;

import io.chanio.css.Ccw;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One chain of CCWs as the driver copied it, format 1 whatever it was.
 *
 * @param address where it starts in the user's storage
 * @param ccws never empty
 * @param indirect the copied list of addresses of each CCW with indirect data addressing, by index
 */
record CopiedChain(int address, List<Ccw> ccws, Map<Integer, List<Long>> indirect) {

    CopiedChain {
        if (ccws.isEmpty()) {
            throw new IllegalArgumentException("a chain without CCWs");
        }
    }

    /** True when {@code target} lies from the first to the last CCW, both included. */
    boolean holds(int target) {
        return target >= address && target <= address + (ccws.size() - 1) * Ccw.LENGTH;
    }

    /** The user's address of the CCW at {@code index}, which may lie behind the last. */
    int addressOf(int index) {
        return address + index * Ccw.LENGTH;
    }

    @Nullable
    List<Long> indirectOf(int index) {
        return indirect.isEmpty() ? null : indirect.get(index);
    }
}
