package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.engine.LaneObserver.InterruptionKind;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.AsyncRegion;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine does about halt, clear, timeouts and lost status on the kernel's own driver, in the lab's guest. */
class EngineOnVfioST {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final LabEngine engine = new LabEngine();

    @AfterEach
    void takesTheNextProgramAndLetsGo() {
        assertThat(endOf(engine.run(LaneBed.nop(), TIMEOUT))).isEqualTo(Kind.COMPLETED);
        engine.close();
    }

    @Test
    void identifiesTheDeviceAndItsPathsWhenItIsOpened() {
        assertThat(engine.view().identity()).isPresent();
        assertThat(engine.view().deviceNumber()).isPresent();
        assertThat(engine.view().paths().orElseThrow().paths()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({AsyncRegion.HALT_SUBCHANNEL + ", HALT", AsyncRegion.CLEAR_SUBCHANNEL + ", CLEAR"})
    void takesTheEndOfAFunctionThatAnIdleSubchannelWasAskedFor(int command, InterruptionKind kind) {
        assertThat(engine.async(command)).isEqualTo(AsyncRegion.LENGTH);
        engine.stepUntil(kind + " has ended", () -> engine.interruptions.contains(kind));

        assertThat(engine.view().state()).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @ParameterizedTest
    @CsvSource({AsyncRegion.HALT_SUBCHANNEL + ", HALT", AsyncRegion.CLEAR_SUBCHANNEL + ", CLEAR"})
    void endsTheProgramThatAFunctionEnded(int command, InterruptionKind kind) {
        engine.port().suspendNext();
        Job job = engine.offer(LaneBed.nop(), TIMEOUT);
        engine.stepUntil("it runs", () -> engine.view().running().isPresent());
        assertThat(engine.async(command)).isEqualTo(AsyncRegion.LENGTH);

        assertThat(endOf(engine.end(job.id()))).isEqualTo(Kind.CANCELLED);
        assertThat(engine.interruptions).contains(kind);
    }

    @Test
    void timesOutAProgramThatNeverEnds() {
        engine.port().suspendNext();
        Job job = engine.run(LaneBed.nop(), SHORT);

        assertThat(endOf(job)).isEqualTo(Kind.TIMED_OUT);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(engine.interruptions).containsExactly(InterruptionKind.HALT, InterruptionKind.CLEAR);
    }

    @Test
    void findsALostStatusByTheSchib() {
        engine.port().hideUntilCleared();
        Job job = engine.run(LaneBed.nop(), TIMEOUT);

        assertThat(endOf(job)).isEqualTo(Kind.STATUS_LOST);
        assertThat(job.state()).isEqualTo(JobState.INDETERMINATE);
        assertThat(engine.interruptions).containsExactly(InterruptionKind.CLEAR);
    }

    private static Kind endOf(Job job) {
        return job.outcome().orElseThrow().kind();
    }
}
