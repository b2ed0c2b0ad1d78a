package io.chanio.engine;

import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.PathMask;
import io.chanio.css.Schib;
import io.chanio.port.Feature;
import io.chanio.port.Listing;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a lane shows of itself: the last that its owner made public.
 *
 * <p>Threads: {@link #view} and {@link #listed} from any; {@link #show} belongs to the lane's owner.
 */
final class LaneFace {

    private record Snapshot(
            LaneView.State state,
            Optional<String> reason,
            Optional<DeviceIdentity> identity,
            Seen seen,
            Optional<PathMask> reserved,
            Optional<JobId> running) {

        List<Object> apartFromJobs() {
            boolean busy = state == LaneView.State.BUSY;
            return List.of(busy ? LaneView.State.OPERATIONAL : state, reason, identity, seen.paths(), reserved);
        }
    }

    /** What the opened subchannel told of itself. */
    record Seen(Optional<Schib> schib, Optional<ChannelPaths> paths) {

        static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());
    }

    /** What showing it again is to those who hear of changes. */
    enum Showing {
        NEWS,
        /** Nothing changed, or only its jobs, of which they hear anyway. */
        NO_NEWS
    }

    private volatile Listing listing;
    private final Set<Feature> features;
    private final Set<Feature> missing;
    private final JobQueue queue;
    private volatile Snapshot shown;
    private boolean told;

    /** @param features of the opened port; empty where none is open */
    LaneFace(
            Listing listing,
            Optional<Set<Feature>> features,
            JobQueue queue,
            LaneView.State state,
            Optional<String> reason) {
        this.listing = listing;
        this.features = features.orElse(Set.of());
        this.missing = features.map(LaneFace::others).orElse(Set.of());
        this.queue = queue;
        this.shown = new Snapshot(state, reason, Optional.empty(), Seen.NOTHING, Optional.empty(), Optional.empty());
    }

    private static Set<Feature> others(Set<Feature> features) {
        EnumSet<Feature> others = EnumSet.allOf(Feature.class);
        others.removeAll(features);
        return Set.copyOf(others);
    }

    LaneView view() {
        Snapshot now = shown;
        Listing listed = listing;
        return new LaneView(
                listed.subchannel(),
                deviceNumber(now, listed),
                now.state(),
                now.reason(),
                listed.driver(),
                features,
                missing(now),
                now.identity().or(listed::device),
                now.seen().paths().or(listed::paths),
                now.reserved(),
                queue.depth(),
                queue.capacity(),
                now.running());
    }

    /** The inventory lists the subchannel so now. */
    void listed(Listing now) {
        listing = now;
    }

    private Set<Feature> missing(Snapshot now) {
        return now.state() == LaneView.State.CLOSED ? Set.of() : missing;
    }

    private static Optional<DeviceNumber> deviceNumber(Snapshot now, Listing listed) {
        return listed.deviceNumber().or(() -> now.seen().schib().flatMap(schib -> schib.pmcw()
                .deviceNumber(listed.subchannel().subchannelSet())));
    }

    Showing show(
            LaneView.State state,
            Optional<String> reason,
            Optional<DeviceIdentity> identity,
            Seen seen,
            Optional<PathMask> reserved,
            Optional<JobId> running) {
        Snapshot next = new Snapshot(state, reason, identity, seen, reserved, running);
        Snapshot last = shown;
        if (told && next.equals(last)) {
            return Showing.NO_NEWS;
        }
        shown = next;
        boolean news = !told || !next.apartFromJobs().equals(last.apartFromJobs());
        told = true;
        return news ? Showing.NEWS : Showing.NO_NEWS;
    }
}
