package io.chanio.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the benchmarks that the arguments choose, as JMH's own main does, and says last how a job compares with its system calls. */
public final class Benchmarks {

    private static final String JOB = "EngineJobBenchmark.job";
    private static final String SYSTEM_CALLS = "EngineJobBenchmark.systemCalls";

    private Benchmarks() {}

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new CommandLineOptions(arguments)).run();
        OptionalDouble job = score(results, JOB);
        OptionalDouble calls = score(results, SYSTEM_CALLS);
        if (job.isPresent() && calls.isPresent()) {
            System.out.printf(
                    Locale.ROOT,
                    "a job %.0f ns, its system calls alone %.0f ns, ratio %.2f%n",
                    job.getAsDouble(),
                    calls.getAsDouble(),
                    job.getAsDouble() / calls.getAsDouble());
        }
    }

    private static OptionalDouble score(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith(benchmark))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst();
    }
}
