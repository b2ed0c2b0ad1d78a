package io.chanio.engine;

import io.chanio.css.SubchannelId;
import io.chanio.port.Backend;
import io.chanio.port.Inventory;
import io.chanio.port.Listing;
import io.chanio.port.Opening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An inventory that lists what its script says; what it opens is a scripted port. */
final class ScriptedInventory implements Inventory {

    private final Map<SubchannelId, Listing> listings = new TreeMap<>();
    private final Map<SubchannelId, String> refusals = new HashMap<>();
    private final List<ScriptedPort> opened = new ArrayList<>();
    private final List<ScriptedPort> prepared = new ArrayList<>();
    private int attempts;
    private final Map<SubchannelId, Runnable> meanwhile = new HashMap<>();
    private boolean broken;
    private boolean openingBroken;

    /** From now on a subchannel is listed so. */
    void list(Listing listing) {
        listings.put(listing.subchannel(), listing);
    }

    void omit(SubchannelId subchannel) {
        listings.remove(subchannel);
    }

    void refuse(SubchannelId subchannel, String reason) {
        refusals.put(subchannel, reason);
    }

    void refuseNothing() {
        refusals.clear();
    }

    /** The next that is opened is this one. */
    ScriptedPort prepare(ScriptedPort port) {
        prepared.add(port);
        return port;
    }

    void breakListing() {
        broken = true;
    }

    /** From now on opening fails as no inventory may. */
    void breakOpening() {
        openingBroken = true;
    }

    /** What else goes on while this subchannel is being opened. */
    void whileOpening(SubchannelId subchannel, Runnable action) {
        meanwhile.put(subchannel, action);
    }

    void mendListing() {
        broken = false;
    }

    /** How often somebody tried to open a subchannel. */
    int attempts() {
        return attempts;
    }

    /** All ports that were opened, the newest last. */
    List<ScriptedPort> opened() {
        return opened;
    }

    @Override
    public Backend backend() {
        return Backend.VFIO;
    }

    @Override
    public List<Listing> list() {
        if (broken) {
            throw new IllegalStateException("sysfs is broken");
        }
        return List.copyOf(listings.values());
    }

    @Override
    public Opening open(Listing listing) {
        attempts++;
        if (openingBroken) {
            throw new IllegalStateException("a node is no node");
        }
        meanwhile.getOrDefault(listing.subchannel(), () -> {}).run();
        String refusal = refusals.get(listing.subchannel());
        if (refusal != null) {
            return new Opening.Refused(refusal);
        }
        ScriptedPort port = prepared.isEmpty() ? new ScriptedPort() : prepared.removeFirst();
        opened.add(port);
        return new Opening.Opened(port);
    }
}
