package io.chanio.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.control.AllJobs.Listed;
import io.chanio.control.AllJobs.Sought;
import io.chanio.css.SubchannelId;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.Job;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobIds;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.OtherNodes;
import io.chanio.engine.Work;
import io.chanio.ledger.Limits;
import io.chanio.ledger.MemoryLedger;
import io.chanio.operation.OperationCatalogue;
import io.chanio.port.Backend;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What one node answers of the jobs of two. */
class AllJobsTest {

    private static final JobFilter ALL = new JobFilter(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MemoryLedger ledger = new MemoryLedger(Limits.DEFAULT, () -> FakeLanes.ACCEPTED_AT);
    private final Elsewhere elsewhere = new Elsewhere();
    private final AllJobs jobs = new AllJobs(
            new Jobs(
                    new FakeLanes(ledger),
                    ledger,
                    new OperationCatalogue(),
                    new JobIds(() -> FakeLanes.ACCEPTED_AT, new Random(1)),
                    new Jobs.Settings(SECOND, 1)),
            elsewhere);

    @Test
    void listsBothNewestFirst() {
        JobRecord one = here(1);
        JobRecord two = there(2);
        JobRecord three = there(3);
        JobRecord four = here(4);

        assertThat(list(Optional.empty(), 10)).containsExactly(four, three, two, one);
        assertThat(list(Optional.empty(), 3)).containsExactly(four, three, two);
        assertThat(list(Optional.of(two.job().id()), 3)).containsExactly(one);
    }

    @Test
    void givesAPageAfterTheOtherWithoutMissingOrRepeatingAny() {
        List<JobRecord> written = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            written.addFirst(i % 3 == 0 ? here(i) : there(i));
        }
        List<JobRecord> read = new ArrayList<>();
        for (int page = 0; page < 10; page++) {
            read.addAll(list(
                    read.isEmpty()
                            ? Optional.empty()
                            : Optional.of(read.getLast().job().id()),
                    2));
        }

        assertThat(read).isEqualTo(written);
    }

    @Test
    void saysWhenAListWouldMissJobs() {
        here(1);
        elsewhere.away = true;

        assertThat(now(jobs.list(ALL, Optional.empty(), 10))).isEqualTo(new Listed.Unavailable("away"));
    }

    @Test
    void answersForItsOwnJobsWithoutAskingTheRecord() {
        JobRecord mine = here(1);
        elsewhere.away = true;

        assertThat(now(jobs.find(mine.job().id()))).isEqualTo(new Sought.Found(mine));
        assertThat(now(jobs.await(mine.job().id(), new Awaited.End(), Duration.ZERO)))
                .isEqualTo(new Sought.Found(mine));
        assertThat(elsewhere.asked).isZero();
    }

    @Test
    void findsTheJobsOfTheOther() {
        JobRecord other = there(1);

        assertThat(now(jobs.find(other.job().id()))).isEqualTo(new Sought.Found(other));
        assertThat(now(jobs.await(other.job().id(), new Awaited.End(), SECOND))).isEqualTo(new Sought.Found(other));
    }

    @Test
    void doesNotCallAJobUnknownThatMayBeTheOthers() {
        assertThat(now(jobs.find(id(1)))).isEqualTo(new Sought.Unknown(id(1)));
        elsewhere.away = true;

        assertThat(now(jobs.find(id(1)))).isEqualTo(new Sought.Unavailable("away"));
        assertThat(now(jobs.cancel(id(1)))).isEqualTo(new Cancelled.Unavailable("away"));
    }

    @Test
    void cancelsOnlyItsOwn() {
        JobRecord other = there(1);

        assertThat(now(jobs.cancel(other.job().id()))).isEqualTo(new Cancelled.OfAnotherNode(other));
        assertThat(now(jobs.cancel(id(9)))).isEqualTo(new Cancelled.UnknownJob(id(9)));
    }

    private List<JobRecord> list(Optional<JobId> before, int limit) {
        return ((Listed.Found) now(jobs.list(ALL, before, limit))).jobs();
    }

    private JobRecord here(int number) {
        ledger.reserve(id(number), Keeping.PROMISED, Optional.empty());
        ledger.changed(job(number));
        return ledger.find(id(number)).orElseThrow();
    }

    private JobRecord there(int number) {
        JobRecord record = new JobRecord(job(number), 1, true, Optional.of("there"));
        elsewhere.jobs.addFirst(record);
        return record;
    }

    private static <T> T now(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(future).isDone();
        return future.join();
    }

    private static JobId id(int number) {
        return new JobId(new UUID(number, 0));
    }

    private static Job job(int number) {
        return new Job(
                new JobRequest(
                        id(number),
                        new SubchannelId(0, 1),
                        new Work.RunProgram(ChannelProgram.of(), new Effect(false, true)),
                        SECOND,
                        Optional.empty()),
                Backend.SIMULATED,
                JobState.QUEUED,
                FakeLanes.ACCEPTED_AT,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The other node's jobs, newest first. */
    private static final class Elsewhere implements OtherNodes {

        private final List<JobRecord> jobs = new ArrayList<>();
        private boolean away;
        private int asked;

        @Override
        public CompletionStage<Answer<Optional<JobRecord>>> find(JobId job) {
            return answer(jobs.stream()
                    .filter(record -> record.job().id().equals(job))
                    .findFirst());
        }

        @Override
        public CompletionStage<Answer<Optional<JobRecord>>> await(JobId job, Awaited awaited, Duration atMost) {
            return find(job);
        }

        @Override
        public CompletionStage<Answer<List<JobRecord>>> list(JobFilter filter, Optional<JobId> before, int limit) {
            return answer(jobs.stream()
                    .filter(record -> before.map(id -> record.job().id().compareTo(id) < 0)
                            .orElse(true))
                    .limit(limit)
                    .toList());
        }

        private <T> CompletionStage<Answer<T>> answer(T value) {
            asked++;
            return CompletableFuture.completedFuture(
                    away ? new Answer.Unavailable<>("away") : new Answer.Found<>(value));
        }
    }
}
