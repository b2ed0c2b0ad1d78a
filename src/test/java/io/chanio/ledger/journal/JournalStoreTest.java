package io.chanio.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Octets;
import io.chanio.engine.JobState;
import io.chanio.ledger.DamagedStoreException;
import io.chanio.ledger.Item;
import io.chanio.ledger.Store;
import io.chanio.ledger.StoreContract;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.StoreUnusableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStoreTest extends StoreContract {

    private static final int FILE = 64 * 1024;
    private static final int MOVES_OFFSET = 5;
    private static final Layout SMALL = new Layout(FILE, 8 * 1024, 32 * 1024);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final Disturbed disk = new Disturbed();
    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicInteger carried = new AtomicInteger();

    @Override
    protected Store open() {
        return open(folder, SMALL);
    }

    private Store open(Path where, Layout layout) {
        StoreObserver observer = fallible((took, items) -> carried.addAndGet(items));
        return new JournalStore(where, observer, layout, disk, () -> nanos.addAndGet(TimeUnit.SECONDS.toNanos(2)));
    }

    @Test
    void writesWhatWaitsForTheDiskWithOneForce() throws Exception {
        try (Store store = open()) {
            store.load();
            CountDownLatch held = new CountDownLatch(1);
            disk.holdUp = held;
            int before = disk.forces;
            Answer first = put(store, job(0));
            List<Answer> others = new ArrayList<>();
            for (int i = 1; i <= 64; i++) {
                others.add(put(store, job(i)));
            }
            assertThat(first.isGiven()).isFalse();

            disk.holdUp = null;
            held.countDown();
            for (Answer answer : others) {
                assertThat(answer.failure()).isEmpty();
            }

            // One for what the writer took first, one for the rest.
            assertThat(disk.forces - before).isBetween(1, 2);
        }
        assertThat(carried).hasValue(65);
    }

    @Test
    void doesNotGrowWhileWhatItHoldsDoesNot() throws Exception {
        long most = 0;
        try (Store store = open()) {
            store.load();
            stored(store, job(1_000_000));
            for (int i = 0; i < 2000; i++) {
                stored(store, job(i % 20, JobState.RUNNING, bytes(2000, i)));
                most = Math.max(most, taken());
            }
        }

        assertThat(most).isLessThan(16L * FILE);
        assertThat(reloaded()).hasSize(21);
    }

    @Test
    void givesRoomBackWhenMostIsRemoved() throws Exception {
        try (Store store = open()) {
            store.load();
            for (int i = 0; i < 400; i++) {
                stored(store, job(i, JobState.SUCCEEDED, bytes(4000, i)));
            }
            assertThat(taken()).isGreaterThan(20L * FILE);
            for (int i = 0; i < 400; i++) {
                if (i % 40 != 0) {
                    store.remove(job(i).key());
                }
            }
            for (int i = 0; i < 200; i++) {
                stored(store, job(1000, JobState.RUNNING, bytes(1000, i)));
            }
        }

        assertThat(reloaded()).hasSize(11);
        assertThat(taken()).isLessThan(16L * FILE);
    }

    @Test
    void keepsItemsOfManyMebibytesInFilesOfTheUsualLayout() throws Exception {
        Item large = job(1, JobState.SUCCEEDED, bytes(5 * 1024 * 1024, 1));
        try (Store store = open(folder, Layout.DEFAULT)) {
            store.load();
            stored(store, large, job(2));
        }

        try (Store store = open(folder, Layout.DEFAULT)) {
            assertThat(store.load()).containsExactly(large, job(2));
        }
    }

    @Test
    void isRefusedToASecondWithThePath() {
        try (Store store = open();
                Store second = open()) {
            store.load();

            assertThatThrownBy(second::load)
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessage("The record of jobs in %s is in use by another chanio process.", folder);
        }
        assertThat(reloaded()).isEmpty();
    }

    @Test
    void saysThatAFolderCanNotBeMade() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (Store store = open(file.resolve("ledger"), SMALL)) {
            assertThatThrownBy(store::load)
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void cutsAnUnfinishedEndOffWhereverItEnds() throws Exception {
        stored();
        int begin = journalFiles().lastWritten();
        try (Store store = open()) {
            store.load();
            stored(store, job(7, JobState.RUNNING, bytes(300, 7)));
        }
        Path file = journalFiles().newest();
        int end = journalFiles().lastWritten();
        byte[] whole = Files.readAllBytes(file);
        assertThat(end).isGreaterThan(begin + 300);

        for (int cut = begin; cut < end; cut += 3) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, cut, torn.length, (byte) 0);
            Files.write(file, torn);

            assertThat(reloaded())
                    .as("cut off at %d of %d to %d", cut, begin, end)
                    .hasSize(6);
        }
        Files.write(file, whole);
        assertThat(reloaded()).hasSize(7);
    }

    @Test
    void goesOnBehindAnEndThatWasCutOff() throws Exception {
        stored();
        int begin = journalFiles().lastWritten();
        try (Store store = open()) {
            store.load();
            stored(store, job(7, JobState.RUNNING, bytes(5000, 7)));
        }
        JournalFiles.overwrite(journalFiles().newest(), begin + 1000, new byte[100]);

        for (int round = 0; round < 3; round++) {
            try (Store store = open()) {
                assertThat(store.load()).hasSize(6 + round);
                stored(store, job(10 + round));
            }
        }
        assertThat(reloaded()).hasSize(9);
    }

    @Test
    void refusesDamageThatIsNotAtTheEndWithFileAndPosition() throws Exception {
        stored();
        int begin = journalFiles().lastWritten();
        try (Store store = open()) {
            store.load();
            stored(store, job(7, JobState.RUNNING, bytes(5000, 7)));
            stored(store, job(8));
            stored(store, job(9));
        }
        Path file = journalFiles().newest();
        byte[] before = Files.readAllBytes(file);
        JournalFiles.overwrite(file, begin + 2000, new byte[] {1, 2, 3});
        byte[] damaged = Files.readAllBytes(file);

        try (Store store = open()) {
            assertThatThrownBy(store::load)
                    .isInstanceOf(DamagedStoreException.class)
                    .hasMessageContaining("%s, position %d", file, begin)
                    .hasMessageContaining("Nothing was changed");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
        Files.write(file, before);
        assertThat(reloaded()).hasSize(9);
    }

    @Test
    void refusesEveryBitThatTurnedOverInWhatWasWrittenEarlier() throws Exception {
        stored();
        try (Store store = open()) {
            store.load();
            stored(store, job(7));
            stored(store, job(8));
        }
        Path file = journalFiles().newest();
        byte[] whole = Files.readAllBytes(file);
        int firstBatchEnd = JournalFiles.firstBatchEnd(file);
        // How often a record was moved means nothing to anyone.
        Set<Integer> meaningless = ScannedFile.of(file).records().stream()
                .map(each -> each.position() + MOVES_OFFSET)
                .collect(Collectors.toSet());

        for (int position = ScannedFile.HEADER_LENGTH; position < firstBatchEnd; position++) {
            if (meaningless.contains(position)) {
                continue;
            }
            byte[] damaged = whole.clone();
            damaged[position] ^= 0x10;
            Files.write(file, damaged);
            try (Store store = open()) {
                assertThatThrownBy(store::load)
                        .as("position %d", position)
                        .isInstanceOf(DamagedStoreException.class)
                        .hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void refusesAFileThatIsMissing() throws Exception {
        try (Store store = open()) {
            store.load();
            for (int i = 0; i < 60; i++) {
                stored(store, job(i, JobState.SUCCEEDED, bytes(4000, i)));
            }
        }
        List<Path> files = journalFiles().all();
        assertThat(files).hasSizeGreaterThan(4);
        Path lost = files.stream()
                .filter(each -> each.getFileName().toString().equals("chanio-2.journal"))
                .findFirst()
                .orElseThrow();
        Files.delete(lost);

        try (Store store = open()) {
            assertThatThrownBy(store::load)
                    .isInstanceOf(DamagedStoreException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("missing");
        }
    }

    @Test
    void refusesAFileThatWasCutShort() throws Exception {
        stored();
        Path file = journalFiles().newest();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(FILE / 2);
        }

        try (Store store = open()) {
            assertThatThrownBy(store::load)
                    .isInstanceOf(DamagedStoreException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aFullDiskIsSaidWhileThereIsRoomForTheEndsOfJobs() throws Exception {
        int accepted = 0;
        try (Store store = open()) {
            store.load();
            disk.full = true;
            while (store.unavailable().isEmpty()) {
                stored(store, job(accepted++, JobState.QUEUED, bytes(2000, accepted)));
                assertThat(accepted).isLessThan(1000);
            }
            assertThat(store.unavailable().orElseThrow()).contains("No space left on device");
            for (int i = 0; i < 10; i++) {
                stored(store, job(i, JobState.SUCCEEDED, bytes(1000, i)));
            }
        }

        List<Item> found = reloaded();
        assertThat(found).hasSize(accepted);
        assertThat(((Item.OfJob) found.getFirst()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aDiskFilledUpLosesNothingAndIsUsedAgainWhenThereIsRoom() throws Exception {
        int accepted = 0;
        try (Store store = open()) {
            store.load();
            disk.full = true;
            while (put(store, job(accepted, JobState.QUEUED, bytes(2000, accepted)))
                    .failure()
                    .isEmpty()) {
                accepted++;
            }
            assertThat(accepted).isGreaterThan(50);
            assertThat(store.unavailable()).isPresent();

            disk.full = false;
            stored(store, job(5000));
            assertThat(store.unavailable()).isEmpty();
            for (int i = 0; i < 100; i++) {
                stored(store, job(6000 + i, JobState.QUEUED, bytes(2000, i)));
            }
        }

        assertThat(reloaded()).hasSize(accepted + 101);
    }

    @Test
    void startsOnAFullDisk() throws Exception {
        try (Store store = open()) {
            store.load();
            for (int i = 0; i < 100; i++) {
                stored(store, job(i, JobState.QUEUED, bytes(2000, i)));
            }
        }
        disk.full = true;

        try (Store store = open()) {
            assertThat(store.load()).hasSize(100);
            put(store, job(0, JobState.SUCCEEDED, Octets.EMPTY)).failure();
        }
        assertThat(reloaded()).hasSize(100);
    }

    @Test
    void aWriteThatBrokeOffIsSaidAndLeavesWhatWasStored() throws Exception {
        try (Store store = open()) {
            store.load();
            stored(store, job(1), job(2));
            disk.broken = true;
            store.remove(job(2).key());
            assertThat(put(store, job(3)).failure()).contains("Input/output error");
            assertThat(store.unavailable()).contains("Input/output error");

            disk.broken = false;
            stored(store, job(4));
            assertThat(store.unavailable()).isEmpty();
        }

        assertThat(reloaded()).containsExactly(job(1), job(4));
    }

    /** Six jobs, of which the first is of two batches. */
    private void stored() throws Exception {
        try (Store store = open()) {
            store.load();
            stored(store, job(1));
            stored(store, job(2), job(3), job(4), job(5), job(6));
        }
    }

    private JournalFiles journalFiles() {
        return new JournalFiles(folder);
    }

    private long taken() throws IOException {
        return (long) journalFiles().all().size() * FILE;
    }
}
