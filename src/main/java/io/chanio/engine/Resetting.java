package io.chanio.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A reset on its way to the kernel, which may take long, and its answer on the way back.
 *
 * <p>Threads: the lane's owner asks and takes; the answer comes from another.
 */
final class Resetting {

    /** The kernel's answer; null while there is none to take. */
    private final AtomicReference<@Nullable Integer> answer = new AtomicReference<>();

    /** @param bell calls the lane's owner, from any thread */
    void ask(HeldPort held, Runnable bell) {
        held.reset(answered -> {
            answer.set(answered);
            bell.run();
        });
    }

    /** Hands the answer over, if one came. Returns how many that was. */
    int take(@Nullable Conductor conductor, long now) {
        Integer answered = answer.getAndSet(null);
        if (answered == null || conductor == null) {
            return 0;
        }
        conductor.resetEnded(answered, now);
        return 1;
    }
}
