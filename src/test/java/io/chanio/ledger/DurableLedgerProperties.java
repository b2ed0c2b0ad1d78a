package io.chanio.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.Job;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.Recording;
import io.chanio.engine.Room;
import io.chanio.engine.Unfinished;
import io.chanio.engine.Unfinished.Start;
import io.chanio.program.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A crash at any moment of any course of things: what somebody was told before, holds after it. */
class DurableLedgerProperties {

    private static final Limits LIMITS = new Limits(Duration.ofHours(24), 9, 100_000, Duration.ofMinutes(10), 9);
    private static final int JOBS = 4;
    private static final int COURSE_MAX = 40;

    /** What may happen next: a job goes a step on, or the store does. */
    private enum Event {
        FIRST_JOB,
        SECOND_JOB,
        THIRD_JOB,
        FOURTH_JOB,
        STORED,
        FAILED,
        TIME_PASSES
    }

    @Property(tries = 300)
    void whatWasToldHoldsAfterACrash(@ForAll("courses") List<Event> course) {
        Course run = new Course();
        for (Event event : course) {
            run.happens(event);
            run.checkEveryCrash();
        }
    }

    @Provide
    Arbitrary<List<Event>> courses() {
        return Arbitraries.of(Event.class).list().ofMaxSize(COURSE_MAX);
    }

    /** One course of things, and what was told in it. */
    private static final class Course {

        private final FakeStore store = new FakeStore();
        private final List<Client> clients = new ArrayList<>();
        private Instant now = KeptJobs.ACCEPTED_AT;
        private final DurableLedger ledger = DurableLedger.load(LIMITS, () -> now, store, KeptJobs.codec());

        Course() {
            for (int number = 1; number <= JOBS; number++) {
                clients.add(new Client(number, ledger));
            }
        }

        void happens(Event event) {
            switch (event) {
                case FIRST_JOB -> clients.get(0).proceed();
                case SECOND_JOB -> clients.get(1).proceed();
                case THIRD_JOB -> clients.get(2).proceed();
                case FOURTH_JOB -> clients.get(3).proceed();
                case STORED -> store.sync();
                case FAILED -> {
                    store.fail("full");
                    clients.forEach(Client::storeFailed);
                }
                case TIME_PASSES -> {
                    now = now.plus(Owed.PAUSE);
                    ledger.tick();
                }
            }
        }

        void checkEveryCrash() {
            for (int more = 0; more <= store.pending(); more++) {
                DurableLedger next = DurableLedger.load(LIMITS, () -> now, store.afterCrash(more), KeptJobs.codec());
                clients.forEach(client -> client.check(next));
            }
        }
    }

    /** One job with the one who wants it. */
    private static final class Client {

        private final int number;
        private final DurableLedger ledger;
        private final Effect effect;
        private final Keeping keeping;
        private final Optional<IdempotencyKey> key;
        private int steps;
        private boolean storeFailed;

        /** It was told that its job can't be recorded: the key is its own again, whatever becomes of the job. */
        private boolean refused;

        private Optional<CompletableFuture<Recording>> promise = Optional.empty();
        private Optional<CompletableFuture<Void>> starting = Optional.empty();

        Client(int number, DurableLedger ledger) {
            this.number = number;
            this.ledger = ledger;
            this.effect = number % 2 == 0 ? KeptJobs.WRITES : KeptJobs.READS;
            this.keeping = number <= 2 ? Keeping.PROMISED : Keeping.WHILE_ROOM;
            this.key =
                    number == 1 || number == 2 ? Optional.of(KeptJobs.key("key " + number, "body")) : Optional.empty();
        }

        /** From now on an end may be shown that is not stored. */
        void storeFailed() {
            storeFailed = true;
        }

        void proceed() {
            switch (steps++) {
                case 0 -> accept();
                case 1 ->
                    promise = Optional.of(ledger.promise(KeptJobs.id(number)).toCompletableFuture());
                case 2 -> start();
                case 3 -> ledger.changed(KeptJobs.running(number, effect));
                case 4 -> ledger.changed(KeptJobs.ended(number, effect, number));
                default ->
                    promise = Optional.of(ledger.promise(KeptJobs.id(number)).toCompletableFuture());
            }
        }

        private void accept() {
            assertThat(ledger.reserve(KeptJobs.id(number), keeping, key)).isEqualTo(new Room.Taken());
            ledger.changed(KeptJobs.queued(number, effect));
            ledger.release(KeptJobs.id(number));
        }

        private void start() {
            if (!effect.repeatable()) {
                starting = Optional.of(
                        ledger.starting(KeptJobs.queued(number, effect)).toCompletableFuture());
            }
        }

        void check(DurableLedger next) {
            refused = refused || promise.filter(Client::isRefused).isPresent();
            Optional<JobRecord> found = next.find(KeptJobs.id(number));
            if (steps == 0) {
                assertThat(found).isEmpty();
            }
            if (promise.filter(Client::isRecorded).isPresent()) {
                assertThat(found).as("promised job %d", number).isPresent();
            }
            if (starting.filter(started -> started.isDone() && !started.isCompletedExceptionally())
                    .isPresent()) {
                assertThat(found.map(JobRecord::job).map(Job::state))
                        .as("started job %d", number)
                        .isPresent()
                        .get()
                        .isNotEqualTo(JobState.QUEUED);
            }
            key.ifPresent(used -> assertThat(next.reserve(KeptJobs.id(JOBS + 1), keeping, key))
                    .as("the key of job %d", number)
                    .isEqualTo(
                            found.isPresent() && !refused ? new Room.Replayed(KeptJobs.id(number)) : new Room.Taken()));
            next.release(KeptJobs.id(JOBS + 1));
            found.ifPresent(record -> checkEnd(record, next));
        }

        private void checkEnd(JobRecord found, DurableLedger next) {
            boolean reliedOn = promise.filter(Client::isRecorded).isPresent() || starting.isPresent();
            if (reliedOn && !storeFailed) {
                JobState shown =
                        ledger.find(KeptJobs.id(number)).orElseThrow().job().state();
                assertThat(found.job().state().ended() || !shown.ended())
                        .as("an end of job %d that was shown", number)
                        .isTrue();
            }
            if (!found.job().state().ended()) {
                Start start = found.job().state() == JobState.RUNNING && !effect.repeatable()
                        ? Start.RECORDED
                        : Start.NOT_RECORDED;
                assertThat(next.unfinished()).contains(new Unfinished(found.job(), start));
                return;
            }
            assertThat(found.job().program().orElseThrow().data().get(0).bytes().length())
                    .isEqualTo(number);
        }

        private static boolean isRefused(CompletableFuture<Recording> promise) {
            return promise.isDone() && promise.join() instanceof Recording.Failed;
        }

        private static boolean isRecorded(CompletableFuture<Recording> promise) {
            return promise.isDone() && promise.join() instanceof Recording.Recorded;
        }
    }
}
