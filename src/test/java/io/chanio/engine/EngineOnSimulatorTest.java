package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.ChannelPaths;
import io.chanio.css.ConditionCode;
import io.chanio.css.Crw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import io.chanio.os.EventPoll;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Errno;
import io.chanio.port.sim.BareDevices;
import io.chanio.port.sim.Fault;
import io.chanio.port.sim.Faults;
import io.chanio.port.sim.SimulatedChannelSubsystem;
import io.chanio.port.sim.Topology;
import io.chanio.port.sim.TopologySubchannel;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine over the simulator with its real descriptors, both stepped by hand: no threads, no sleeping. */
class EngineOnSimulatorTest {

    private static final SubchannelId SUBCHANNEL = SubchannelId.parse("0.0.0120");
    private static final SubchannelId OWING_SENSE = SubchannelId.parse("0.0.0121");
    private static final int SENSE_ID = 0xE4;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(25);

    private final LibC libc = Native.load();
    private final SettableClock clock = new SettableClock();
    private final List<Job> ended = new ArrayList<>();
    private final AtomicInteger unsolicited = new AtomicInteger();
    private final JobIds ids = new JobIds(clock, new Random(3));
    private final SimulatedChannelSubsystem subsystem = new SimulatedChannelSubsystem(
            new Topology(List.of(
                    TopologySubchannel.of(SUBCHANNEL, DeviceNumber.parse("0.0.0120"), "bare")
                            .withPaths(2),
                    TopologySubchannel.of(OWING_SENSE, DeviceNumber.parse("0.0.0121"), "bare")
                            .withoutConcurrentSense())),
            List.of(new BareDevices()),
            libc,
            ArenaPlacement.DEFAULT,
            clock);
    private final Faults faults = subsystem.faults(SUBCHANNEL).orElseThrow();
    private final Engine engine = new Engine(
            subsystem,
            1,
            new SenseIdOpening(),
            clock,
            clock,
            () -> EventPoll.open(libc),
            job -> {},
            new Ends(),
            EngineLimits.DEFAULT);

    @BeforeEach
    void open() {
        engine.open();
        step();
    }

    @AfterEach
    void nothingWasViolated() {
        assertThat(subsystem.violations()).isZero();
        engine.close();
        subsystem.close();
    }

    @Test
    void theOpeningLearnsWhatTheDeviceIs() {
        assertThat(engine.find(SUBCHANNEL).orElseThrow().identity()).isPresent();
        assertThat(engine.list())
                .extracting(LaneView::state)
                .containsOnly(LaneView.State.OPERATIONAL)
                .hasSize(2);
    }

