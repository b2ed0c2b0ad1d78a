package io.chanio.bench;

import io.chanio.engine.Footprint;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs the benchmarks that the arguments choose, as JMH's own main does, and says last how a job compares with its system
 * calls, and a READ TRACK with the copying of its bytes. {@code Footprint} and
 * {@code AcceptedJobs} are no benchmarks of JMH: the one measures heap and threads, the other the packaged service.
 */
public final class Benchmarks {

    private static final String JOB = "EngineJobBenchmark.job";
    private static final String SYSTEM_CALLS = "EngineJobBenchmark.systemCalls";

    private static final String READ_TRACK = "ReadTrackBenchmark.readTrack";
    private static final String COPY = "ReadTrackBenchmark.copy";
    private static final String FOOTPRINT = "Footprint";
    private static final String ACCEPTED_JOBS = "AcceptedJobs";
    private static final String IMAGE = "image";

    private Benchmarks() {}

    public static void main(String[] arguments)
            throws RunnerException, CommandLineOptionException, IOException, InterruptedException {
        if (arguments.length == 1 && arguments[0].equals(FOOTPRINT)) {
            Footprint.print();
            return;
        }
        if (arguments.length == 1 && arguments[0].equals(ACCEPTED_JOBS)) {
            AcceptedJobs.print();
            return;
        }
        Collection<RunResult> results = new Runner(new CommandLineOptions(arguments)).run();
        compare(results, "a job", JOB, "its system calls alone", SYSTEM_CALLS);
        compare(results, "READ TRACK", READ_TRACK, "the copying of its bytes", COPY);
    }

    private static void compare(
            Collection<RunResult> results, String whole, String benchmark, String part, String baseline) {
        for (RunResult each : results) {
            OptionalDouble least = score(results, baseline, each.getParams().getParam(IMAGE));
            if (each.getParams().getBenchmark().endsWith(benchmark) && least.isPresent()) {
                double score = each.getPrimaryResult().getScore();
                String image = each.getParams().getParam(IMAGE);
                System.out.printf(
                        Locale.ROOT,
                        "%s%s %.0f ns, %s %.0f ns, ratio %.2f%n",
                        whole,
                        image == null ? "" : " (" + image + ")",
                        score,
                        part,
                        least.getAsDouble(),
                        score / least.getAsDouble());
            }
        }
    }

    private static OptionalDouble score(Collection<RunResult> results, String benchmark, String image) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith(benchmark)
                        && Objects.equals(result.getParams().getParam(IMAGE), image))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst();
    }
}
