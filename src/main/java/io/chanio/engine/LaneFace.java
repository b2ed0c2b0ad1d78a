package io.chanio.engine;

import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
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
                deviceNumber(now),
                now.state(),
                now.reason(),
                features,
                now.identity().or(listing::device),
                paths(now),
                queue.depth(),
                queue.capacity(),
                now.running());
    }

    private Optional<DeviceNumber> deviceNumber(Snapshot now) {
        return listing.deviceNumber().or(() -> now.schib()
                .flatMap(schib -> schib.pmcw().deviceNumber(listing.subchannel().subchannelSet())));
    }

    private Optional<ChannelPaths> paths(Snapshot now) {
        return now.schib().map(schib -> schib.pmcw().channelPaths()).or(listing::paths);
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
