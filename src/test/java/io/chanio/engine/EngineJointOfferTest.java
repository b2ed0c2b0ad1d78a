package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chanio.css.Crw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.os.EventPoll;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Errno;
import io.chanio.port.sim.BareDevices;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs for several subchannels that are taken together or not at all, with queues of three places; stepped by hand. */
class EngineJointOfferTest {

    private static final SubchannelId A = SubchannelId.parse("0.0.0120");
    private static final SubchannelId B = SubchannelId.parse("0.0.0121");
    private static final SubchannelId NOWHERE = SubchannelId.parse("0.0.0999");
    private static final int PLACES = 3;
    private static final Submission FULL = new Submission.QueueFull(PLACES);

    private final LibC libc = Native.load();
    private final SettableClock clock = new SettableClock();
    private final JobIds ids = new JobIds(clock, new Random(3));
    private final List<Job> told = new ArrayList<>();
    private final List<Job> ended = new ArrayList<>();
    private Runnable whenAccepted = () -> {};
    private final SimulatedChannelSubsystem subsystem = new SimulatedChannelSubsystem(
            new Topology(Stream.of(A, B)
                    .map(id -> TopologySubchannel.of(id, DeviceNumber.parse(id.toString()), "bare"))
                    .toList()),
            List.of(new BareDevices()),
            libc,
            ArenaPlacement.DEFAULT,
            clock);
    private final Engine engine = new Engine(
            subsystem,
            1,
            new SenseIdOpening(),
            clock,
            clock,
            () -> EventPoll.open(libc),
            new Told(),
            new Ends(),
            EngineLimits.DEFAULT.withQueueCapacity(PLACES));

    @BeforeEach
    void open() {
        engine.open();
        step();
    }

    @AfterEach
    void close() {
        assertThat(subsystem.violations()).isZero();
        engine.close();
        subsystem.close();
    }

    @Test
    void takesAllAndRunsThoseOfOneSubchannelInTheirOrder() {
        List<JobRequest> requests = List.of(job(B), job(A), job(B), job(A), job(B));

        JointSubmission answer = engine.offerTogether(requests);

        assertThat(((JointSubmission.Queued) answer).jobs())
                .extracting(Job::request)
                .isEqualTo(requests);
        step();
        assertThat(ended).hasSize(5).extracting(Job::state).containsOnly(JobState.SUCCEEDED);
        assertThat(endsOf(A))
                .containsExactly(requests.get(1).id(), requests.get(3).id());
        assertThat(endsOf(B))
                .containsExactly(
                        requests.get(0).id(),
                        requests.get(2).id(),
                        requests.get(4).id());
    }

    @Test
    void startsNoneBeforeAllAreInTheRecord() {
        whenAccepted = () -> {
            step();
            assertThat(told).hasSize(4);
            assertThat(ended).isEmpty();
            assertThat(engine.list()).allMatch(lane -> lane.running().isEmpty());
        };

        engine.offerTogether(List.of(job(A), job(B), job(A), job(B)));

        assertThat(told).hasSize(4);
        step();
        assertThat(ended).hasSize(4);
    }

    @Test
    void holdsThePlacesOfAllUntilTheyArePut() {
        whenAccepted = () -> {
            assertThat(engine.offer(job(A))).isEqualTo(FULL);
            assertThat(engine.offer(job(B))).isInstanceOf(Submission.Queued.class);
            assertThat(engine.offer(job(B))).isEqualTo(FULL);
        };

        engine.offerTogether(List.of(job(A), job(B), job(A), job(B), job(A)));

        assertThat(told).hasSize(6);
    }

    @Test
    void takesNoneWhereALaneHasTooFewPlaces() {
        assertThat(engine.offerTogether(List.of(job(A), job(B), job(B), job(B), job(B))))
                .isEqualTo(new JointSubmission.Refused(Map.of(B, FULL)));

        assertThat(told).isEmpty();
        assertThat(depths()).containsExactly(0, 0);
        assertThat(engine.offerTogether(
                        Collections.nCopies(PLACES, A).stream().map(this::job).toList()))
                .as("the places were given back")
                .isInstanceOf(JointSubmission.Queued.class);
    }

