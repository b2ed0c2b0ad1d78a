package io.chanio.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Clients that submit writes and reads until they are told to stop, and that remember what they were told. Each subchannel
 * has one client, so that the order of its jobs is known.
 */
final class Load {

    /**
     * A job that was answered with 202.
     *
     * @param write the tag that it writes; empty for a read
     */
    record Accepted(String id, String subchannel, Optional<Tag> write) {}

    private static final int CLIENTS = 8;

    /** Of so many programs one is a read. */
    private static final int ONE_IN_READS = 4;

    /** A client that dies of a failed check accepts nothing more; the round must end nevertheless. */
    private static final int ROUND_MINUTES = 5;

    private final List<String> disks;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Accepted> accepted = new ConcurrentLinkedQueue<>();

    /** Jobs as they had ended when somebody saw them end. */
    private final Map<String, JsonNode> seen = new ConcurrentHashMap<>();

    Load(List<String> disks) {
        this.disks = disks;
    }

    List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    Map<String, JsonNode> seen() {
        return Map.copyOf(seen);
    }

    /** Runs until {@code kill} has run, which it does when {@code jobs} more were accepted. */
    void run(Client client, int jobs, long seed, Runnable kill) throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(jobs);
        AtomicBoolean stopped = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int number = 0; number < CLIENTS; number++) {
                int mine = number;
                clients.execute(() -> submit(client, mine, new Random(seed + mine), enough, stopped));
            }
            boolean all = enough.await(ROUND_MINUTES, TimeUnit.MINUTES);
            kill.run();
            stopped.set(true);
            assertThat(all)
                    .as("%d jobs accepted in %d minutes", jobs, ROUND_MINUTES)
                    .isTrue();
        }
    }

    private void submit(Client client, int mine, Random random, CountDownLatch enough, AtomicBoolean stopped) {
        List<String> own = new ArrayList<>();
        for (int index = mine; index < disks.size(); index += CLIENTS) {
            own.add(disks.get(index));
        }
        Map<String, String> last = new HashMap<>();
        try {
            while (!stopped.get()) {
                String disk = own.get(random.nextInt(own.size()));
                submitOne(client, disk, random).ifPresent(job -> {
                    last.put(disk, job.id());
                    enough.countDown();
                });
                look(client, last.get(disk));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Accepted> submitOne(Client client, String disk, Random random) throws InterruptedException {
        boolean read = random.nextInt(ONE_IN_READS) == 0;
        Optional<Tag> tag = read ? Optional.empty() : Optional.of(new Tag(disk, numbers.merge(disk, 1, Integer::sum)));
        Optional<Accepted> job = client.submit(disk, tag.map(Tag::writeProgram).orElseGet(Tag::readProgram))
                .map(id -> new Accepted(id, disk, tag));
        job.ifPresent(accepted::add);
        return job;
    }

    /** What a client saw once must be so for ever. */
    private void look(Client client, @Nullable String id) throws InterruptedException {
        if (id == null) {
            return;
        }
        try {
            JsonNode job = client.job(id, 0);
            if (job.has("finishedAt")) {
                seen.put(id, job);
            }
        } catch (IOException e) {
            // It was killed meanwhile.
        }
    }
}
