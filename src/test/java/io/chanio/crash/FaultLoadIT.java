package io.chanio.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chanio.api.PackagedApplication;
import io.chanio.crash.SteadyLoad.Seen;
import io.chanio.engine.EngineLimits;
import io.chanio.port.sim.dasd.DemonstrationVolume;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault of the simulator under load: each job ends within its time and that of the ladder, and the subchannels that
 * have no fault don't notice. Undisturbed phases and disturbed ones take turns, so that what else the machine does
 * meanwhile meets both.
 *
 * <p>{@code -Dchanio.fault.rounds=N} for more rounds, {@code -Dchanio.fault.seed=N} for others.
 */
class FaultLoadIT {

    private static final int ROUNDS = Integer.getInteger("chanio.fault.rounds", 3);
    private static final long SEED = Long.getLong("chanio.fault.seed", 1);

    private static final List<String> NEIGHBOURS = disks(0x100, 8);
    private static final List<String> VICTIMS = disks(0x200, 8);
    /** One for each fault or action after which a device serves nobody any more. */
    private static final List<String> DOOMED = disks(0x300, 4);

    private static final int CLIENTS_OF_VICTIM = 2;

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    /** Long enough for a busy machine to cause none. */
    private static final Duration TIMEOUT_OF_NEIGHBOURS = Duration.ofSeconds(10);

    /** Halt, clear, clear again. */
    private static final int RUNGS = 3;
    /** For the journal's disk and for a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private static final Duration BOUND =
            TIMEOUT.plus(EngineLimits.DEFAULT.rungTime().multipliedBy(RUNGS)).plus(SLACK);

    /** By how much the undisturbed may be slower, in the slowest of a hundred. */
    private static final double SLOWER_MAX = 2.0;

    private static final String NO_FAULT = "{\"steps\":[{\"fault\":\"NONE\"}]}";
    /** Of the neighbours in each phase: what the slowest of a hundred takes is told by five of them at least. */
    private static final int JOBS_OF_PHASE = 500;

    private static final int PAUSE_MILLIS = 100;
    private static final Duration SETTLING_MAX = Duration.ofSeconds(40);
    /** As of a quick disk: so a job takes what a job takes, not what its bookkeeping takes. */
    private static final int LATENCY_MICROS = 1_000;

    private final Random random = new Random(SEED);
    private final Path folder;
    private int quarantines;

    FaultLoadIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void keepsEachFaultToItsSubchannelAndEndsEachJobInTime() throws Exception {
        try (PackagedApplication chanio = start()) {
            HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            Client client = new Client(http, chanio.url());
            Set<String> workers = workers(client);
            FaultPlan plan = FaultPlan.of(client);
            SteadyLoad load =
                    new SteadyLoad(client, NEIGHBOURS.size() + CLIENTS_OF_VICTIM * VICTIMS.size() + DOOMED.size());
            try {
                submitTo(load);
                awaitJobs(load, 0);
                for (int round = 0; round < ROUNDS; round++) {
                    load.enter(undisturbed(round));
                    awaitJobs(load, undisturbed(round));
                    load.enter(disturbed(round));
                    disturb(client, plan, round);
                    awaitJobs(load, disturbed(round));
                    load.enter(0);
                    settle(client);
                }
            } finally {
                load.stop();
            }
            judge(load);
            judge(client, workers);
            compare(load, plan);
        }
    }

    private static int undisturbed(int round) {
        return 2 * round + 1;
    }

    private static int disturbed(int round) {
        return 2 * round + 2;
    }

    private static void submitTo(SteadyLoad load) {
        NEIGHBOURS.forEach(each -> load.begin(each, program(TIMEOUT_OF_NEIGHBOURS)));
        DOOMED.forEach(each -> load.begin(each, program(TIMEOUT)));
        for (int client = 0; client < CLIENTS_OF_VICTIM; client++) {
            VICTIMS.forEach(each -> load.begin(each, program(TIMEOUT)));
        }
    }

