package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.engine.Outcome.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lane whose device, or its control unit, is busy with another. */
class LaneBusyDeviceTest {

    private final ScriptedPort port = new ScriptedPort();
    private final LaneBed bed = LaneBed.over(port);

    @Test
    void startsAgainWhenTheDeviceEndComes() {
        JobId id = bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.interrupt(IrbBuilder.busy());
        assertThat(port.starts()).isOne();
        assertThat(bed.ended).isEmpty();
        bed.interrupt(IrbBuilder.unsolicited(DeviceStatus.Bit.DEVICE_END));
        bed.turn();
        assertThat(port.starts()).isEqualTo(2);
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.job(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(bed.job(id).attempts()).isEqualTo(2);
    }

    @Test
    void startsAgainAfterAPauseWhereNothingComes() {
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.busy().with(DeviceStatus.Bit.STATUS_MODIFIER));
        assertThat(port.starts()).isOne();

        bed.pass(EngineLimits.DEFAULT.busyPauseMin());

        assertThat(port.starts()).isEqualTo(2);
    }

    @Test
    void endsWhenTheDeviceStaysBusyTooLong() {
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.busy());
        long until = bed.clock.getAsLong() + Duration.ofSeconds(20).toNanos();
        while (bed.ended.isEmpty() && bed.clock.getAsLong() < until) {
            bed.pass(EngineLimits.DEFAULT.busyPauseMax());
            bed.interrupt(IrbBuilder.busy());
        }

        assertThat(bed.outcome().kind()).isEqualTo(Kind.DEVICE_BUSY);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.FAILED);
        assertThat(bed.endedJob().attempts()).isBetween(5, 20);
        assertThat(bed.endedJob().program().orElseThrow().irb()).isPresent();
    }

    @Test
    void aBusyDeviceUsesUpNoneOfTheStartsThatPendingStatusMay() {
        JobId id = bed.run(LaneBed.nop());
        for (int time = 0; time <= EngineLimits.DEFAULT.restarts(); time++) {
            bed.interrupt(IrbBuilder.busy());
            bed.interrupt(IrbBuilder.unsolicited(DeviceStatus.Bit.DEVICE_END));
            bed.turn();
        }

        bed.interrupt(IrbBuilder.deferred(ConditionCode.STATUS_PENDING));
        bed.pass(EngineLimits.DEFAULT.startPauseMax());
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.job(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void doesNotRepeatWhatBeganBeforeTheDeviceWasBusy() {
        bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.interrupt(IrbBuilder.busy().atCcw(1));

        assertThat(bed.outcome().kind()).isEqualTo(Kind.DEVICE_BUSY);
        assertThat(port.starts()).isOne();
    }

    @Test
    void aTimeoutEndsTheWait() {
        JobId id = bed.offer(new Work.RunProgram(LaneBed.nop(), LaneBed.READS), Duration.ofMillis(10));
        bed.turn();
        bed.interrupt(IrbBuilder.busy());

        bed.pass(Duration.ofMillis(10));

        assertThat(bed.job(id).outcome().orElseThrow().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(bed.job(id).state()).isEqualTo(JobState.FAILED);
    }
}
