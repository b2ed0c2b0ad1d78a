package io.chanio.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.SubchannelId;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.Outcome.Kind;
import io.chanio.engine.Resumed;
import io.chanio.engine.Unfinished;
import io.chanio.engine.Unfinished.Start;
import io.chanio.engine.Work;
import io.chanio.operation.OperationCatalogue;
import io.chanio.port.Backend;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private static final Instant SUBMITTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = SUBMITTED.plusSeconds(5);
    private static final Effect WRITES = new Effect(true, false);
    private static final Effect READS = new Effect(false, true);

    private final List<Job> told = new ArrayList<>();
    private final Recovery recovery = new Recovery(new OperationCatalogue(), told::add, () -> NOW);

    @Test
    void runsWhatNeverStartedInItsOrder() {
        Work program = new Work.RunProgram(ChannelProgram.of(), WRITES);
        Job first = job(1, program);
        Job second = job(2, program);

        List<Resumed> again = recovery.recover(List.of(unstarted(first), unstarted(second)));

        assertThat(again).extracting(Resumed::request).containsExactly(first.request(), second.request());
        assertThat(again).extracting(Resumed::submittedAt).containsOnly(SUBMITTED);
        assertThat(told).isEmpty();
    }

    @Test
    void neverRunsAgainWhatMayHaveRun() {
        Job job = job(1, new Work.RunProgram(ChannelProgram.of(), WRITES));

        assertThat(recovery.recover(List.of(new Unfinished(job, Start.RECORDED))))
                .isEmpty();

        Job ended = told.getFirst();
        assertThat(ended.id()).isEqualTo(job.id());
        assertThat(ended.state()).isEqualTo(JobState.INDETERMINATE);
        assertThat(ended.outcome().orElseThrow().kind()).isEqualTo(Kind.SERVICE_RESTARTED);
        assertThat(ended.finishedAt()).contains(NOW);
    }

    @Test
    void looksOperationsUpAgain() {
        Job job = job(1, new Work.RunNamed("eckd-read-track", Map.of("cylinder", 3, "head", 4), READS));

        Resumed again = recovery.recover(List.of(unstarted(job))).getFirst();

        assertThat(again.request().work()).isInstanceOfSatisfying(Work.RunRecipe.class, work -> {
            assertThat(work.recipe().name()).isEqualTo("eckd-read-track");
            assertThat(work.parameters()).containsEntry("cylinder", 3);
        });
    }

    @Test
    void endsAnOperationThatThisVersionDoesNotKnow() {
        Job job = job(1, new Work.RunNamed("of-another-time", Map.of(), READS));

        assertThat(recovery.recover(List.of(unstarted(job)))).isEmpty();

        assertThat(told.getFirst().state()).isEqualTo(JobState.FAILED);
        assertThat(told.getFirst().outcome().orElseThrow().detail()).contains("of-another-time");
    }

    @Test
    void doesNotRunAgainWhatItsClientHadCancelled() {
        Job running = job(1, new Work.RunProgram(ChannelProgram.of(), READS), Optional.of(SUBMITTED));

        assertThat(recovery.recover(List.of(unstarted(running)))).isEmpty();

        Job ended = told.getFirst();
        assertThat(ended.state()).isEqualTo(JobState.INDETERMINATE);
        assertThat(ended.outcome().orElseThrow().kind()).isEqualTo(Kind.SERVICE_RESTARTED);
        assertThat(ended.outcome().orElseThrow().detail()).contains("cancelled on request");
    }

    private static Unfinished unstarted(Job job) {
        return new Unfinished(job, Start.NOT_RECORDED);
    }

    private static Job job(int number, Work work) {
        return job(number, work, Optional.empty());
    }

    private static Job job(int number, Work work, Optional<Instant> cancelRequestedAt) {
        JobRequest request = new JobRequest(
                new JobId(new UUID(0, number)), new SubchannelId(0, 1), work, Duration.ofSeconds(30), Optional.empty());
        return new Job(
                request,
                Backend.SIMULATED,
                JobState.QUEUED,
                SUBMITTED,
                Optional.empty(),
                Optional.empty(),
                0,
                cancelRequestedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