    private void disturb(Client client, FaultPlan plan, int round) throws IOException, InterruptedException {
        if (round == 0) {
            doom(client, plan);
            for (String action : plan.deafening()) {
                act(client, VICTIMS.getFirst(), action);
            }
        }
        for (String victim : VICTIMS) {
            client.send("PUT", faults(victim) + "/script", plan.script(random));
        }
        for (String action : plan.actions()) {
            for (String victim : VICTIMS) {
                act(client, victim, action);
            }
            pass(PAUSE_MILLIS);
        }
        long until = System.nanoTime() + SETTLING_MAX.toNanos();
        while (!isThrough(client) && System.nanoTime() < until) {
            mend(client);
            pass(PAUSE_MILLIS);
        }
        assertThat(isThrough(client)).as("all faults were met").isTrue();
    }

    private static void doom(Client client, FaultPlan plan) throws IOException, InterruptedException {
        int next = 0;
        for (String script : plan.lastScripts()) {
            client.send("PUT", faults(DOOMED.get(next++)) + "/script", script);
        }
        for (String action : plan.lastActions()) {
            act(client, DOOMED.get(next++), action);
        }
    }

    private static boolean isThrough(Client client) throws IOException, InterruptedException {
        for (String victim : VICTIMS) {
            if (client.get(faults(victim), 0).path("outstanding").asInt() > 0) {
                return false;
            }
        }
        return true;
    }

    /** Ends what was begun for good, so that the faults go on: paths that are gone, disks that others have, quarantines. */
    private void mend(Client client) throws IOException, InterruptedException {
        for (String victim : VICTIMS) {
            for (String action : FaultPlan.mending()) {
                act(client, victim, action);
            }
            if (client.get(path(victim), 0).path("state").asText().equals("QUARANTINED")) {
                // What chanio asks a device that it opens anew shall meet none: it has ten seconds for that.
                client.send("PUT", faults(victim) + "/script", NO_FAULT);
                client.send("POST", path(victim) + "/release-quarantine", "");
                quarantines++;
            }
        }
    }

    /** Every one of them serves again. */
    private void settle(Client client) throws IOException, InterruptedException {
        for (String victim : VICTIMS) {
            long until = System.nanoTime() + SETTLING_MAX.toNanos();
            while (!serves(client, victim) && System.nanoTime() < until) {
                mend(client);
                pass(PAUSE_MILLIS);
            }
            assertThat(serves(client, victim)).as("%s serves again", victim).isTrue();
        }
    }

    private static boolean serves(Client client, String victim) throws IOException, InterruptedException {
        return client.run(victim, program(TIMEOUT_OF_NEIGHBOURS), (int) TIMEOUT_OF_NEIGHBOURS.toSeconds())
                .map(job -> job.path("state").asText().equals("SUCCEEDED"))
                .orElse(false);
    }

    private static void judge(SteadyLoad load) {
        assertThat(load.failures()).isEmpty();
        assertThat(load.refused()).as("refused").doesNotContainAnyElementsOf(NEIGHBOURS);
        assertThat(load.seen()).allSatisfy(seen -> {
            assertThat(seen.job().has("finishedAt")).as("an end of %s", seen).isTrue();
            if (NEIGHBOURS.contains(seen.subchannel())) {
                assertThat(seen.succeeded()).as("%s", seen).isTrue();
            } else {
                assertThat(took(seen)).as("%s", seen).isLessThanOrEqualTo(BOUND);
            }
        });
    }

    private static Duration took(Seen seen) {
        return Duration.between(
                Instant.parse(seen.job().path("submittedAt").asText()),
                Instant.parse(seen.job().path("finishedAt").asText()));
    }

    private void judge(Client client, Set<String> workers) throws IOException, InterruptedException {
        for (List<String> subchannels : List.of(NEIGHBOURS, VICTIMS, DOOMED)) {
            for (String each : subchannels) {
                assertThat(client.get(faults(each), 0).path("violations").asInt(-1))
                        .as("broken rules at %s", each)
                        .isZero();
            }
        }
        assertThat(quarantines).as("quarantines").isPositive();
        assertThat(workers(client)).isEqualTo(workers);
    }

    /** The workers, all of which are alive. */
    private static Set<String> workers(Client client) throws IOException, InterruptedException {
        JsonNode live = client.get("/q/health/live", 0);
        assertThat(live.path("status").asText()).isEqualTo("UP");
        Set<String> names = new TreeSet<>();
        live.path("checks").path(0).path("data").fieldNames().forEachRemaining(names::add);
        assertThat(names).isNotEmpty();
        return names;
    }

