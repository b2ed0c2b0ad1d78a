package io.chanio.bench;

import io.chanio.api.PackagedApplication;
import io.chanio.ledger.postgres.PrivateCluster;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Durable jobs that the packaged service accepts from 1, 8, 64 and 512 clients at once, what each costs it in CPU and in
 * forced writes, and the same requests at a bare quarkus-rest that does nothing with them. Both are asked in turn, several
 * rounds long; what is printed are medians, and ratios within this run.
 */
final class AcceptedJobs {

    private static final int[] CLIENTS = {1, 8, 64, 512};
    private static final int ROUNDS = 3;
    private static final Duration TIME = Duration.ofSeconds(4);

    /** What the JVM compiles while it warms up must not be taken for the cost of a job. */
    private static final int WARM_UP_JOBS = 100_000;

    private static final int WARM_UP_CLIENTS = 64;

    /** More than a run makes: what is given up at the limit is not what is measured. */
    private static final String ROOM = "-Dchanio.ledger.max-jobs=10000000";

    private AcceptedJobs() {}

    static void print(Path folder) throws IOException, InterruptedException {
        try (Served bare = Served.bare();
                Served journal = chanio("journal", folder)) {
            measure(List.of(bare, journal));
        }
        PrivateCluster cluster = PrivateCluster.start().orElse(null);
        if (cluster == null) {
            return;
        }
        try (Served bare = Served.bare();
                Served postgresql = chanio("postgresql", folder, database(cluster))) {
            measure(List.of(bare, postgresql));
        } finally {
            cluster.remove();
        }
    }

    private static String[] database(PrivateCluster cluster) {
        return new String[] {
            "-Dchanio.ledger.kind=postgresql",
            "-Dchanio.ledger.postgresql.url=" + cluster.url(),
            "-Dchanio.ledger.postgresql.user=" + PrivateCluster.USER,
            "-Dchanio.ledger.postgresql.node=bench"
        };
    }

    private static Served chanio(String name, Path folder, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("-Dchanio.backend=simulator");
        options.add("-Dchanio.simulator.topology=" + BareMachine.topology(folder));
        options.add("-Dchanio.data=" + folder.resolve(name));
        options.add(ROOM);
        return Served.of("chanio, " + name, PackagedApplication.start(options.toArray(String[]::new)));
    }

    private static void measure(List<Served> services) throws InterruptedException, IOException {
        Vertx vertx = Vertx.vertx();
        try {
            for (Served service : services) {
                warmUp(vertx, service);
            }
            for (int clients : CLIENTS) {
                measure(vertx, services, clients);
            }
        } finally {
            vertx.close();
        }
    }

    private static void warmUp(Vertx vertx, Served service) throws InterruptedException {
        try (HttpLoad load = new HttpLoad(vertx, service.url(), WARM_UP_CLIENTS)) {
            for (long jobs = 0; jobs < WARM_UP_JOBS; ) {
                HttpLoad.Answers answers = load.run(TIME);
                if (answers.accepted() == 0) {
                    throw new IllegalStateException(service.name() + " accepts nothing: " + answers);
                }
                jobs += answers.accepted();
            }
        }
    }

    private static void measure(Vertx vertx, List<Served> services, int clients)
            throws InterruptedException, IOException {
        List<List<Measured>> runs = services.stream()
                .map(service -> (List<Measured>) new ArrayList<Measured>())
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (int which = 0; which < services.size(); which++) {
                runs.get(which).add(measure(vertx, services.get(which), clients, TIME));
            }
        }
        double least = median(runs.getFirst(), Measured::cpuMicros);
        for (int which = 0; which < services.size(); which++) {
            List<Measured> measured = runs.get(which);
            double cpu = median(measured, Measured::cpuMicros);
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %4d clients: %7.0f a second, CPU %6.1f us each (%.1f of bare), %.3f forced writes each, %d refused%n",
                    services.get(which).name(),
                    clients,
                    median(measured, Measured::rate),
                    cpu,
                    cpu / least,
                    median(measured, Measured::forcedWrites),
                    measured.stream().mapToLong(Measured::refused).sum());
        }
    }

    private static Measured measure(Vertx vertx, Served service, int clients, Duration time)
            throws InterruptedException, IOException {
        try (HttpLoad load = new HttpLoad(vertx, service.url(), clients)) {
            long cpu = service.cpuNanos();
            long forced = service.forcedWrites();
            HttpLoad.Answers answers = load.run(time);
            double accepted = Math.max(1, answers.accepted());
            return new Measured(
                    accepted / time.toSeconds(),
                    (service.cpuNanos() - cpu) / 1e3 / accepted,
                    (service.forcedWrites() - forced) / accepted,
                    answers.refused());
        }
    }

    private static double median(List<Measured> measured, ToDoubleFunction<Measured> value) {
        return measured.stream().mapToDouble(value).sorted().toArray()[measured.size() / 2];
    }

    /** One run of one service, per accepted job. */
    private record Measured(double rate, double cpuMicros, double forcedWrites, long refused) {}

    /** Runs it in a folder that is gone afterwards. */
    static void print() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("chanio-bench-");
        try {
            print(folder);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
