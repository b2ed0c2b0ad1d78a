package io.chanio.engine;

import io.chanio.css.SubchannelId;
import io.chanio.port.Inventory;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which lane stands for which subchannel, and how that follows the inventory. A lane is found as soon as it is made: an
 * opening that takes long holds up what comes behind it, but nothing that came before.
 *
 * <p>Threads: {@link #rescan} by one thread at a time; {@link #lanes} and {@link #stop} from any.
 */
final class Roster {

    private static final System.Logger LOGGER = System.getLogger(Roster.class.getName());

    private final Inventory inventory;
    private final EngineParts parts;
    private final List<Worker> workers;
    private final Backlog backlog;
    private final Map<SubchannelId, Post> posts = new TreeMap<>();
    private final Map<SubchannelId, Lane> lanes = new ConcurrentSkipListMap<>();
    private int placed;
    private boolean blind;

    /** Holds together that nothing stopped, and that a lane takes an opened port: who stops knows all lanes there will be. */
    private final Object placing = new Object();

    private volatile boolean stopped;

    Roster(Inventory inventory, EngineParts parts, List<Worker> workers) {
        this.inventory = inventory;
        this.parts = parts;
        this.workers = List.copyOf(workers);
        this.backlog = new Backlog(parts);
    }

    /** The lanes that stand for subchannels now, by subchannel. */
    Map<SubchannelId, Lane> lanes() {
        return Collections.unmodifiableMap(lanes);
    }

    /** There will be no other lanes than those there are. One that is being opened now is closed again, whenever that is. */
    void stop() {
        synchronized (placing) {
            stopped = true;
        }
    }

    Backlog backlog() {
        return backlog;
    }

    /** Looks at the inventory, and opens, replaces and gives up lanes after it. */
    void rescan() {
        look().ifPresent(this::follow);
        backlog.expire();
    }

    private Optional<List<Listing>> look() {
        try {
            List<Listing> listed = inventory.list();
            blind = false;
            return Optional.of(listed);
        } catch (RuntimeException e) {
            if (!blind) {
                LOGGER.log(Level.WARNING, "the subchannels can't be listed, chanio goes on with those it has", e);
            }
            blind = true;
            return Optional.empty();
        }
    }

    private void follow(List<Listing> listed) {
        Set<SubchannelId> seen = new HashSet<>();
        for (Listing listing : listed) {
            if (stopped) {
                return;
            }
            seen.add(listing.subchannel());
            Post post = posts.get(listing.subchannel());
            if (post == null) {
                enter(listing);
            } else {
                act(post, post.listed(listing), listing);
            }
        }
        for (Post post : List.copyOf(posts.values())) {
            if (!seen.contains(post.lane().subchannel())) {
                act(post, post.notListed(), post.lane().listing());
            }
        }
    }

    private void enter(Listing listing) {
        Worker worker = workers.get(placed++ % workers.size());
        Opening opening = listing.unusable().<Opening>map(Opening.Refused::new).orElseGet(() -> open(listing, ""));
        place(listing, opening, worker).ifPresent(lane -> posts.put(listing.subchannel(), new Post(lane, worker)));
    }

    private void act(Post post, Post.Need need, Listing listing) {
        switch (need) {
            case NOTHING -> {}
            case OPENING -> reopen(post, listing);
            case PLACEHOLDER ->
                relieve(post, listing, new Opening.Refused(listing.unusable().orElseThrow()));
            case DEPARTURE -> post.lane().askToGo();
            case LOOK -> post.lane().askToLook();
            case STRIKING -> {
                posts.remove(listing.subchannel());
                lanes.remove(listing.subchannel());
                post.worker().leave(post.lane());
                parts.observer().changed(post.lane().view().closed("it is listed no more"));
            }
        }
    }

    private void reopen(Post post, Listing listing) {
        String last = post.lane().view().reason().orElse("");
        Opening opening = open(listing, last);
        switch (opening) {
            case Opening.Opened ignored ->
                LOGGER.log(Level.INFO, "subchannel {0} can be used now", listing.subchannel());
            case Opening.Refused(String reason) -> {
                boolean known = reason.equals(last);
                if (!known) {
                    LOGGER.log(Level.WARNING, "subchannel {0} can''t be opened: {1}", listing.subchannel(), reason);
                }
                if (known
                        && post.lane().held().isEmpty()
                        && listing.equals(post.lane().listing())) {
                    return;
                }
            }
        }
        relieve(post, listing, opening);
    }

    /** First the new lane, then the end of the old one: nobody finds a lane that retired. */
    private void relieve(Post post, Listing listing, Opening opening) {
        Lane gone = post.lane();
        place(listing, opening, post.worker()).ifPresent(next -> {
            post.relieve(next);
            post.worker().leave(gone);
        });
    }

    /** @param last why it could not be opened the last time: what repeats itself with each look is logged once */
    private Opening open(Listing listing, String last) {
        try {
            return inventory.open(listing);
        } catch (RuntimeException e) {
            String reason = "opening it failed: " + e;
            if (!reason.equals(last)) {
                LOGGER.log(Level.ERROR, "subchannel " + listing.subchannel() + ": opening it failed", e);
            }
            return new Opening.Refused(reason);
        }
    }

    /** Lets a lane stand for the subchannel. Empty when chanio stops: then nothing stays open, and nobody hears of it. */
    private Optional<Lane> place(Listing listing, Opening opening, Worker worker) {
        synchronized (placing) {
            if (!stopped) {
                Lane lane = lane(listing, opening, worker);
                if (lane.held().isPresent()) {
                    lane.resume(backlog.take(listing.subchannel()));
                }
                worker.take(lane);
                lanes.put(listing.subchannel(), lane);
                return Optional.of(lane);
            }
        }
        if (opening instanceof Opening.Opened(SubchannelPort port)) {
            port.close();
        }
        return Optional.empty();
    }

    private Lane lane(Listing listing, Opening opening, Worker worker) {
        return switch (opening) {
            case Opening.Opened(SubchannelPort port) -> Lane.open(listing, port, parts, worker);
            case Opening.Refused(String reason) -> Lane.unopened(listing, reason, parts, worker);
        };
    }
}
