package io.chanio.engine;

import io.chanio.css.PathMask;
import io.chanio.program.AssembledProgram;
import io.chanio.program.ChannelProgram;
import org.jspecify.annotations.Nullable;

/**
 * One program on its way over the subchannel, with all that its starts need to remember.
 *
 * <p>Threads: the lane's owner.
 */
final class Run {

    /** Is told what becomes of a run. */
    interface Listener {

        /** A START was accepted. */
        void started(long now);

        /** It is over; nothing of it is on the subchannel unless {@link RunResult#end()} says that nobody knows. */
        void ended(RunResult result, long now);
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final ChannelProgram program;
    private final PathMask paths;
    private final long deadline;
    private final Listener listener;

    private @Nullable AssembledProgram assembled;
    private @Nullable Gathering gathering;
    private long startedAt;
    private int pendings;
    private long retryUntil = NEVER;
    private long busyUntil = NEVER;
    private long busyPause;
    private long pause;
    private boolean ran;
    private boolean cleared;

    /**
     * @param paths those that it may take
     * @param deadline when its time is up, on the engine's monotonic clock
     */
    Run(ChannelProgram program, PathMask paths, long deadline, Listener listener) {
        this.program = program;
        this.paths = paths;
        this.deadline = deadline;
        this.listener = listener;
    }

    ChannelProgram program() {
        return program;
    }

    PathMask paths() {
        return paths;
    }

    long deadline() {
        return deadline;
    }

    Listener listener() {
        return listener;
    }

    @Nullable
    AssembledProgram assembled() {
        return assembled;
    }

    void assembledAs(AssembledProgram placed) {
        assembled = placed;
    }

    @Nullable
    Gathering gathering() {
        return gathering;
    }

    void accepted(AssembledProgram placed, long now) {
        gathering = new Gathering(placed);
        startedAt = now;
        retryUntil = NEVER;
        pause = 0;
        ran = true;
        listener.started(now);
    }

    /** The start was accepted and never executed. */
    void notExecuted() {
        gathering = null;
        ran = false;
    }

    /** As {@link #notExecuted}, because status was pending. Returns how often that was. */
    int statusWasPending() {
        notExecuted();
        return ++pendings;
    }

    /** True once it was executed, or may have been. */
    boolean ran() {
        return ran;
    }

    long channelNanos(long now) {
        return ran ? now - startedAt : 0;
    }

    /** True when a refused start may be tried again; the time for that begins with the first refusal. */
    boolean mayRetry(long now, long retryTime) {
        if (retryUntil == NEVER) {
            retryUntil = now + retryTime;
        }
        return now < retryUntil;
    }

    /** The next pause: twice the one before. */
    long nextPause(long min, long max) {
        pause = Math.min(max, Math.max(min, pause * 2));
        return pause;
    }

    /** True when a device that was busy may be tried again; the time for that begins with the first time it was. */
    boolean mayAwaitDevice(long now, long busyTime) {
        if (busyUntil == NEVER) {
            busyUntil = now + busyTime;
        }
        return now < busyUntil;
    }

    /** The next pause before a busy device is tried again: twice the one before. */
    long nextBusyPause(long min, long max) {
        busyPause = Math.min(max, Math.max(min, busyPause * 2));
        return busyPause;
    }

    /** True the first time: one clear is worth trying when the subchannel is busy with nothing that is ours. */
    boolean firstClear() {
        boolean first = !cleared;
        cleared = true;
        return first;
    }

    /** A clear made way: the refusals before it count no more. */
    void forgetRefusals() {
        retryUntil = NEVER;
        pause = 0;
    }
}
