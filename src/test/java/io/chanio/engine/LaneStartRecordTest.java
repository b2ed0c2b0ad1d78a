package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Octets;
import io.chanio.engine.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Nothing that must not run twice starts before its record says that it is about to. */
class LaneStartRecordTest {

    private final ScriptedPort port = new ScriptedPort();
    private final LaneBed bed = LaneBed.over(port);

    @Test
    void startsARepeatableJobWithoutAsking() {
        bed.startRecord = new CompletableFuture<>();

        bed.run(LaneBed.nop());

        assertThat(port.starts()).isOne();
        assertThat(bed.starting).isEmpty();
    }

    @Test
    void startsAnotherOnceTheRecordIsMade() {
        bed.startRecord = new CompletableFuture<>();
        JobId id = bed.runWriting(LaneBed.write(Octets.of(1)));
        assertThat(port.starts()).isZero();
        assertThat(bed.starting).extracting(Job::id).containsExactly(id);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.BUSY);
        int rings = bed.rings;

        bed.startRecord.complete(null);

        assertThat(bed.rings).isEqualTo(rings + 1);
        bed.turn();
        assertThat(port.starts()).isOne();
        assertThat(bed.starting).hasSize(1);
    }

    @Test
    void neverStartsOneThatCantBeRecordedAndGoesOn() {
        bed.startRecord = CompletableFuture.failedFuture(new IOException("no space left"));
        bed.runWriting(LaneBed.write(Octets.of(1)));

        assertThat(bed.outcome().kind()).isEqualTo(Kind.START_FAILED);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.FAILED);
        assertThat(port.starts()).isZero();
        bed.run(LaneBed.nop());
        assertThat(port.starts()).isOne();
    }

    @Test
    void keepsTheOrderBehindAJobThatWaitsForItsRecord() {
        bed.startRecord = new CompletableFuture<>();
        bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.run(LaneBed.nop());

        assertThat(port.starts()).isZero();
    }

    @Test
    void endsInTimeWhenTheRecordIsNeverMade() {
        bed.startRecord = new CompletableFuture<>();
        bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.pass(LaneBed.TIMEOUT.plus(Duration.ofSeconds(1)));

        assertThat(bed.outcome().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(bed.endedJob().startedAt()).isEmpty();
        assertThat(port.starts()).isZero();
    }

    @Test
    void cancelsAJobThatWaitsForItsRecord() {
        bed.startRecord = new CompletableFuture<>();
        JobId id = bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.lane.cancel(id);
        bed.turn();
        bed.startRecord.complete(null);
        bed.turn();

        assertThat(bed.endedJob().state()).isEqualTo(JobState.CANCELLED);
        assertThat(port.starts()).isZero();
    }

    @Test
    void leavesToTheNextLifeWhatOutlivesThisOne() {
        bed.run(LaneBed.nop());
        JobId kept = bed.offer(new Work.RunProgram(LaneBed.nop(), LaneBed.READS), LaneBed.TIMEOUT);
        JobId lost = bed.offer(new Work.RunProgram(LaneBed.nop(), LaneBed.READS), LaneBed.TIMEOUT);
        bed.outliving.add(kept);

        bed.lane.drain(Long.MAX_VALUE, bed.clock.getAsLong());

        assertThat(bed.endedJob().id()).isEqualTo(lost);
        assertThat(bed.job(kept).state()).isEqualTo(JobState.QUEUED);
        assertThat(bed.lane.view().depth()).isZero();
    }

    @Test
    void saysThatItIsDrainingToWhoeverCancelsAJobThatIsLeft() {
        bed.run(LaneBed.nop());
        JobId kept = bed.offer(new Work.RunProgram(LaneBed.nop(), LaneBed.READS), LaneBed.TIMEOUT);
        bed.outliving.add(kept);
        bed.lane.drain(Long.MAX_VALUE, bed.clock.getAsLong());

        var answer = bed.lane.cancel(kept).toCompletableFuture();
        bed.turn();

        assertThat(answer)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("cancelled then");
    }
}