    private void compare(SteadyLoad load, FaultPlan plan) {
        List<Long> quiet = new ArrayList<>();
        List<Long> loud = new ArrayList<>();
        List<Double> slower = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            quiet.add(slowestOfHundred(load, undisturbed(round)));
            loud.add(slowestOfHundred(load, disturbed(round)));
            slower.add((double) loud.getLast() / quiet.getLast());
        }
        report(load, plan, quiet, loud);

        assertThat(slower.stream().sorted().toList().get(ROUNDS / 2))
                .as(
                        "p99 in microseconds of the undisturbed: %s while none has faults, %s while others have",
                        quiet, loud)
                .isLessThanOrEqualTo(SLOWER_MAX);
    }

    private static void awaitJobs(SteadyLoad load, int phase) throws InterruptedException {
        long until = System.nanoTime() + SETTLING_MAX.toNanos();
        while (microsOfNeighbours(load, phase).size() < JOBS_OF_PHASE && System.nanoTime() < until) {
            pass(PAUSE_MILLIS);
        }
        assertThat(microsOfNeighbours(load, phase))
                .as("jobs of phase %d", phase)
                .hasSizeGreaterThan(JOBS_OF_PHASE - 1);
    }

    private static List<Long> microsOfNeighbours(SteadyLoad load, int phase) {
        return load.seen().stream()
                .filter(seen -> seen.phase() == phase && NEIGHBOURS.contains(seen.subchannel()))
                .map(Seen::totalMicros)
                .sorted()
                .toList();
    }

    private static long slowestOfHundred(SteadyLoad load, int phase) {
        List<Long> sorted = microsOfNeighbours(load, phase);
        return sorted.get(sorted.size() * 99 / 100);
    }

    private void report(SteadyLoad load, FaultPlan plan, List<Long> quiet, List<Long> loud) {
        Map<String, Long> outcomes = load.seen().stream()
                .filter(seen -> !NEIGHBOURS.contains(seen.subchannel()))
                .collect(Collectors.groupingBy(
                        seen -> seen.job().path("outcome").path("kind").asText(), TreeMap::new, Collectors.counting()));
        Duration longest = load.seen().stream()
                .map(FaultLoadIT::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        System.out.printf(
                "faults: %s; %d jobs, the longest %d ms; %s; %d quarantines; p99 of the undisturbed in us: %s, then %s%n",
                plan, load.seen().size(), longest.toMillis(), outcomes, quarantines, quiet, loud);
    }

    private static void pass(int millis) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        assertThat(never).isFalse();
    }

    private static void act(Client client, String subchannel, String action) throws IOException, InterruptedException {
        client.send("POST", faults(subchannel) + "/actions", action);
    }

    private static String faults(String subchannel) {
        return "/sim/subchannels/" + subchannel;
    }

    private static String path(String subchannel) {
        return "/api/v1/subchannels/" + subchannel;
    }

    private static String program(Duration timeout) {
        return "{\"program\":{\"ccws\":[{\"command\":\"SENSE_ID\",\"count\":255,\"flags\":[\"SLI\"]}]},\"timeoutMillis\":%d}"
                .formatted(timeout.toMillis());
    }

    private static List<String> disks(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj("0.0.%04x"::formatted)
                .toList();
    }

    private PackagedApplication start() throws IOException {
        Path volume = folder.resolve("volume.3390.ckd");
        DemonstrationVolume.writeTo(volume, LocalDate.of(2026, 1, 1));
        List<String> entries = new ArrayList<>();
        for (List<String> subchannels : List.of(NEIGHBOURS, VICTIMS, DOOMED)) {
            subchannels.forEach(each -> entries.add(entry(each, volume)));
        }
        Path topology = Files.writeString(
                folder.resolve("topology.json"), "{\"subchannels\":[" + String.join(",\n", entries) + "]}");
        return PackagedApplication.start(
                "-Dchanio.backend=simulator",
                "-Dchanio.simulator.topology=" + topology,
                "-Dchanio.simulator.faults=true",
                "-Dchanio.data=" + folder.resolve("data"));
    }

    private static String entry(String disk, Path volume) {
        return "{\"id\":\"%s\",\"deviceNumber\":\"%s\",\"device\":\"3390\",\"image\":\"%s\",\"paths\":2,\"latencyMicros\":%d}"
                .formatted(disk, disk, volume, LATENCY_MICROS);
    }
}
