package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Irq;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs that an earlier chanio had accepted run when their subchannel is open, before any new one. */
class EngineResumingTest extends RescanBed {

    @Test
    void runsThemInTheirOrderBeforeNewOnes() {
        Resumed earlier = resumed(Duration.ofSeconds(30));
        Resumed later = resumed(Duration.ofSeconds(30));
        engine.resume(List.of(earlier, later));

        openFirst();

        assertThat(engine.find(FIRST).orElseThrow().running())
                .contains(earlier.request().id());
        assertThat(view(FIRST).depth()).isEqualTo(1);
    }

    @Test
    void waitsForASubchannelThatComesLater() {
        Resumed job = resumed(Duration.ofMinutes(30));
        engine.resume(List.of(job));
        inventory.list(unusable(FIRST, "not yet"));
        engine.open();
        step();
        assertThat(ended).isEmpty();

        inventory.prepare(new ScriptedPort().on(Irq.IO, interruption.number()).on(Irq.REQ, request.number()));
        inventory.list(usable(FIRST));
        rescan();

        assertThat(view(FIRST).running()).contains(job.request().id());
    }

    @Test
    void endsThoseWhoseTimeIsUp() {
        engine.resume(List.of(resumed(Duration.ofSeconds(1))));
        inventory.list(unusable(FIRST, "not yet"));
        engine.open();

        clock.advance(Duration.ofSeconds(2));
        rescan();

        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().outcome().orElseThrow().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(ended.getFirst().state()).isEqualTo(JobState.FAILED);
        assertThat(ended.getFirst().startedAt()).isEmpty();
    }

    @Test
    void endsThoseWhoseTimeIsUpWhileNobodyCanListTheSubchannels() {
        engine.resume(List.of(resumed(Duration.ofSeconds(1))));
        inventory.breakListing();
        engine.open();

        clock.advance(Duration.ofSeconds(2));
        rescan();

        assertThat(ended).hasSize(1);
    }

    @Test
    void cancelsOneThatStillWaitsForItsSubchannel() {
        Resumed job = resumed(Duration.ofMinutes(1));
        engine.resume(List.of(job));
        inventory.list(unusable(FIRST, "not yet"));
        engine.open();

        Optional<Cancellation> answer =
                engine.cancel(FIRST, job.request().id()).toCompletableFuture().join();

        assertThat(answer).get().isInstanceOf(Cancellation.Cancelled.class);
        assertThat(ended.getFirst().state()).isEqualTo(JobState.CANCELLED);
    }

    private Resumed resumed(Duration timeout) {
        JobRequest like = job(FIRST);
        return new Resumed(
                new JobRequest(ids.next(), FIRST, like.work(), timeout, Optional.empty()), clock.instant(), 0);
    }
}
