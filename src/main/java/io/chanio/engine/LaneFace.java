package io.chanio.engine;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.Schib;
import io.chanio.port.Feature;
import io.chanio.port.Listing;
import java.util.Optional;
import java.util.Set;

/**
 * What a lane shows of itself: the last that its owner made public.
 *
 * <p>Threads: {@link #view} from any; {@link #show} belongs to the lane's owner.
 */
final class LaneFace {

    private record Snapshot(
            LaneView.State state,
            Optional<String> reason,
            Optional<DeviceIdentity> identity,
            Optional<Schib> schib,
            Optional<JobId> running) {}

    private final Listing listing;
    private final Set<Feature> features;
    private final JobQueue queue;
    private volatile Snapshot shown;

    LaneFace(Listing listing, Set<Feature> features, JobQueue queue, LaneView.State state, Optional<String> reason) {
        this.listing = listing;
        this.features = features;
        this.queue = queue;
        this.shown = new Snapshot(state, reason, Optional.empty(), Optional.empty(), Optional.empty());
    }

    LaneView view() {
        Snapshot now = shown;
        return new LaneView(
                listing.subchannel(),
                listing.deviceNumber(),
                now.state(),
                now.reason(),
                features,
                now.identity(),
                now.schib(),
                queue.depth(),
                queue.capacity(),
                now.running());
    }

    void show(
            LaneView.State state,
            Optional<String> reason,
            Optional<DeviceIdentity> identity,
            Optional<Schib> schib,
            Optional<JobId> running) {
        Snapshot next = new Snapshot(state, reason, identity, schib, running);
        if (!next.equals(shown)) {
            shown = next;
        }
    }
}
