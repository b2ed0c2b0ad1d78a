package io.chanio.engine;

import io.chanio.engine.HeldPort.Parting;
import io.chanio.port.Feature;
import io.chanio.port.Listing;
import java.util.Optional;
import java.util.Set;

/**
 * One subchannel in the roster: the lane that stands for it, and what the looks at the inventory have shown since. Decides
 * what a look asks for, and does none of it.
 *
 * <p>A port that was let go is not opened again while what the kernel took, or what the driver gave up, still stands there.
 * That it went is known when it was seen unusable or missing, or when {@link Listing#instance} is another. Only where the
 * kernel asked for the device and nothing came of it is the same instance opened again, after a while.
 *
 * <p>Threads: whoever rescans.
 */
final class Post {

    /** What a look at the inventory asks for. */
    enum Need {
        NOTHING,
        /** Open the subchannel, and let another lane stand for it. */
        OPENING,
        /** Let another lane stand for it that can't be used, and says why. */
        PLACEHOLDER,
        /** The kernel took an open subchannel: give it up. */
        DEPARTURE,
        /** See what its paths are: nothing else tells. */
        LOOK,
        /** There is nothing to tell of it: strike it off. */
        STRIKING
    }

    /** Looks in a row that must find an open subchannel gone: one alone may have come amid a change. */
    static final int ABSENCES = 2;

    /** Looks after which what the kernel asked for and left standing is opened again. */
    static final int LOOKS_BEFORE_SAME_AGAIN = 5;

    private final Worker worker;
    private Lane lane;
    private Listing newest;
    private int absences;
    private int looksSinceClosed;

    /** @param worker that owns all lanes of the subchannel, one after the other */
    Post(Lane lane, Worker worker) {
        this.lane = lane;
        this.worker = worker;
        this.newest = lane.listing();
    }

    Lane lane() {
        return lane;
    }

    Worker worker() {
        return worker;
    }

    /** Another lane stands for the subchannel. */
    void relieve(Lane next) {
        lane = next;
        newest = next.listing();
        absences = 0;
        looksSinceClosed = 0;
    }

    /** It is in the inventory. */
    Need listed(Listing now) {
        boolean changed = !now.equals(newest);
        newest = now;
        boolean usable = now.unusable().isEmpty();
        Optional<HeldPort> held = lane.held();
        if (held.isEmpty()) {
            return usable ? Need.OPENING : changed ? Need.PLACEHOLDER : Need.NOTHING;
        }
        lane.listed(now);
        if (!usable) {
            return absent(held.get());
        }
        Optional<Parting> parting = held.get().parting();
        return parting.isEmpty() ? stillOpen(held.get().features()) : whenClosed(held.get(), parting.get());
    }

    /** It is not in the inventory. */
    Need notListed() {
        Optional<HeldPort> held = lane.held();
        return held.isEmpty() ? Need.STRIKING : absent(held.get());
    }

    private Need absent(HeldPort held) {
        absences++;
        return held.parting().isEmpty() && absences >= ABSENCES ? Need.DEPARTURE : Need.NOTHING;
    }

    private Need stillOpen(Set<Feature> features) {
        absences = 0;
        // Reports tell of paths. That a device is back which was gone for a moment, the kernel tells nobody.
        boolean told = features.contains(Feature.CRW) && lane.view().state() != LaneView.State.NOT_OPERATIONAL;
        return !told && features.contains(Feature.SCHIB) ? Need.LOOK : Need.NOTHING;
    }

    private Need whenClosed(HeldPort held, Parting parting) {
        if (!held.closed().isDone()) {
            return Need.NOTHING;
        }
        looksSinceClosed++;
        boolean again = absences > 0
                || parting == Parting.RELEASED
                || isAnother()
                || (parting == Parting.REMOVED && looksSinceClosed > LOOKS_BEFORE_SAME_AGAIN);
        return again ? Need.OPENING : Need.NOTHING;
    }

    /** True when the inventory lists another than what was opened. */
    private boolean isAnother() {
        Listing opened = lane.listing();
        boolean named = opened.instance().isPresent() && newest.instance().isPresent();
        return named ? !opened.instance().equals(newest.instance()) : !opened.equals(newest);
    }
}
