package io.chanio.port.sim;

import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.port.Feature;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;

/**
 * The surface by which tests make a simulated subchannel misbehave, and learn whether its user did. What is arranged for a
 * START is taken by the starts to come, one each, in order; the rest happens at once.
 *
 * <p>Threads: any.
 */
public final class Faults {

    private final Subchannel subchannel;
    private final Queue<Fault> arranged = new ArrayDeque<>();
    private final Set<Feature> features = EnumSet.allOf(Feature.class);
    private int ignoredHalts;
    private int ignoredClears;
    private int violations;

    Faults(Subchannel subchannel) {
        this.subchannel = subchannel;
    }

    /** The next start that has none arranged yet meets {@code fault}. */
    public void arrange(Fault fault) {
        arrange(fault, 1);
    }

    /** So do the next {@code starts} ones. */
    public void arrange(Fault fault, int starts) {
        exclusively(() -> arranged.addAll(Collections.nCopies(starts, fault)));
    }

    /** Starts that still have a fault to meet. */
    public int outstanding() {
        subchannel.lock();
        try {
            return arranged.size();
        } finally {
            subchannel.unlock();
        }
    }

    /** Presents status that nobody asked for: attention, device end after not ready, state change. */
    public void presentUnsolicited(DeviceStatus status) {
        presentUnsolicited(status, Octets.EMPTY);
    }

    /** The same with concurrent sense data. */
    public void presentUnsolicited(DeviceStatus status, Octets sense) {
        exclusively(() -> subchannel.presentUnsolicited(status, sense));
    }

    /** From now on a unit check leaves its sense data in the device. */
    public void withholdConcurrentSense() {
        exclusively(() -> subchannel.withholdConcurrentSense());
    }

    /** The next {@code count} HALTs are accepted and never completed. */
    public void ignoreHalts(int count) {
        exclusively(() -> ignoredHalts += count);
    }

    /** The next {@code count} CLEARs are accepted and never completed. */
    public void ignoreClears(int count) {
        exclusively(() -> ignoredClears += count);
    }

    /** Whoever opens the subchannel from now on finds a kernel without {@code feature}. */
    public void withholdFeature(Feature feature) {
        exclusively(() -> features.remove(feature));
    }

    /** @param path 0 to 7 */
    public void losePath(int path) {
        exclusively(() -> subchannel.losePath(path));
    }

    /** @param path 0 to 7 */
    public void restorePath(int path) {
        exclusively(() -> subchannel.restorePath(path));
    }

    /** Takes the device away, for good. */
    public void removeDevice() {
        exclusively(() -> subchannel.removeDevice());
    }

    /** The operating system wants the device back. */
    public void requestDevice() {
        exclusively(() -> subchannel.requestDevice());
    }

    /** How often the user broke the rules: a START after a halt or clear whose IRB was not read yet. */
    public int violations() {
        subchannel.lock();
        try {
            return violations;
        } finally {
            subchannel.unlock();
        }
    }

    private void exclusively(Runnable change) {
        subchannel.lock();
        try {
            change.run();
        } finally {
            subchannel.unlock();
        }
    }

    void countViolation() {
        violations++;
    }

    /** What the start that is being made meets. */
    Fault take() {
        Fault next = arranged.poll();
        return next == null ? new Fault.None() : next;
    }

    Set<Feature> featuresLeft() {
        return Set.copyOf(features);
    }

    boolean ignoresHalt() {
        boolean ignores = ignoredHalts > 0;
        ignoredHalts -= ignores ? 1 : 0;
        return ignores;
    }

    boolean ignoresClear() {
        boolean ignores = ignoredClears > 0;
        ignoredClears -= ignores ? 1 : 0;
        return ignores;
    }
}
