package io.chanio.engine;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long a NOP takes from its offer to its end, over the engine and the kernel's driver in the lab's guest. Stepped on
 * one thread, as the probe beside it is, so that both measure the same way. Arguments: how many to measure, and how many to
 * run before, for the compilers.
 */
final class NopMeasurement {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private NopMeasurement() {}

    public static void main(String[] arguments) {
        int measured = Integer.parseInt(arguments[0]);
        int before = Integer.parseInt(arguments[1]);
        try (LabEngine engine = new LabEngine()) {
            nanosOf(engine, before);
            long[] nanos = nanosOf(engine, measured);
            Arrays.sort(nanos);
            System.out.printf(
                    "bench engine NOP n=%d median_us=%d p99_us=%d%n",
                    measured, nanos[measured / 2] / 1000, nanos[measured * 99 / 100] / 1000);
        }
    }

    private static long[] nanosOf(LabEngine engine, int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            Job job = engine.run(LaneBed.nop(), TIMEOUT);
            nanos[i] = System.nanoTime() - began;
            if (!job.outcome().orElseThrow().completed()) {
                throw new IllegalStateException("a NOP did not end well: " + job);
            }
        }
        return nanos;
    }
}
