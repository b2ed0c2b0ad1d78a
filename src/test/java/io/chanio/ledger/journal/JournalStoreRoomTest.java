package io.chanio.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.JobState;
import io.chanio.ledger.Item;
import io.chanio.ledger.Store;
import io.chanio.ledger.StoreObserver;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file that is made ahead of its time finds no room while nobody asks for anything. */
class JournalStoreRoomTest {

    private static final int FILE = 64 * 1024;
    private static final Layout SMALL = new Layout(FILE, 8 * 1024, 32 * 1024);
    private static final int DOCUMENT = 8 * 1024;
    private static final long SECONDS_MAX = 60;

    private final Disturbed disk = new Disturbed();
    private final AtomicLong nanos = new AtomicLong(1);

    @Test
    @Timeout(SECONDS_MAX)
    void findsOutByItselfThatThereIsRoomAgain(@TempDir Path folder) {
        try (Store store = new JournalStore(
                folder, StoreObserver.NONE, SMALL, disk, () -> nanos.addAndGet(TimeUnit.SECONDS.toNanos(2)))) {
            store.load();
            CountDownLatch held = new CountDownLatch(1);
            disk.holdUpFill = held;
            disk.full = true;
            for (int job = 0; job <= FILE / DOCUMENT; job++) {
                assertThat(stored(store, job)).isTrue();
            }

            held.countDown();
            assertThat(becomes(store, true)).isTrue();
            disk.full = false;
            assertThat(becomes(store, false)).isTrue();
        }
    }

    private static boolean stored(Store store, int number) {
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        store.put(
                new Item.OfJob(
                        new JobId(new UUID(7, number)),
                        new SubchannelId(0, 1),
                        JobState.QUEUED,
                        Optional.empty(),
                        Octets.of(new byte[DOCUMENT])),
                new Store.Receipt() {

                    @Override
                    public void stored() {
                        stored.complete(true);
                    }

                    @Override
                    public void failed(String detail) {
                        stored.complete(false);
                    }
                });
        return stored.orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
    }

    private static boolean becomes(Store store, boolean unavailable) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX / 3);
        while (store.unavailable().isPresent() != unavailable && System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
        return store.unavailable().isPresent() == unavailable;
    }
}
