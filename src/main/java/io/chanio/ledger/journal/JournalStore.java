package io.chanio.ledger.journal;

import io.chanio.ledger.DamagedStoreException;
import io.chanio.ledger.Item;
import io.chanio.ledger.ItemCodec;
import io.chanio.ledger.Store;
import io.chanio.ledger.StoreObserver;
import io.chanio.ledger.StoreUnusableException;
import io.chanio.ledger.batch.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The record of jobs in a folder of this machine.
 *
 * <p>Threads: as {@link Store} says. One thread writes: it takes all that is waiting into one batch, forces that to the
 * medium once, and tells the receipts.
 */
public final class JournalStore implements Store {

    private static final System.Logger LOGGER = System.getLogger(JournalStore.class.getName());

    private final Path folder;
    private final Waiting<byte[]> waiting;
    private final Writer writer;
    private final Thread thread;
    private @Nullable FolderLock lock;

    /** @param folder is made when there is none; one process at a time has it */
    public JournalStore(Path folder, StoreObserver observer) {
        this(folder, observer, Layout.DEFAULT, Medium.DISK, System::nanoTime);
    }

    JournalStore(Path folder, StoreObserver observer, Layout layout, Medium medium, LongSupplier nanoClock) {
        this.folder = folder;
        this.waiting = new Waiting<>(layout.batchBytes());
        this.writer = new Writer(
                waiting,
                observer,
                nanoClock,
                trouble -> new OpenJournal(
                        folder,
                        layout,
                        medium,
                        trouble,
                        nanoClock,
                        said -> LOGGER.log(System.Logger.Level.WARNING, said)));
        this.thread = Thread.ofPlatform().name("chanio-ledger").unstarted(writer);
    }

    /**
     * @throws StoreUnusableException when the folder is in use, or nothing can be written there
     */
    @Override
    public List<Item> load() {
        lock = FolderLock.take(folder);
        try {
            List<Item> items = writer.open();
            thread.start();
            return items;
        } catch (DamagedStoreException e) {
            letGo();
            throw e;
        } catch (Exception e) {
            letGo();
            throw new StoreUnusableException(
                    "The record of jobs can't be kept in %s: %s".formatted(folder, Trouble.text(e)), e);
        }
    }

    @Override
    public void put(Item item, Receipt receipt) {
        waiting.put(item.key(), ItemCodec.encode(item), receipt);
    }

    @Override
    public void putTogether(List<Put> puts) {
        waiting.putTogether(puts, ItemCodec::encode);
    }

    @Override
    public void remove(String key) {
        waiting.remove(key);
    }

    @Override
    public Optional<String> unavailable() {
        return writer.trouble().or(waiting::fullness);
    }

    @Override
    public void close() {
        try {
            if (thread.isAlive()) {
                waiting.end();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        letGo();
    }

    private void letGo() {
        FolderLock held = lock;
        lock = null;
        if (held != null) {
            held.close();
        }
    }
}
