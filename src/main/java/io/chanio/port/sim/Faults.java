package io.chanio.port.sim;

import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.port.Feature;
import io.chanio.port.sim.ChannelInterpreter.SenseMode;
import io.chanio.port.sim.FaultScript.Step;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The surface by which tests and game days make a simulated subchannel misbehave, and learn whether its user did. What is
 * arranged for a START is taken by the starts to come, one each, in order; the rest happens at once.
 *
 * <p>Threads: any.
 */
public final class Faults {

    /** HALTs, and CLEARs, that may still be ignored. */
    public static final int IGNORED_MAX = 1_000_000;

    private final Subchannel subchannel;
    private final Set<Feature> features = EnumSet.allOf(Feature.class);
    private FaultQueue arranged = queueOf(FaultScript.empty());
    private int ignoredHalts;
    private int ignoredClears;
    private int starts;
    private int violations;

    Faults(Subchannel subchannel) {
        this.subchannel = subchannel;
    }

    /** The starts to come meet what {@code script} says, instead of what was arranged before. */
    public void arrange(FaultScript script) {
        exclusively(() -> arranged = queueOf(script));
    }

    /** The next start that has none arranged yet meets {@code fault}. */
    public void arrange(Fault fault) {
        arrange(fault, 1);
    }

    /**
     * So do the next {@code times} ones.
     *
     * @throws IllegalArgumentException when more is arranged than a {@link FaultScript} may have
     */
    public void arrange(Fault fault, int times) {
        exclusively(() -> arranged = queueOf(arranged.followedBy(Step.always(fault, times))));
    }

    /** Nothing is arranged any more. */
    public void forgetArranged() {
        arrange(FaultScript.empty());
    }

    /** Starts that still have a fault to meet; with a script that repeats itself, those up to its end. */
    public int outstanding() {
        return under(() -> arranged.outstanding());
    }

    /** All there is to see. */
    public FaultsView view() {
        return under(() -> new FaultsView(
                starts,
                violations,
                arranged.outstanding(),
                arranged.script(),
                ignoredHalts,
                ignoredClears,
                subchannel.concurrentSense(),
                subchannel.paths().installed(),
                subchannel.paths().available(),
                subchannel.removed(),
                subchannel.turns().singly()));
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
        exclusively(() -> subchannel.deliverSense(SenseMode.OWED));
    }

    /** From now on a unit check brings its sense data along, as it does when nobody asks for anything else. */
    public void offerConcurrentSense() {
        exclusively(() -> subchannel.deliverSense(SenseMode.CONCURRENT));
    }

    /** The next {@code count} HALTs are accepted and never completed. */
    public void ignoreHalts(int count) {
        exclusively(() -> ignoredHalts = ignored(ignoredHalts, count));
    }

    /** The next {@code count} CLEARs are accepted and never completed. */
    public void ignoreClears(int count) {
        exclusively(() -> ignoredClears = ignored(ignoredClears, count));
    }

    /** Whoever opens the subchannel from now on finds a kernel without {@code feature}. */
    public void withholdFeature(Feature feature) {
        exclusively(() -> features.remove(feature));
    }

    /**
     * A path to this device goes, as when its link does: others that share the channel path keep theirs.
     *
     * @param path 0 to 7
     */
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
        exclusively(() -> subchannel.handover().driver().deviceRequested());
    }

    /**
     * Another system reserves the device.
     *
     * @throws IllegalArgumentException when it is none that can be reserved
     */
    public void reserveElsewhere() {
        exclusively(() -> subchannel.device().reserveElsewhere());
    }

    /** That system gives the device back; a path that found it busy is told so. */
    public void releaseElsewhere() {
        exclusively(() -> subchannel.releaseElsewhere());
    }

    /** From now on the subchannel takes no turn but those of {@link #step()}. */
    public void stepSingly() {
        exclusively(() -> subchannel.turns().stepSingly());
    }

    /** From now on the subchannel takes its turns by itself again. */
    public void goOn() {
        exclusively(() -> subchannel.goOn());
    }

    /**
     * Takes exactly one turn, whatever the device's latency.
     *
     * @throws IllegalStateException when the subchannel takes them by itself
     */
    public FaultsTurn step() {
        return under(() -> subchannel.step());
    }

    /** How often the user broke the rules: a START after a halt or clear whose IRB was not read yet. */
    public int violations() {
        return under(() -> violations);
    }

    void countViolation() {
        violations++;
    }

    /** What the start that is being made meets. */
    Fault take() {
        starts++;
        return arranged.next();
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

    private static FaultQueue queueOf(FaultScript script) {
        return new FaultQueue(script, new SplittableRandom(script.seed()));
    }

    private static int ignored(int before, int count) {
        if (count < 0 || count > IGNORED_MAX - before) {
            throw new IllegalArgumentException(
                    "%d more to ignore, after %d, are not 0 to %d".formatted(count, before, IGNORED_MAX));
        }
        return before + count;
    }

    private void exclusively(Runnable change) {
        subchannel.lock();
        try {
            change.run();
        } finally {
            subchannel.unlock();
        }
    }

    private <T> T under(Supplier<T> question) {
        subchannel.lock();
        try {
            return question.get();
        } finally {
            subchannel.unlock();
        }
    }
}
