package io.chanio.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import io.chanio.engine.JobState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store must do, whatever it stores in. */
public abstract class StoreContract {

    private static final int SECONDS = 60;
    private static final int MEBIBYTE = 1024 * 1024;

    private volatile boolean failsToObserve;

    /** A store over what the one before it, which is closed, has left. It tells an observer that is {@link #fallible}. */
    protected abstract Store open();

    /** Throws what no store can foresee, when a test wants that. */
    protected final StoreObserver fallible(StoreObserver observer) {
        return (nanos, items) -> {
            if (failsToObserve) {
                throw new LinkageError("a fault in somebody else's code");
            }
            observer.forced(nanos, items);
        };
    }

    /** A receipt that tests can wait for. */
    protected static final class Answer implements Store.Receipt {

        private final CompletableFuture<Optional<String>> answer = new CompletableFuture<>();

        @Override
        public void stored() {
            answer.complete(Optional.empty());
        }

        @Override
        public void failed(String detail) {
            answer.complete(Optional.of(detail));
        }

        /** Empty when it was stored. */
        public Optional<String> failure() throws Exception {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        }

        public boolean isGiven() {
            return answer.isDone();
        }
    }

    protected static Item.OfJob job(int number, JobState state, Octets document) {
        return new Item.OfJob(
                new JobId(new UUID(7, number)),
                new SubchannelId(0, number % 64),
                state,
                number % 2 == 0 ? Optional.of("label ä " + number) : Optional.empty(),
                document);
    }

    protected static Item.OfJob job(int number) {
        return job(number, JobState.QUEUED, Octets.of(("document of " + number).getBytes(StandardCharsets.UTF_8)));
    }

    protected static Octets bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Octets.of(bytes);
    }

    protected static Answer put(Store store, Item item) {
        Answer answer = new Answer();
        store.put(item, answer);
        return answer;
    }

    protected static void stored(Store store, Item... items) throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (Item item : items) {
            answers.add(put(store, item));
        }
        for (Answer answer : answers) {
            assertThat(answer.failure()).isEmpty();
        }
    }

    protected List<Item> reloaded() {
        try (Store store = open()) {
            return store.load();
        }
    }

    @Test
    void holdsNothingAtFirst() {
        try (Store store = open()) {
            assertThat(store.load()).isEmpty();
            assertThat(store.unavailable()).isEmpty();
        }
    }

    @Test
    void givesBackWhatWasStoredOfEachKind() throws Exception {
        Item job = job(1);
        Item labelled = job(2, JobState.FAILED, bytes(1000, 1));
        Item subchannel = new Item.OfSubchannel(new SubchannelId(1, 0xFFFF), Octets.of(0x80));
        Item key = new Item.OfKey("00ff", Octets.EMPTY);
        try (Store store = open()) {
            store.load();
            stored(store, job, labelled, subchannel, key);
        }

        assertThat(reloaded()).containsExactly(job, labelled, subchannel, key);
    }

    @Test
    @Timeout(SECONDS)
    void writesOnAfterAFaultThatNobodyForesaw() throws Exception {
        try (Store store = open()) {
            store.load();
            failsToObserve = true;
            // Whatever it is told of this one, it is told something.
            put(store, job(1)).failure();
            failsToObserve = false;

            Answer next = put(store, job(2));
            while (next.failure().isPresent()) {
                next = put(store, job(2));
            }
            assertThat(store.unavailable()).isEmpty();
        }

        assertThat(reloaded()).contains(job(2));
    }

    @Test
    void keepsTheOrderOfTheFirstPuts() throws Exception {
        Item changed = job(1, JobState.SUCCEEDED, Octets.of(1));
        try (Store store = open()) {
            store.load();
            stored(store, job(1), job(2), job(3));
            stored(store, changed);
        }

        assertThat(reloaded()).containsExactly(changed, job(2), job(3));
    }

    @Test
    void keepsTheLastOfSeveralPutsOfOneKey() throws Exception {
        try (Store store = open()) {
            store.load();
            for (int i = 0; i < 100; i++) {
                put(store, job(1, JobState.RUNNING, bytes(100, i)));
            }
            stored(store, job(1, JobState.SUCCEEDED, bytes(100, 100)));
        }

        assertThat(reloaded()).containsExactly(job(1, JobState.SUCCEEDED, bytes(100, 100)));
    }

    @Test
    void forgetsWhatIsRemoved() throws Exception {
        try (Store store = open()) {
            store.load();
            stored(store, job(1), job(2), job(3));
            store.remove(job(2).key());
            store.remove("job/of-nobody");
            put(store, job(4));
            store.remove(job(4).key());
            stored(store, job(5));
        }

        assertThat(reloaded()).containsExactly(job(1), job(3), job(5));
    }

    @Test
    void canBeUsedOverWhatIsLoaded() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (Store store = open()) {
                assertThat(store.load()).hasSize(round);
                stored(store, job(round));
                if (round > 0) {
                    stored(store, job(0, JobState.RUNNING, bytes(50, round)));
                }
            }
        }

        assertThat(reloaded()).containsExactly(job(0, JobState.RUNNING, bytes(50, 2)), job(1), job(2));
    }

    @Test
    void holdsDocumentsOfSeveralMegabytes() throws Exception {
        Item large = job(1, JobState.SUCCEEDED, bytes(20 * MEBIBYTE, 1));
        try (Store store = open()) {
            store.load();
            stored(store, large, job(2));
        }

        assertThat(reloaded()).containsExactly(large, job(2));
    }

    @Test
    void aReceiptImpliesAllPutsBeforeIt() throws Exception {
        try (Store store = open()) {
            store.load();
            List<Answer> earlier = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                earlier.add(put(store, job(i)));
            }
            stored(store, job(500));

            assertThat(earlier).allMatch(Answer::isGiven);
        }

        assertThat(reloaded()).hasSize(501);
    }

    @Test
    void keepsWhatIsPutTogether() throws Exception {
        Item large = job(2, JobState.QUEUED, bytes(5 * MEBIBYTE, 1));
        try (Store store = open()) {
            store.load();
            put(store, job(0));
            Answer first = new Answer();
            Answer last = new Answer();
            store.putTogether(List.of(
                    new Store.Put(job(1), first), new Store.Put(large, new Answer()), new Store.Put(job(3), last)));

            assertThat(last.failure()).isEmpty();
            assertThat(first.isGiven()).isTrue();
        }

        assertThat(reloaded()).containsExactly(job(0), job(1), large, job(3));
    }

    @Test
    void closingWritesWhatWasPut() {
        try (Store store = open()) {
            store.load();
            for (int i = 0; i < 50; i++) {
                put(store, job(i));
            }
        }

        assertThat(reloaded()).hasSize(50);
    }
}
