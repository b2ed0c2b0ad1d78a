package io.chanio.ledger.batch;

import io.chanio.ledger.Item;
import io.chanio.ledger.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Changes that wait to be written, in the order of the calls.
 *
 * <p>Threads: any asks; one takes.
 *
 * @param <T> the form in which an item waits
 */
public final class Waiting<T> {

    /**
     * How long a writer waits for changes before it looks whether there is trouble, or whether it is over. Trouble can come
     * while it waits, and then nobody asks for anything any more.
     */
    public static final long PAUSE_SECONDS = 1;

    /** Changes that may wait at once; the ledger's own bounds are below it. */
    private static final int CAPACITY = 1 << 18;

    private static final int CHANGES_IN_A_BATCH = 4096;

    private static final String TOO_MANY = "%d changes of the record of jobs are waiting already".formatted(CAPACITY);

    private static final System.Logger LOGGER = System.getLogger(Waiting.class.getName());

    private sealed interface Change<T> {}

    private record Put<T>(String key, T item, Store.Receipt receipt) implements Change<T> {}

    private record Together<T>(List<Put<T>> puts) implements Change<T> {}

    private record Remove<T>(String key) implements Change<T> {}

    private record End<T>() implements Change<T> {}

    private final BlockingQueue<Change<T>> changes = new LinkedBlockingQueue<>(CAPACITY);
    private final long batchBytes;

    /** @param batchBytes of items after which no further one is taken into the same batch */
    public Waiting(long batchBytes) {
        this.batchBytes = batchBytes;
    }

    public void put(String key, T item, Store.Receipt receipt) {
        if (!changes.offer(new Put<>(key, item, receipt))) {
            receipt.failed(TOO_MANY);
        }
    }

    /** Puts what is to be written in one go. */
    public void putTogether(List<Store.Put> puts, Function<Item, T> form) {
        Together<T> together = new Together<>(puts.stream()
                .map(put -> new Put<>(put.item().key(), form.apply(put.item()), put.receipt()))
                .toList());
        if (!changes.offer(together)) {
            puts.forEach(put -> put.receipt().failed(TOO_MANY));
        }
    }

    public void remove(String key) {
        if (!changes.offer(new Remove<>(key))) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "{0} stays in the record of jobs: too much is waiting to be written",
                    key);
        }
    }

    /** After this nothing is taken. */
    public void end() throws InterruptedException {
        changes.put(new End<>());
    }

    /** Why nothing new should be asked for. */
    public Optional<String> fullness() {
        return changes.remainingCapacity() < CAPACITY / 2
                ? Optional.of("%d changes of the record of jobs are waiting to be written".formatted(changes.size()))
                : Optional.empty();
    }

    /** Takes what is waiting, up to a bound, or nothing after a pause; false when the end was among it. */
    public boolean take(Batch<T> batch) {
        try {
            Change<T> next = changes.poll(PAUSE_SECONDS, TimeUnit.SECONDS);
            while (next != null) {
                if (!into(batch, next)) {
                    return false;
                }
                next = isFull(batch) ? null : changes.poll();
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private boolean isFull(Batch<T> batch) {
        return batch.bytes() >= batchBytes || batch.asked() >= CHANGES_IN_A_BATCH;
    }

    private static <T> boolean into(Batch<T> batch, Change<T> change) {
        return switch (change) {
            case Put<T>(String key, T item, Store.Receipt receipt) -> {
                batch.put(key, item, receipt);
                yield true;
            }
            case Together<T>(List<Put<T>> puts) -> {
                puts.forEach(put -> batch.put(put.key(), put.item(), put.receipt()));
                yield true;
            }
            case Remove<T>(String key) -> {
                batch.remove(key);
                yield true;
            }
            case End<T>() -> false;
        };
    }
}
