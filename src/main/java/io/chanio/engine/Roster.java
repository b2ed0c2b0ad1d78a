package io.chanio.engine;

import io.chanio.css.SubchannelId;
import io.chanio.port.Inventory;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import io.chanio.port.SubchannelPort;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which lane stands for which subchannel, and how that follows the inventory.
 *
 * <p>Threads: {@link #rescan} by one thread at a time; {@link #lanes} and {@link #stop} from any.
 */
final class Roster {

    private static final System.Logger LOGGER = System.getLogger(Roster.class.getName());

    private final Inventory inventory;
    private final EngineParts parts;
    private final List<Worker> workers;
    private final Map<SubchannelId, Post> posts = new TreeMap<>();
    private final List<Runnable> farewells = new ArrayList<>();
    private int placed;
    private boolean changed;
    private boolean blind;

    private volatile Map<SubchannelId, Lane> lanes = Map.of();
    private volatile boolean stopped;

    Roster(Inventory inventory, EngineParts parts, List<Worker> workers) {
        this.inventory = inventory;
        this.parts = parts;
        this.workers = List.copyOf(workers);
    }

    /** The lanes that stand for subchannels now, by subchannel. */
    Map<SubchannelId, Lane> lanes() {
        return lanes;
    }

    /** No subchannel is opened from now on. */
    void stop() {
        stopped = true;
    }

    /** Looks at the inventory, and opens, replaces and gives up lanes after it. */
    void rescan() {
        List<Listing> listed;
        try {
            listed = inventory.list();
            blind = false;
        } catch (RuntimeException e) {
            if (!blind) {
                LOGGER.log(Level.WARNING, "the subchannels can't be listed, chanio goes on with those it has", e);
            }
            blind = true;
            return;
        }
        try {
            follow(listed);
        } finally {
            publish();
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
        Opening opening = listing.unusable().<Opening>map(Opening.Refused::new).orElseGet(() -> open(listing));
        Lane lane = lane(listing, opening, worker);
        worker.take(lane);
        posts.put(listing.subchannel(), new Post(lane, worker));
        changed = true;
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
                dismiss(post);
                changed = true;
            }
        }
    }

    private void reopen(Post post, Listing listing) {
        Opening opening = open(listing);
        switch (opening) {
            case Opening.Opened ignored ->
                LOGGER.log(Level.INFO, "subchannel {0} can be used now", listing.subchannel());
            case Opening.Refused(String reason) -> {
                boolean known = reason.equals(post.lane().view().reason().orElse(""));
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

    private void relieve(Post post, Listing listing, Opening opening) {
        dismiss(post);
        Lane next = lane(listing, opening, post.worker());
        post.worker().take(next);
        post.relieve(next);
        changed = true;
    }

    private void dismiss(Post post) {
        Lane gone = post.lane();
        farewells.add(() -> post.worker().leave(gone));
    }

    private Opening open(Listing listing) {
        try {
            return unlessStopped(inventory.open(listing));
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "subchannel " + listing.subchannel() + ": opening it failed", e);
            return new Opening.Refused("opening it failed: " + e);
        }
    }

    /** The engine may have closed its ports while this one was being opened. */
    private Opening unlessStopped(Opening opening) {
        if (stopped && opening instanceof Opening.Opened(SubchannelPort port)) {
            port.close();
            return new Opening.Refused("chanio is stopping");
        }
        return opening;
    }

    private Lane lane(Listing listing, Opening opening, Worker worker) {
        return switch (opening) {
            case Opening.Opened(SubchannelPort port) -> Lane.open(listing, port, parts, worker);
            case Opening.Refused(String reason) -> Lane.unopened(listing, reason, parts, worker);
        };
    }

    /** First the new lanes, then the end of the old ones: nobody finds a lane that retired. */
    private void publish() {
        if (!changed) {
            return;
        }
        changed = false;
        Map<SubchannelId, Lane> next = new TreeMap<>();
        posts.forEach((subchannel, post) -> next.put(subchannel, post.lane()));
        lanes = Collections.unmodifiableMap(next);
        farewells.forEach(Runnable::run);
        farewells.clear();
    }
}
