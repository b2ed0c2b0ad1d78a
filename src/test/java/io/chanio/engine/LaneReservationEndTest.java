package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import io.chanio.port.Irq;
import io.chanio.program.AllegianceCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a reservation when chanio ends or gives the device back, and when it comes again. */
class LaneReservationEndTest extends ReservationBed {

    // A restart

    @Test
    void isPinnedAfterARestartFromItsOwnFirstProgramOn() {
        bed.remembered.put(ScriptedPort.SUBCHANNEL, PATH_1);
        ScriptedPort next = new ScriptedPort().paths(PATHS_0_1_2, PATHS_0_1_2);

        LaneBed restarted = new LaneBed(next, new SenseIdOpening(), bed.remembered);

        assertThat(next.lpms()).containsExactly(PATH_1);
        assertThat(restarted.lane.view().reserved()).contains(PATH_1);
    }

    // The end

    @Test
    void releasesAtDrainWhenNothingRunsAnyMore() {
        reserve(PATH_0);
        bed.run(LaneBed.nop());
        bed.lane.drain(bed.clock.getAsLong() + Duration.ofSeconds(5).toNanos(), bed.clock.getAsLong());
        assertThat(port.starts()).isEqualTo(2);

        bed.interrupt(IrbBuilder.cleanEnd());
        assertThat(port.starts()).isEqualTo(3);
        assertThat(port.lastOrb()).isNotNull();
        assertThat(port.firstCcwAtStart().at(0)).isEqualTo(AllegianceCommand.RELEASE.code());
        assertThat(bed.lane.quiet()).isFalse();
        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_0));

        assertThat(bed.lane.quiet()).isTrue();
        assertThat(port.lpms()).containsOnly(PATH_0);
        assertNotReserved();
    }

    @Test
    void aReleaseAtDrainThatIsNeverAnsweredIsBounded() {
        reserve(PATH_0);
        bed.lane.drain(bed.clock.getAsLong(), bed.clock.getAsLong());

        bed.pass(EngineLimits.DEFAULT
                .releaseTime()
                .plus(EngineLimits.DEFAULT.rungTime().multipliedBy(3)));

        assertThat(bed.lane.quiet()).isTrue();
        assertThat(port.starts()).isEqualTo(2);
        assertReserved(PATH_0);
    }

    @Test
    void keepsAtDrainWhatTakesNoProgram() {
        reserve(PATH_0);
        port.refuseSchib(Errno.ENODEV);
        bed.signal(Irq.CRW);
        bed.lane.drain(bed.clock.getAsLong(), bed.clock.getAsLong());

        assertThat(bed.lane.quiet()).isTrue();
        assertThat(port.starts()).isOne();
        assertReserved(PATH_0);
    }

    @Test
    void doesNotReleaseAtDrainWhatIsNotReserved() {
        bed.lane.drain(bed.clock.getAsLong(), bed.clock.getAsLong());

        assertThat(bed.lane.quiet()).isTrue();
        assertThat(port.starts()).isZero();
    }

    @Test
    void releasesBeforeTheDeviceIsGivenBack() {
        reserve(PATH_0);
        bed.signal(Irq.REQ);
        assertThat(port.calls()).containsExactly("start", "start");
        assertThat(port.firstCcwAtStart().at(0)).isEqualTo(AllegianceCommand.RELEASE.code());

        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_0));

        assertThat(port.calls()).containsExactly("start", "start", "close");
        assertThat(bed.remembered.path()).isEmpty();
    }

    @Test
    void endsWhatRunsBeforeItReleasesAndGivesBack() {
        reserve(PATH_0);
        JobId running = bed.run(LaneBed.nop());
        JobId waiting = bed.run(LaneBed.nop());
        bed.signal(Irq.REQ);
        bed.interrupt(IrbBuilder.clearEnded());
        assertThat(port.calls()).containsExactly("start", "start", "clear", "start");
        bed.interrupt(IrbBuilder.cleanEnd().onPath(PATH_0));

        assertThat(port.calls()).containsExactly("start", "start", "clear", "start", "close");
        assertThat(bed.job(running).outcome().orElseThrow().kind()).isEqualTo(Kind.DEVICE_REMOVED);
        assertThat(bed.job(waiting).outcome().orElseThrow().kind()).isEqualTo(Kind.DEVICE_REMOVED);
        assertThat(bed.remembered.path()).isEmpty();
    }

    @Test
    void givesTheDeviceBackThoughTheReleaseFails() {
        reserve(PATH_0);
        port.refuseStart(Errno.EIO);

        bed.signal(Irq.REQ);

        assertThat(port.calls()).containsExactly("start", "start", "close");
        assertThat(bed.remembered.path()).contains(PATH_0);
    }
}
