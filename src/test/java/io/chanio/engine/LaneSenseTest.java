package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lane whose device owes sense data after a unit check. */
class LaneSenseTest {

    private static final Octets SENSE = Octets.ofHex("80000000");
    private static final PathMask OTHER_PATH = new PathMask(0x80);
    private static final int NOT_SENSED = 28;

    private final ScriptedPort port = new ScriptedPort();
    private final LaneBed bed = LaneBed.over(port);

    @Test
    void concurrentSenseNeedsNoProgram() {
        bed.run(LaneBed.nop());

        bed.interrupt(IrbBuilder.cleanEnd().withUnitCheck().withSense(SENSE));

        assertThat(port.starts()).isEqualTo(1);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.UNIT_CHECK);
        assertThat(bed.endedJob().program().orElseThrow().sense()).contains(new Sense(Sense.Source.CONCURRENT, SENSE));
    }

    @Test
    void basicSenseIsTheVeryNextProgramOnTheSamePath() {
        JobId failed = bed.run(LaneBed.read(8));
        JobId queued = bed.run(LaneBed.nop());

        bed.interrupt(IrbBuilder.cleanEnd().withUnitCheck().onPath(OTHER_PATH));
        assertThat(bed.ended).isEmpty();
        assertThat(port.firstCcwAtStart().at(0)).as("command").isEqualTo(0x04);
        assertThat(port.lpms().getLast()).isEqualTo(OTHER_PATH);
        port.storeData(SENSE);
        bed.interrupt(IrbBuilder.cleanEnd().withResidual(NOT_SENSED));

        Job job = bed.job(failed);
        assertThat(job.outcome().orElseThrow().kind()).isEqualTo(Kind.UNIT_CHECK);
        assertThat(job.program().orElseThrow().sense()).contains(new Sense(Sense.Source.BASIC, SENSE));
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(port.starts()).as("now the queue").isEqualTo(3);
        assertThat(bed.lane.view().running()).contains(queued);
    }

    @Test
    void senseThatCanNotBeHadIsUnavailable() {
        bed.run(LaneBed.read(8));
        bed.interrupt(IrbBuilder.cleanEnd().withUnitCheck());

        bed.interrupt(IrbBuilder.cleanEnd().withUnitCheck());

        assertThat(port.starts()).isEqualTo(2);
        assertThat(bed.endedJob().program().orElseThrow().sense().orElseThrow().source())
                .isEqualTo(Sense.Source.UNAVAILABLE);
    }

    @Test
    void aSenseThatNeverEndsIsCleared() {
        bed.run(LaneBed.read(8));
        bed.interrupt(IrbBuilder.cleanEnd().withUnitCheck());

        bed.pass(EngineLimits.DEFAULT.senseTime());
        bed.interrupt(IrbBuilder.haltEnded());
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.calls()).containsExactly("start", "start", "halt", "clear");
        assertThat(bed.outcome().kind()).isEqualTo(Kind.UNIT_CHECK);
        assertThat(bed.endedJob().program().orElseThrow().sense().orElseThrow().source())
                .isEqualTo(Sense.Source.UNAVAILABLE);
    }

    @Test
    void aUnitCheckThatNobodyAskedForIsSensedToo() {
        bed.interrupt(IrbBuilder.unsolicited(DeviceStatus.Bit.UNIT_CHECK));
        port.storeData(SENSE);
        JobId waiting = bed.run(LaneBed.nop());
        assertThat(port.starts()).isEqualTo(1);

        bed.interrupt(IrbBuilder.cleanEnd().withResidual(NOT_SENSED));

        assertThat(bed.eventSenses).containsExactly(new Sense(Sense.Source.BASIC, SENSE));
        assertThat(port.starts()).isEqualTo(2);
        assertThat(bed.lane.view().running()).contains(waiting);
    }

    @Test
    void aUnitCheckInTheWayOfAStartIsSensedBeforeTheStartIsMadeAgain() {
        bed.run(LaneBed.read(4));
        bed.interrupt(IrbBuilder.deferred(ConditionCode.STATUS_PENDING, DeviceStatus.Bit.UNIT_CHECK));
        assertThat(port.firstCcwAtStart().at(0)).isEqualTo(0x04);

        bed.interrupt(IrbBuilder.cleanEnd());
        assertThat(port.firstCcwAtStart().at(0)).isEqualTo(LaneBed.READ);
        assertThat(port.buffersAtStart().first(32)).isEqualTo(Octets.zeros(32));
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.eventSenses).hasSize(1);
        assertThat(bed.outcome().kind()).isEqualTo(Kind.COMPLETED);
        assertThat(bed.endedJob().program().orElseThrow().sense()).isEmpty();
    }

    @Test
    void theSenseIsFetchedEvenWhenTheJobsTimeIsUp() {
        bed.run(LaneBed.read(8));
        bed.pass(LaneBed.TIMEOUT.minusMillis(1));
        bed.interrupt(IrbBuilder.cleanEnd().withUnitCheck());

        bed.pass(Duration.ofSeconds(1));
        port.storeData(SENSE);
        bed.interrupt(IrbBuilder.cleanEnd().withResidual(NOT_SENSED));

        assertThat(port.calls()).containsExactly("start", "start");
        assertThat(bed.endedJob().program().orElseThrow().sense().orElseThrow().source())
                .isEqualTo(Sense.Source.BASIC);
    }

    @Test
    void aSenseThatIsOwedComesBeforeAStartThatIsMadeAgain() {
        port.refuseStart(Errno.EBUSY);
        bed.run(LaneBed.read(4));

        bed.interrupt(IrbBuilder.programControlled().withUnitCheck());
        bed.pass(Duration.ofSeconds(1));

        assertThat(port.firstCcwAtStart().at(0)).isEqualTo(0x04);
        bed.interrupt(IrbBuilder.cleanEnd());
        assertThat(port.firstCcwAtStart().at(0)).isEqualTo(LaneBed.READ);
    }

    @Test
    void aJobBehindAnEventsSenseIsCancelledAtOnce() {
        port.refuseStart(Errno.EAGAIN);
        JobId behind = bed.run(LaneBed.read(4));
        bed.interrupt(IrbBuilder.unsolicited(DeviceStatus.Bit.UNIT_CHECK));

        var answer = bed.lane.cancel(behind).toCompletableFuture();
        bed.turn();
        assertThat(answer.join().orElseThrow()).isInstanceOf(Cancellation.Cancelled.class);
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.eventSenses).hasSize(1);
        assertThat(bed.endedJob().state()).isEqualTo(JobState.CANCELLED);
        assertThat(port.starts()).as("the refused start and the sense").isEqualTo(2);
    }
}
