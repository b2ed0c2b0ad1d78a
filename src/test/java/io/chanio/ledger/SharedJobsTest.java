package io.chanio.ledger;

import static io.chanio.ledger.KeptJobs.READS;
import static io.chanio.ledger.KeptJobs.ended;
import static io.chanio.ledger.KeptJobs.id;
import static io.chanio.ledger.KeptJobs.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.Job;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.OtherNodes.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Questions for the jobs of other nodes, over a record that a test arranges and threads that it steps. */
class SharedJobsTest {

    private static final JobFilter ALL = new JobFilter(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int DATA = 7;

    private Instant now = KeptJobs.ACCEPTED_AT;
    private final Records record = new Records();
    private final Deque<Runnable> questions = new ArrayDeque<>();
    private final Deque<Runnable> timers = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private int questionsMax = 1000;
    private final SharedJobs jobs = new SharedJobs(
            record, "here", KeptJobs.codec(), new SharedJobs.Threads(this::queue, this::later), () -> now);

    @Test
    void findsTheWholeJobOfAnotherNode() {
        record.put("there", ended(1, READS, DATA), 5);

        JobRecord found = foundNow(jobs.find(id(1))).orElseThrow();

        assertThat(found.node()).contains("there");
        assertThat(found.version()).isEqualTo(5);
        assertThat(found.job().program().orElseThrow().data().getFirst().bytes())
                .isEqualTo(Octets.zeros(DATA));
    }

    @Test
    void doesNotFindWhatItsOwnNodeGaveUpAndMayStillBeRecorded() {
        record.put("here", ended(1, READS, DATA), 1);

        assertThat(foundNow(jobs.find(id(1)))).isEmpty();
        assertThat(foundNow(jobs.find(id(2)))).isEmpty();
    }

    @Test
    void listsWithoutData() {
        record.put("there", ended(1, READS, DATA), 1);

        CompletionStage<Answer<List<JobRecord>>> answer = jobs.list(ALL, Optional.empty(), 10);
        runQuestions();

        List<JobRecord> listed = ((Answer.Found<List<JobRecord>>) now(answer)).value();
        assertThat(listed).hasSize(1);
        assertThat(listed.getFirst().node()).contains("there");
        assertThat(listed.getFirst()
                        .job()
                        .program()
                        .orElseThrow()
                        .data()
                        .getFirst()
                        .bytes())
                .isEqualTo(Octets.EMPTY);
    }

    @Test
    void asksNothingOnTheThreadOfWhoeverAsks() {
        record.put("there", queued(1, READS), 1);

        CompletionStage<Answer<Optional<JobRecord>>> answer = jobs.find(id(1));

        assertThat(record.asked).isZero();
        assertThat(answer.toCompletableFuture()).isNotDone();
    }

    @Test
    void saysThatTheRecordIsAway() {
        record.away = true;

        assertUnavailable(jobs.find(id(1)), "away");
        assertUnavailable(jobs.await(id(1), new Awaited.End(), MINUTE), "away");
        CompletionStage<Answer<List<JobRecord>>> list = jobs.list(ALL, Optional.empty(), 10);
        runQuestions();
        assertThat(now(list)).isEqualTo(new Answer.Unavailable<>("away"));
    }

    @Test
    void saysWhichJobItCanNotRead() {
        record.documents.put(id(1), new StoredJob("there", record.item(id(1), Octets.of(99))));

        assertUnavailable(jobs.find(id(1)), "is of version 99");
    }

    @Test
    void refusesMoreQuestionsThanMayWait() {
        questionsMax = 1;
        CompletionStage<Answer<Optional<JobRecord>>> first = jobs.find(id(1));

        assertThat(now(jobs.find(id(2)))).isInstanceOf(Answer.Unavailable.class);
        runQuestions();
        assertThat(now(first)).isInstanceOf(Answer.Found.class);
    }

    @Test
    void doesNotAskWhatWaitedTooLong() {
        CompletionStage<Answer<Optional<JobRecord>>> answer = jobs.find(id(1));
        now = now.plus(SharedJobs.PATIENCE).plusMillis(1);

        assertUnavailable(answer, "not reached in 5 s");
        assertThat(record.asked).isZero();
    }

    @Test
    void looksAgainUntilTheJobEnds() {
        record.put("there", queued(1, READS), 1);
        CompletionStage<Answer<Optional<JobRecord>>> answer = jobs.await(id(1), new Awaited.End(), MINUTE);
        runQuestions();
        assertThat(answer.toCompletableFuture()).isNotDone();
        assertThat(pauses).containsExactly(SharedJobs.PACE);

        record.put("there", ended(1, READS, DATA), 3);
        timers.remove().run();

        assertThat(foundNow(answer).orElseThrow().job().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(timers).isEmpty();
    }

    @Test
    void answersAsItStandsWhenTheTimeIsOver() {
        record.put("there", queued(1, READS), 1);
        CompletionStage<Answer<Optional<JobRecord>>> answer =
                jobs.await(id(1), new Awaited.End(), SharedJobs.PACE.plusMillis(10));
        runQuestions();
        now = now.plus(SharedJobs.PACE);
        timers.remove().run();
        runQuestions();
        assertThat(pauses).containsExactly(SharedJobs.PACE, Duration.ofMillis(10));
        now = now.plusMillis(10);
        timers.remove().run();

        assertThat(foundNow(answer).orElseThrow().job().state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void seesAnotherVersion() {
        record.put("there", queued(1, READS), 4);

        assertThat(foundNow(jobs.await(id(1), new Awaited.Change(3), MINUTE)))
                .get()
                .extracting(JobRecord::version)
                .isEqualTo(4L);
        CompletionStage<Answer<Optional<JobRecord>>> same = jobs.await(id(1), new Awaited.Change(4), MINUTE);
        runQuestions();
        assertThat(same.toCompletableFuture()).isNotDone();
    }

    @Test
    void waitsForAFewAtOnceAndAnswersTheOthersAsTheyStand() {
        record.put("there", queued(1, READS), 1);
        for (int i = 0; i < SharedJobs.WAITERS_MAX; i++) {
            CompletionStage<Answer<Optional<JobRecord>>> waits = jobs.await(id(1), new Awaited.End(), MINUTE);
            runQuestions();
            assertThat(waits.toCompletableFuture()).isNotDone();
        }

        assertThat(foundNow(jobs.await(id(1), new Awaited.End(), MINUTE))).isPresent();

        record.put("there", ended(1, READS, DATA), 2);
        timers.remove().run();
        runQuestions();
        CompletionStage<Answer<Optional<JobRecord>>> next = jobs.await(id(2), new Awaited.End(), MINUTE);
        record.put("there", queued(2, READS), 1);
        runQuestions();
        assertThat(next.toCompletableFuture()).isNotDone();
    }

    private void assertUnavailable(CompletionStage<Answer<Optional<JobRecord>>> answer, String why) {
        runQuestions();
        assertThat(now(answer))
                .isInstanceOfSatisfying(Answer.Unavailable.class, unavailable -> assertThat(unavailable.detail())
                        .contains(why));
    }

    private Optional<JobRecord> foundNow(CompletionStage<Answer<Optional<JobRecord>>> answer) {
        runQuestions();
        return ((Answer.Found<Optional<JobRecord>>) now(answer)).value();
    }

    private static <T> T now(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(future).isDone();
        return future.join();
    }

    private void queue(Runnable question) {
        if (questions.size() == questionsMax) {
            throw new RejectedExecutionException("full");
        }
        questions.add(question);
    }

    private void later(Duration after, Runnable task) {
        pauses.add(after);
        timers.add(task);
    }

    private void runQuestions() {
        while (!questions.isEmpty()) {
            questions.remove().run();
        }
    }

    /** What all nodes have written. */
    private static final class Records implements StoredJobs {

        private final Map<JobId, StoredJob> documents = new LinkedHashMap<>();
        private boolean away;
        private int asked;

        void put(String node, Job job, long version) {
            Item.OfJob item = (Item.OfJob) KeptJobs.codec()
                    .item(new Kept(new JobRecord(job, version, true), Keeping.PROMISED, Optional.empty()));
            documents.put(job.id(), new StoredJob(node, item));
        }

        Item.OfJob item(JobId id, Octets document) {
            return new Item.OfJob(id, KeptJobs.SUBCHANNEL, JobState.QUEUED, Optional.empty(), document);
        }

        @Override
        public Optional<StoredJob> find(JobId job) {
            ask();
            return Optional.ofNullable(documents.get(job));
        }

        @Override
        public <T> List<T> listOfOthers(
                JobFilter filter, Optional<JobId> before, int limit, Function<StoredJob, T> form) {
            ask();
            return documents.values().stream().map(form).toList();
        }

        private void ask() {
            asked++;
            if (away) {
                throw new StoreUnusableException("away");
            }
        }
    }
}