    @Test
    void countsThePlacesThatAreTaken() {
        engine.offer(job(A));
        engine.offer(job(A));

        assertThat(engine.offerTogether(List.of(job(A), job(A)))).isInstanceOf(JointSubmission.Refused.class);
        assertThat(engine.offerTogether(List.of(job(A), job(B)))).isInstanceOf(JointSubmission.Queued.class);
    }

    @Test
    void namesEachLaneThatTookNone() {
        engine.offerTogether(List.of(job(B), job(B), job(B)));

        assertThat(engine.offerTogether(List.of(job(NOWHERE), job(A), job(B))))
                .isEqualTo(new JointSubmission.Refused(Map.of(NOWHERE, new Submission.NoSubchannel(NOWHERE), B, FULL)));
        assertThat(told).hasSize(3);
    }

    @Test
    void endsTheJobOfASubchannelThatGoesMeanwhile() {
        JobRequest gone = job(A);
        JobRequest other = job(B);
        whenAccepted = () -> {
            subsystem.faults(A).orElseThrow().requestDevice();
            step();
            assertThat(engine.find(A).orElseThrow().state()).isEqualTo(LaneView.State.CLOSED);
        };

        assertThat(engine.offerTogether(List.of(gone, other))).isInstanceOf(JointSubmission.Queued.class);
        step();

        assertThat(stateOf(other)).isEqualTo(JobState.SUCCEEDED);
        assertThat(stateOf(gone)).isEqualTo(JobState.FAILED);
        assertThat(endsOf(A)).containsExactly(gone.id());
    }

    @Test
    void takesNoneOfASubchannelThatIsGone() {
        subsystem.faults(A).orElseThrow().requestDevice();
        step();

        assertThat(((JointSubmission.Refused) engine.offerTogether(List.of(job(A), job(B)))).refusals())
                .containsOnlyKeys(A)
                .hasEntrySatisfying(A, why -> assertThat(why).isInstanceOf(Submission.Unavailable.class));
        assertThat(told).isEmpty();
    }

    @Test
    void takesNoneWhileItCloses() {
        engine.close();

        assertThat(engine.offerTogether(List.of(job(A), job(B), job(A))))
                .isEqualTo(new JointSubmission.Refused(
                        Map.of(A, new Submission.Draining(), B, new Submission.Draining())));
    }

    @Test
    void takesNoControlFunction() {
        JobRequest halt = new JobRequest(
                ids.next(), A, new Work.RunFunction(ControlFunction.HALT), Duration.ofSeconds(1), Optional.empty());

        assertThatThrownBy(() -> engine.offerTogether(List.of(job(B), halt)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(depths()).containsExactly(0, 0);
    }

    private JobRequest job(SubchannelId subchannel) {
        ChannelProgram program = ChannelProgram.of(ProgramCcw.of(0xE4, new Operand.Count(256), CcwFlag.SLI));
        return new JobRequest(
                ids.next(),
                subchannel,
                new Work.RunProgram(program, new Effect(false, true)),
                Duration.ofSeconds(10),
                Optional.empty());
    }

    private List<JobId> endsOf(SubchannelId subchannel) {
        return ended.stream()
                .filter(job -> job.request().subchannel().equals(subchannel))
                .map(Job::id)
                .toList();
    }

    private JobState stateOf(JobRequest request) {
        return ended.stream()
                .filter(job -> job.id().equals(request.id()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private List<Integer> depths() {
        return engine.list().stream().map(LaneView::depth).toList();
    }

    /** Lets engine and simulator work until neither has anything to do now. */
    private void step() {
        Worker worker = engine.workers().getFirst();
        for (int quiet = 0; quiet < 2; ) {
            int work = worker.doWork(0) + (subsystem.step() ? 1 : 0);
            quiet = work == 0 ? quiet + 1 : 0;
        }
    }

    private final class Told implements Ledger {

        @Override
        public void changed(Job job) {
            if (job.state() == JobState.QUEUED) {
                told.add(job);
            }
        }

        @Override
        public void accepted(List<Job> jobs) {
            told.addAll(jobs);
            whenAccepted.run();
        }
    }

    private final class Ends implements LaneObserver {

        @Override
        public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {}

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
