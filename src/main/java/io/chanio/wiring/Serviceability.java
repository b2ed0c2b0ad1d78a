package io.chanio.wiring;

import io.chanio.engine.LaneView;
import io.chanio.port.Backend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether there is anything to serve, and if not, why.
 *
 * @param data what an operator reads
 */
record Serviceability(boolean ready, Map<String, String> data) {

    /** Subchannels whose reasons are told: an operator wants an idea, not a list of thousands. */
    static final int REASONS_MAX = 5;

    static Serviceability of(Backend backend, List<LaneView> lanes) {
        boolean ready = backend == Backend.SIMULATED || lanes.stream().anyMatch(Serviceability::usable);
        Map<String, String> data = new LinkedHashMap<>();
        if (!ready) {
            data.put(
                    "reason",
                    lanes.isEmpty() ? "the channel subsystem shows no I/O subchannel" : "no subchannel is usable");
            lanes.stream()
                    .limit(REASONS_MAX)
                    .forEach(lane ->
                            data.put(lane.subchannel().toString(), lane.reason().orElse("no reason is known")));
        }
        return new Serviceability(ready, data);
    }

    private static boolean usable(LaneView lane) {
        return switch (lane.state()) {
            case OPERATIONAL, BUSY -> true;
            case NOT_OPERATIONAL, QUARANTINED, ALLOCATED, CLOSED -> false;
        };
    }
}
