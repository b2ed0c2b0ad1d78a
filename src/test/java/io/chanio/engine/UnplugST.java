package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.engine.Outcome.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The device is unplugged while its program runs, in the lab's guest: whoever starts this test unplugs it when the line
 * {@code UNPLUG-NOW} is printed.
 */
class UnplugST {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @Test
    void endsTheProgramAndClosesTheSubchannel() {
        try (LabEngine engine = new LabEngine()) {
            engine.port().suspendNext();
            Job running = engine.offer(LaneBed.nop(), TIMEOUT);
            engine.stepUntil("it runs", () -> engine.view().running().isPresent());
            Job waiting = engine.offer(LaneBed.nop(), TIMEOUT);
            System.out.println("UNPLUG-NOW");

            Job ended = engine.end(running.id());

            assertThat(ended.outcome().orElseThrow().kind()).isEqualTo(Kind.DEVICE_REMOVED);
            assertThat(endsWith(engine, waiting)).isIn(Kind.DEVICE_REMOVED, Kind.DEVICE_NOT_OPERATIONAL);
            engine.stepUntil("it is closed", () -> engine.view().state() == LaneView.State.CLOSED);
        }
    }

    private static Kind endsWith(LabEngine engine, Job job) {
        return engine.end(job.id()).outcome().orElseThrow().kind();
    }
}