    @Test
    void aJobBringsItsData() {
        Job job = run(senseId());

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.program().orElseThrow().data().getFirst().bytes().at(0)).isEqualTo(0xFF);
    }

    @Test
    void aDeferredStartIsMadeAgain() {
        faults.arrange(new Fault.RefuseStart(Errno.EAGAIN), 3);

        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aStartThatWasNotExecutedIsMadeAgain() {
        faults.arrange(
                new Fault.DeferCondition(ConditionCode.STATUS_PENDING, DeviceStatus.of(DeviceStatus.Bit.ATTENTION)));

        Job job = run(senseId());

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempts()).isEqualTo(2);
    }

    @Test
    void aProgramThatNeverEndsIsTimedOut() {
        faults.arrange(new Fault.NeverEnd());

        Job job = run(senseId());

        assertThat(job.outcome().orElseThrow().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void ignoredHaltsAndAClearAreClimbedPast() {
        faults.arrange(new Fault.NeverEnd());
        faults.ignoreHalts(1);
        faults.ignoreClears(1);

        assertThat(run(senseId()).outcome().orElseThrow().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void ignoringEverythingQuarantines() {
        faults.arrange(new Fault.NeverEnd());
        faults.ignoreHalts(1);
        faults.ignoreClears(2);

        run(senseId());

        assertThat(engine.find(SUBCHANNEL).orElseThrow().state()).isEqualTo(LaneView.State.QUARANTINED);
    }

    @Test
    void aLostInterruptionIsFound() {
        faults.arrange(new Fault.LoseInterruption());

        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void overwrittenStatusIsLostAndTheSubchannelUsableAgain() {
        faults.arrange(new Fault.OverwriteInterruption(DeviceStatus.of(DeviceStatus.Bit.ATTENTION)));

        assertThat(run(senseId()).outcome().orElseThrow().kind()).isEqualTo(Kind.STATUS_LOST);
        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(unsolicited).hasValue(1);
    }

    @Test
    void coalescedStatusIsLostAndTheSubchannelUsableAgain() {
        faults.arrange(new Fault.CoalesceInterruption(DeviceStatus.of(DeviceStatus.Bit.ATTENTION)));

        assertThat(run(senseId()).outcome().orElseThrow().kind()).isEqualTo(Kind.STATUS_LOST);
        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aDoubledInterruptionEndsOneJobOnce() {
        faults.arrange(new Fault.DoubleInterruption());

        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ended).hasSize(2);
    }

    @Test
    void aSplitEndingIsGathered() {
        faults.arrange(new Fault.SplitEnding());

        Job job = run(senseId());

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.program().orElseThrow().status().orElseThrow().residualCount())
                .isPresent();
    }

    @Test
    void withheldSenseIsFetched() {
        faults.withholdConcurrentSense();

        Job job = run(ChannelProgram.of(ProgramCcw.of(0x02, new Operand.Count(8))));

        assertThat(job.outcome().orElseThrow().kind()).isEqualTo(Kind.UNIT_CHECK);
        assertThat(job.program().orElseThrow().sense().orElseThrow().source()).isEqualTo(Sense.Source.BASIC);
        assertThat(job.program().orElseThrow().sense().orElseThrow().bytes().at(0))
                .isEqualTo(0x80);
    }

    @Test
    void unsolicitedStatusBetweenJobsIsCounted() {
        faults.presentUnsolicited(DeviceStatus.of(DeviceStatus.Bit.ATTENTION));
        step();

        assertThat(unsolicited).hasValue(1);
        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aRemovedDeviceIsNotOperational() {
        faults.removeDevice();

        Job job = run(senseId());

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(engine.find(SUBCHANNEL).orElseThrow().state())
                .isIn(LaneView.State.NOT_OPERATIONAL, LaneView.State.CLOSED);
    }

    @Test
    void aChannelReportChangesThePathsThatAnIdleSubchannelShows() {
        assertThat(operationalPaths()).containsExactly(true, true);

        faults.losePath(0);
        step();
        assertThat(operationalPaths()).containsExactly(false, true);

        faults.restorePath(0);
        step();
        assertThat(operationalPaths()).containsExactly(true, true);
    }

    @Test
    void aJobGoesRoundAPathThatIsGone() {
        faults.losePath(0);
        step();

        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aJobWhosePathGoesIsHaltedByTheKernelAndTheNextOneTakesTheOther() {
        faults.arrange(new Fault.LosePaths(PathMask.ofPath(0)));

        Job halted = run(senseId());

        assertThat(halted.state()).isEqualTo(JobState.CANCELLED);
        assertThat(halted.outcome().orElseThrow().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(run(senseId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aDeviceWithoutConcurrentSenseIsAskedForIt() {
        Job job = run(OWING_SENSE, ChannelProgram.of(ProgramCcw.of(0x02, new Operand.Count(8))));

        assertThat(job.outcome().orElseThrow().kind()).isEqualTo(Kind.UNIT_CHECK);
        Sense sense = job.program().orElseThrow().sense().orElseThrow();
        assertThat(sense.source()).isEqualTo(Sense.Source.BASIC);
        assertThat(sense.bytes().at(0)).isEqualTo(0x80);
        assertThat(run(OWING_SENSE, senseId()).state()).isEqualTo(JobState.SUCCEEDED);
    }

    private List<Boolean> operationalPaths() {
        return engine.find(SUBCHANNEL).orElseThrow().paths().orElseThrow().paths().stream()
                .map(ChannelPaths.ChannelPath::available)
                .toList();
    }

    @Test
    void nothingOfAnotherJobIsLeftInTheBuffers() {
        run(senseId());

        Job job = run(ChannelProgram.of(
                ProgramCcw.of(SENSE_ID, new Operand.Count(7), CcwFlag.SLI),
                ProgramCcw.of(0x03, new Operand.None(), CcwFlag.SLI)));

        CcwData unknown = job.program().orElseThrow().data().getFirst();
        assertThat(unknown.transferred()).isEqualTo(CcwData.Transferred.UNKNOWN);
        Job large = run(ChannelProgram.of(
                ProgramCcw.of(SENSE_ID, new Operand.Count(4000), CcwFlag.SLI),
                ProgramCcw.of(0x03, new Operand.None(), CcwFlag.SLI)));
        Octets bytes = large.program().orElseThrow().data().getFirst().bytes();
        assertThat(bytes.slice(256, 4000)).isEqualTo(Octets.zeros(4000 - 256));
    }

    private static ChannelProgram senseId() {
        return ChannelProgram.of(ProgramCcw.of(SENSE_ID, new Operand.Count(256), CcwFlag.SLI));
    }

    private Job run(ChannelProgram program) {
        return run(SUBCHANNEL, program);
    }

    private Job run(SubchannelId subchannel, ChannelProgram program) {
        JobId id = ids.next();
        Work work = new Work.RunProgram(program, new Effect(false, true));
        assertThat(engine.offer(new JobRequest(id, subchannel, work, TIMEOUT, Optional.empty())))
                .isInstanceOf(Submission.Queued.class);
        Duration longest = TIMEOUT.plus(EngineLimits.DEFAULT.rungTime().multipliedBy(4));
        for (long steps = longest.dividedBy(STEP); steps > 0; steps--) {
            step();
            Optional<Job> job =
                    ended.stream().filter(each -> each.id().equals(id)).findFirst();
            if (job.isPresent()) {
                return job.get();
            }
            clock.advance(STEP);
        }
        throw new AssertionError("the job never ended");
    }

    /** Lets engine and simulator work, turn by turn, until neither has anything to do now. */
    private void step() {
        Worker worker = engine.workers().getFirst();
        for (int quiet = 0; quiet < 2; ) {
            int work = worker.doWork(0) + (subsystem.step() ? 1 : 0);
            quiet = work == 0 ? quiet + 1 : 0;
        }
    }

    private final class Ends implements LaneObserver {

        @Override
        public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {
            if (kind == InterruptionKind.UNSOLICITED) {
                unsolicited.incrementAndGet();
            }
        }

        @Override
        public void startRefused(SubchannelId subchannel, Errno errno) {}

        @Override
        public void channelReport(SubchannelId subchannel, Crw report) {}

        @Override
        public void ended(Job job) {
            ended.add(job);
        }
    }
}
