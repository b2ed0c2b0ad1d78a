package io.chanio.port.sim;

import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.port.Feature;
import java.util.ArrayDeque;
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
        synchronized (subchannel) {
            for (int i = 0; i < starts; i++) {
                arranged.add(fault);
            }
        }
    }

    /** Starts that still have a fault to meet. */
    public int outstanding() {
        synchronized (subchannel) {
            return arranged.size();
        }
    }

    /** Presents status that nobody asked for: attention, device end after not ready, state change. */
    public void presentUnsolicited(DeviceStatus status) {
        presentUnsolicited(status, Octets.EMPTY);
    }

    /** The same with concurrent sense data. */
    public void presentUnsolicited(DeviceStatus status, Octets sense) {
        subchannel.presentUnsolicited(status, sense);
    }

    /** From now on a unit check leaves its sense data in the device. */
    public void withholdConcurrentSense() {
        subchannel.withholdConcurrentSense();
    }

    /** The next {@code count} HALTs are accepted and never completed. */
    public void ignoreHalts(int count) {
        synchronized (subchannel) {
            ignoredHalts += count;
        }
    }

    /** The next {@code count} CLEARs are accepted and never completed. */
    public void ignoreClears(int count) {
        synchronized (subchannel) {
            ignoredClears += count;
        }
    }

    /** Whoever opens the subchannel from now on finds a kernel without {@code feature}. */
    public void withholdFeature(Feature feature) {
        synchronized (subchannel) {
            features.remove(feature);
        }
    }

    /** @param path 0 to 7 */
    public void losePath(int path) {
        subchannel.losePath(path);
    }

    /** @param path 0 to 7 */
    public void restorePath(int path) {
        subchannel.restorePath(path);
    }

    /** Takes the device away, for good. */
    public void removeDevice() {
        subchannel.removeDevice();
    }

    /** The operating system wants the device back. */
    public void requestDevice() {
        subchannel.requestDevice();
    }

    /** How often the user broke the rules: a START after a halt or clear whose IRB was not read yet. */
    public int violations() {
        synchronized (subchannel) {
            return violations;
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
