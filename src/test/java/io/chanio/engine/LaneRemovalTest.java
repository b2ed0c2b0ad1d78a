package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Crw;
import io.chanio.css.Octets;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.port.Irq;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A kernel that wants the device back, or a device that is gone: in every state of a lane, and with every answer. */
class LaneRemovalTest {

    private static final Duration RUNG = EngineLimits.DEFAULT.rungTime();
    private static final Crw DEVICE_GONE = new Crw(0x0302_0000);

    private final ScriptedPort port = new ScriptedPort();
    private final LaneBed bed = LaneBed.over(port);

    @Test
    void anIdleOneIsClosedAtOnce() {
        bed.signal(Irq.REQ);

        assertThat(port.calls()).containsExactly("close");
        assertClosed();
    }

    @Test
    void aRunningProgramIsClearedAndItsReadFailed() {
        JobId running = bed.run(LaneBed.nop());
        JobId queued = bed.run(LaneBed.nop());

        bed.signal(Irq.REQ);
        bed.pass(Duration.ofMillis(900));
        assertThat(port.calls()).as("its memory is in use until then").containsExactly("start", "clear");
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.calls()).containsExactly("start", "clear", "close");
        assertEnded(running, Kind.DEVICE_REMOVED, JobState.FAILED);
        assertEnded(queued, Kind.DEVICE_REMOVED, JobState.FAILED);
        assertThat(bed.job(queued).startedAt()).isEmpty();
        assertClosed();
    }

    @Test
    void aRunningWriteIsIndeterminateThoughItWasCleared() {
        JobId running = bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.signal(Irq.REQ);
        bed.interrupt(IrbBuilder.clearEnded());

        assertEnded(running, Kind.DEVICE_REMOVED, JobState.INDETERMINATE);
    }

    @Test
    void aClearThatFindsNoDriverClosesAtOnce() {
        port.refuseAsync(Errno.EIO).refuseSchib(Errno.ENODEV);
        JobId running = bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.signal(Irq.REQ);

        assertThat(port.calls()).containsExactly("start", "clear", "close");
        assertEnded(running, Kind.DEVICE_REMOVED, JobState.INDETERMINATE);
        assertClosed();
    }

    @Test
    void aClearThatFindsNoSubchannelClosesAtOnce() {
        port.refuseAsync(Errno.ENODEV);
        JobId running = bed.run(LaneBed.nop());

        bed.signal(Irq.REQ);

        assertThat(port.calls()).containsExactly("start", "clear", "close");
        assertEnded(running, Kind.DEVICE_REMOVED, JobState.FAILED);
        assertClosed();
    }

    @Test
    void aClearThatIsNeverAnsweredIsMadeAgainAndThenClosed() {
        JobId running = bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.signal(Irq.REQ);
        bed.pass(RUNG.multipliedBy(2));

        assertThat(port.calls()).containsExactly("start", "clear", "clear", "close");
        assertEnded(running, Kind.DEVICE_REMOVED, JobState.INDETERMINATE);
        assertClosed();
    }

    @Test
    void aRemovalThatIsAskedForAgainAndAgainIsDoneOnce() {
        JobId running = bed.run(LaneBed.nop());

        bed.signal(Irq.REQ);
        bed.signal(Irq.REQ);
        bed.interrupt(IrbBuilder.clearEnded());
        bed.signal(Irq.REQ);

        assertThat(port.calls()).containsExactly("start", "clear", "close");
        assertEnded(running, Kind.DEVICE_REMOVED, JobState.FAILED);
        assertThat(bed.ended).hasSize(1);
    }

    @Test
    void withoutHaltAndClearItIsClosedAtOnceAndNotQuarantined() {
        LaneBed poor = LaneBed.over(new ScriptedPort().without(Feature.HALT_CLEAR));
        JobId reading = poor.run(LaneBed.nop());
        JobId queued = poor.run(LaneBed.nop());

        poor.signal(Irq.REQ);

        assertThat(poor.port.calls()).containsExactly("start", "close");
        assertThat(poor.job(reading).outcome().orElseThrow().kind()).isEqualTo(Kind.DEVICE_REMOVED);
        assertThat(poor.job(reading).outcome().orElseThrow().detail()).contains("nobody knows");
        assertThat(poor.job(queued).outcome().orElseThrow().kind()).isEqualTo(Kind.DEVICE_REMOVED);
        assertThat(poor.lane.view().state()).isEqualTo(LaneView.State.CLOSED);
    }

    @Test
    void aProgramThatIsBeingHaltedIsClearedAtOnce() {
        JobId running = bed.run(LaneBed.nop());
        bed.pass(LaneBed.TIMEOUT);

        bed.signal(Irq.REQ);
        bed.signal(Irq.REQ);
        assertThat(port.calls()).containsExactly("start", "halt", "clear");
        bed.interrupt(IrbBuilder.haltEnded());
        assertThat(port.calls()).as("the clear's own IRB comes first").containsExactly("start", "halt", "clear");
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.calls()).containsExactly("start", "halt", "clear", "close");
        assertEnded(running, Kind.DEVICE_REMOVED, JobState.FAILED);
        assertClosed();
    }

    @Test
    void aHaltWhoseProgramEndedIsStillFollowedByTheClose() {
        JobId running = bed.run(LaneBed.nop());
        bed.pass(LaneBed.TIMEOUT);
        bed.interrupt(IrbBuilder.cleanEnd());

        bed.signal(Irq.REQ);
        bed.interrupt(IrbBuilder.clearEnded());

        assertEnded(running, Kind.COMPLETED, JobState.SUCCEEDED);
        assertThat(port.calls()).endsWith("close");
    }

    @Test
    void aReportBeforeTheRequestEndsTheProgramAndTheRequestClosesTheLane() {
        JobId running = bed.runWriting(LaneBed.write(Octets.of(1)));
        JobId queued = bed.run(LaneBed.nop());

        port.report(DEVICE_GONE).refuseSchib(Errno.ENODEV);
        bed.signal(Irq.CRW);
        assertEnded(running, Kind.DEVICE_REMOVED, JobState.INDETERMINATE);
        assertEnded(queued, Kind.DEVICE_NOT_OPERATIONAL, JobState.FAILED);
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.NOT_OPERATIONAL);
        bed.signal(Irq.REQ);

        assertThat(port.calls()).containsExactly("start", "close");
        assertClosed();
    }

    @Test
    void aReportDuringTheClearClosesTheLane() {
        JobId running = bed.run(LaneBed.nop());
        bed.signal(Irq.REQ);

        port.report(DEVICE_GONE).refuseSchib(Errno.ENODEV);
        bed.signal(Irq.CRW);

        assertThat(port.calls()).containsExactly("start", "clear", "close");
        assertEnded(running, Kind.DEVICE_REMOVED, JobState.FAILED);
        assertClosed();
    }

    @Test
    void aDeviceThatVanishesUnderAWriteLeavesItIndeterminate() {
        JobId running = bed.runWriting(LaneBed.write(Octets.of(1)));
        port.refuseSchib(Errno.ENODEV);

        bed.pass(EngineLimits.DEFAULT.statusCheckInterval());

        assertEnded(running, Kind.DEVICE_REMOVED, JobState.INDETERMINATE);
        port.answerSchib();
        bed.signal(Irq.CRW);
        assertThat(port.calls()).as("nobody read the end of the write").containsExactly("start", "clear");
    }

    @Test
    void aHaltThatFindsTheDeviceGoneEndsTheProgramAsRemoved() {
        port.refuseAsync(Errno.EIO);
        JobId running = bed.runWriting(LaneBed.write(Octets.of(1)));
        bed.pass(LaneBed.TIMEOUT.minusMillis(1));

        port.refuseSchib(Errno.ENODEV);
        bed.pass(Duration.ofMillis(1));

        assertEnded(running, Kind.DEVICE_REMOVED, JobState.INDETERMINATE);
        assertThat(port.calls()).containsExactly("start", "halt", "close");
        assertClosed();
    }

    @Test
    void aHaltThatFindsNoDriverEndsTheProgramByItsTime() {
        port.refuseAsync(Errno.EIO);
        JobId running = bed.run(LaneBed.nop());

        bed.pass(LaneBed.TIMEOUT);

        assertEnded(running, Kind.TIMED_OUT, JobState.FAILED);
        assertClosed();
    }

    @Test
    void aStartThatWaitsToBeMadeAgainNeverRan() {
        port.refuseStart(Errno.EAGAIN);
        JobId waiting = bed.runWriting(LaneBed.write(Octets.of(1)));

        bed.signal(Irq.REQ);

        assertThat(port.calls()).containsExactly("start", "close");
        assertEnded(waiting, Kind.DEVICE_REMOVED, JobState.FAILED);
    }

    @Test
    void aSubchannelThatIsWantedBackIsNotStartedOnceMore() {
        port.refuseStart(Errno.EBUSY).refuseStart(Errno.EBUSY);
        JobId waiting = bed.run(LaneBed.nop());
        bed.pass(Duration.ofMillis(60));

        bed.signal(Irq.REQ);
        bed.interrupt(IrbBuilder.clearEnded());

        assertThat(port.calls()).containsExactly("start", "start", "clear", "close");
        assertEnded(waiting, Kind.DEVICE_REMOVED, JobState.FAILED);
    }

    @Test
    void aFrozenOneIsClosed() {
        bed.run(LaneBed.nop());
        bed.pass(LaneBed.TIMEOUT.plus(RUNG.multipliedBy(3)));
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.QUARANTINED);

        bed.signal(Irq.REQ);

        assertThat(port.calls()).endsWith("close");
        assertClosed();
    }

    @Test
    void aJobOnItsWayToALaneThatRetiresIsEnded() {
        JobId late = bed.offerWhile(() -> {
            bed.signal(Irq.REQ);
            bed.lane.retire(bed.clock.getAsLong());
        });
        assertThat(bed.lane.deserted()).as("somebody is on his way").isFalse();

        bed.turn();

        assertEnded(late, Kind.DEVICE_REMOVED, JobState.FAILED);
        assertThat(bed.lane.deserted()).isTrue();
    }

    @Test
    void aLaneThatRetiredSendsAwayAtOnce() {
        bed.signal(Irq.REQ);
        bed.lane.retire(bed.clock.getAsLong());

        assertThat(bed.submit(LaneBed.nop())).isInstanceOf(Submission.Unavailable.class);
        assertThat(bed.lane.storeSubchannel().toCompletableFuture())
                .isCompletedWithValueMatching(SchibReading.NotOpen.class::isInstance);
        assertThat(bed.lane.cancel(new JobId(new UUID(1, 1))).toCompletableFuture())
                .isCompletedWithValue(Optional.empty());
    }

    private void assertClosed() {
        assertThat(bed.lane.view().state()).isEqualTo(LaneView.State.CLOSED);
        assertThat(bed.lane.view().reason()).isPresent();
        assertThat(bed.wasLetGo()).isTrue();
    }

    private void assertEnded(JobId id, Kind kind, JobState state) {
        assertThat(bed.job(id).outcome().orElseThrow().kind()).isEqualTo(kind);
        assertThat(bed.job(id).state()).isEqualTo(state);
    }
}
