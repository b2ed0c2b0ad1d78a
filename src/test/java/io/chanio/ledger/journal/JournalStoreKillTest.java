package io.chanio.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.JobState;
import io.chanio.ledger.Item;
import io.chanio.ledger.Store;
import io.chanio.ledger.StoreObserver;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another JVM stores and says what was stored, until it is killed; then all of that must be there. */
class JournalStoreKillTest {

    private static final int ROUNDS = 4;
    private static final int JOBS = 200;
    private static final int AT_ONCE = 16;
    private static final int LEAST_LINES = 300;
    private static final int LINES_MORE = 1500;
    /** Small files, so that new ones are made and compacted all the time. */
    private static final Layout LAYOUT = new Layout(128 * 1024, 16 * 1024, 64 * 1024);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Random random = new Random(5);
    private final Map<Integer, Integer> stored = new HashMap<>();

    @Test
    void whatWasSaidToBeStoredIsThereAfterTheProcessIsKilled() throws Exception {
        int first = 0;
        for (int round = 0; round < ROUNDS; round++) {
            first = 1 + killedAfter(LEAST_LINES + random.nextInt(LINES_MORE), first);
            check();
        }
        assertThat(stored).hasSize(JOBS);
    }

    /** The highest version that was said to be stored. */
    private int killedAfter(int lines, int firstVersion) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        String.valueOf(firstVersion))
                .redirectError(new File(folder.toFile(), "errors"))
                .start();
        int highest = firstVersion;
        try (BufferedReader said = child.inputReader(StandardCharsets.US_ASCII)) {
            String line = said.readLine();
            for (int i = 0; line != null; i++) {
                if (i == lines) {
                    // Not the process itself, which would close the pipe before all is read.
                    child.toHandle().destroyForcibly();
                }
                // The last may be cut off in the pipe.
                if (line.endsWith(".")) {
                    String[] parts = line.substring(0, line.length() - 1).split(" ", -1);
                    int version = Integer.parseInt(parts[1]);
                    stored.merge(Integer.valueOf(parts[0]), version, Math::max);
                    highest = Math.max(highest, version);
                }
                line = said.readLine();
            }
        }
        child.waitFor();
        assertThat(highest).isGreaterThan(firstVersion);
        // What was written and not said may be there too, at most one batch of each.
        return highest + JOBS;
    }

    private void check() {
        Map<Integer, Integer> found = new HashMap<>();
        try (Store store = Child.open(folder)) {
            for (Item item : store.load()) {
                int job = (int) ((Item.OfJob) item).job().value().getLeastSignificantBits();
                int version = item.document().wordAt(0);
                assertThat(item).isEqualTo(Child.job(job, version));
                found.put(job, version);
            }
        }
        stored.forEach((job, version) ->
                assertThat(found.getOrDefault(job, -1)).as("job %d", job).isGreaterThanOrEqualTo(version));
    }

    /** Stores later and later versions of the same jobs, and prints {@code JOB VERSION.} when one is stored. */
    static final class Child {

        private Child() {}

        static Store open(Path folder) {
            return new JournalStore(folder, StoreObserver.NONE, LAYOUT, Medium.DISK, System::nanoTime);
        }

        static Item.OfJob job(int job, int version) {
            byte[] bytes = new byte[4 + version % 3000];
            new Random(version).nextBytes(bytes);
            return new Item.OfJob(
                    new JobId(new UUID(0, job)),
                    new SubchannelId(0, job),
                    JobState.RUNNING,
                    Optional.empty(),
                    Octets.ofHex("%08x".formatted(version)).concat(Octets.of(bytes)));
        }

        @SuppressWarnings("SystemOut") // it is what the parent reads
        public static void main(String[] args) {
            Semaphore permits = new Semaphore(AT_ONCE);
            Store store = open(Path.of(args[0]));
            store.load();
            for (int version = Integer.parseInt(args[1]); ; version++) {
                String line = version % JOBS + " " + version + ".\n";
                permits.acquireUninterruptibly();
                store.put(job(version % JOBS, version), new Store.Receipt() {
                    @Override
                    public void stored() {
                        System.out.print(line);
                        System.out.flush();
                        permits.release();
                    }

                    @Override
                    public void failed(String detail) {
                        throw new AssertionError(detail);
                    }
                });
            }
        }
    }
}
