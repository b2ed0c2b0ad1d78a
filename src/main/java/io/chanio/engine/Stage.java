package io.chanio.engine;

import io.chanio.css.SubchannelId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is on one subchannel, what must follow, and until when the lane waits; and all that acting on it needs.
 *
 * <p>Threads: the lane's owner. Its fields are its {@link Conductor}'s, {@link Programs}' and {@link Ladder}'s to change.
 */
final class Stage {

    static final long NEVER = Long.MAX_VALUE;

    final SubchannelId subchannel;
    final SubchannelFunctions functions;
    final PathInformation paths;
    final EngineTimes times;
    final LaneObserver observer;
    final Conductor.Listener listener;
    final Allegiance allegiance;
    final Starter starter;

    LaneState state = LaneState.IDLE;
    long deadline = NEVER;
    long lookAt = NEVER;

    /** Whose program is on the subchannel, or is to be started as soon as the driver takes it. */
    @Nullable
    Run run;

    /** What comes behind an owed sense. */
    @Nullable
    Run next;

    @Nullable
    OwedSense owed;

    /** What a job asked to be done to the subchannel, and since when. */
    @Nullable
    FunctionRun function;

    long functionSince;

    /** Why the ladder is climbed. */
    LadderCause cause = LadderCause.TIMED_OUT;

    /** The subchannel looked idle when it was looked at last. */
    boolean suspected;

    /** The kernel gets the device when nothing is on it any more. */
    boolean giveBack;

    /** The device went while a program was on it, and nobody read its end. */
    boolean unsettled;

    Stage(
            SubchannelId subchannel,
            SubchannelFunctions functions,
            EngineTimes times,
            Allegiance allegiance,
            LaneObserver observer,
            Conductor.Listener listener) {
        this.subchannel = subchannel;
        this.functions = functions;
        this.paths = new PathInformation(functions);
        this.times = times;
        this.observer = observer;
        this.listener = listener;
        this.allegiance = allegiance;
        this.starter = new Starter(subchannel, functions, paths, allegiance, observer, listener::deviceClass);
    }

    void enter(LaneState entered, long until, long look) {
        state = entered;
        deadline = until;
        lookAt = look;
    }

    Run active() {
        return Objects.requireNonNull(run, () -> "no run in state " + state);
    }

    static boolean isSense(@Nullable Run run) {
        return run != null && run.listener() instanceof OwedSense;
    }
}
