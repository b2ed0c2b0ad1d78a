package io.chanio.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chanio.api.PackagedApplication;
import io.chanio.crash.Load.Accepted;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * chanio under load is killed at random moments and started again, and the devices tell what really ran: every 202 has one
 * end, no write ran twice, no result is lost, and each subchannel keeps its order.
 *
 * <p>{@code -Dchanio.crash.rounds=N} for more rounds, {@code -Dchanio.crash.seed=N} for others.
 */
class CrashIT {

    private static final int DISKS = 64;
    private static final int ROUNDS = Integer.getInteger("chanio.crash.rounds", 3);
    private static final long SEED = Long.getLong("chanio.crash.seed", 1);
    private static final int JOBS_MIN = 100;
    private static final int JOBS_BOUND = 1500;
    private static final int WAIT_SECONDS = 60;

    private final CrashMachine machine;
    private final Load load;
    private final Random random = new Random(SEED);
    private final HttpClient http = HttpClient.newHttpClient();

    CrashIT(@TempDir Path folder) throws IOException {
        this.machine = new CrashMachine(folder, DISKS);
        this.load = new Load(machine.disks());
    }

    @Test
    void keepsEveryPromiseOverCrashes() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (PackagedApplication chanio = machine.start()) {
                int jobs = JOBS_MIN + random.nextInt(JOBS_BOUND);
                load.run(new Client(http, chanio.url()), jobs, random.nextLong(), () -> kill(chanio.process()));
            }
        }

        try (PackagedApplication chanio = machine.start()) {
            Client client = new Client(http, chanio.url());
            Map<String, JsonNode> ends = ends(client);
            List<Tag> written = machine.written();

            assertThat(written).as("writes that reached a device").doesNotHaveDuplicates();
            Set<Tag> once = Set.copyOf(written);
            load.accepted().forEach(job -> judge(job, Objects.requireNonNull(ends.get(job.id())), once));
            load.seen()
                    .forEach((id, before) ->
                            assertThat(ends.get(id)).as("a result once seen").isEqualTo(before));
            assertThat(numbersBySubchannel())
                    .allSatisfy((disk, numbers) -> assertThat(numbers).as(disk).isSorted());
            assertThat(violations(client)).isZero();
            report(ends);
        }
    }

    private static void kill(Process process) {
        // SIGKILL: the process has no say in it.
        process.destroyForcibly().onExit().join();
    }

    private Map<String, JsonNode> ends(Client client) throws IOException, InterruptedException {
        Map<String, JsonNode> ends = new HashMap<>();
        for (Accepted job : load.accepted()) {
            ends.put(job.id(), client.job(job.id(), WAIT_SECONDS));
        }
        return ends;
    }

    private static void judge(Accepted job, JsonNode end, Set<Tag> written) {
        String state = end.path("state").asText();
        String kind = end.path("outcome").path("kind").asText();
        assertThat(end.has("finishedAt")).as("an end of %s", job).isTrue();
        if (job.write().isPresent() && state.equals("INDETERMINATE")) {
            assertThat(kind).as("%s", end).isEqualTo("SERVICE_RESTARTED");
        } else {
            assertThat(state).as("%s", end).isEqualTo("SUCCEEDED");
            // Not contains(tag): that looks through all of them.
            job.write()
                    .ifPresent(tag ->
                            assertThat(written.contains(tag)).as("%s", end).isTrue());
            assertThat(job.write().isPresent() || end.path("data").path(0).has("bytes"))
                    .as("the data of a read: %s", end)
                    .isTrue();
        }
    }

    private Map<String, List<Integer>> numbersBySubchannel() throws IOException {
        return machine.written().stream()
                .collect(Collectors.groupingBy(
                        Tag::subchannel, TreeMap::new, Collectors.mapping(Tag::number, Collectors.toList())));
    }

    /** Starts after a halt or clear that was not read, in the last life. */
    private int violations(Client client) throws IOException, InterruptedException {
        int sum = 0;
        for (String disk : machine.disks()) {
            sum += client.get("/sim/subchannels/" + disk, 0).path("violations").asInt(-1);
        }
        return sum;
    }

    private void report(Map<String, JsonNode> ends) {
        long indeterminate = ends.values().stream()
                .filter(end -> end.path("state").asText().equals("INDETERMINATE"))
                .count();
        System.out.printf(
                "crash: %d kills, %d jobs answered with 202, %d INDETERMINATE, %d results seen before a kill%n",
                ROUNDS, ends.size(), indeterminate, load.seen().size());
    }
}
