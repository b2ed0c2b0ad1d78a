package io.chanio.port.vfio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives things back, one after the other. */
final class Release {

    private Release() {}

    /** Runs all {@code steps}, whichever fail; then throws what the first failing one threw. */
    static void inOrder(List<Runnable> steps) {
        RuntimeException first = null;
        for (Runnable step : steps) {
            first = joined(first, run(step));
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException run(Runnable step) {
        try {
            step.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static @Nullable RuntimeException joined(
            @Nullable RuntimeException first, @Nullable RuntimeException next) {
        if (first != null && next != null) {
            first.addSuppressed(next);
        }
        return first == null ? next : first;
    }
}
