package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Crw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import io.chanio.os.EventPoll;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.os.OpenDescriptors;
import io.chanio.port.ArenaPlacement;
import io.chanio.port.Errno;
import io.chanio.port.Opening;
import io.chanio.port.sim.BareDevices;
import io.chanio.port.sim.ChannelSubsystemThread;
import io.chanio.port.sim.Fault;
import io.chanio.port.sim.SimulatedChannelSubsystem;
import io.chanio.port.sim.Topology;
import io.chanio.port.sim.TopologySubchannel;
import io.chanio.program.Effect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine over the simulator as the service runs them: workers, the channel subsystem and clients on their threads. */
class EngineThreadsIT {

    private static final int LANES = 4;
    private static final int WORKERS = 2;
    private static final int CLIENTS = 4;
    private static final int JOBS_OF_CLIENT = 500;
    private static final int CAPACITY = 8;
    private static final int REFUSED = 5;
    private static final long LONGEST_SECONDS = 60;

    private final LibC libc = Native.load();
    private final List<SubchannelId> subchannels = IntStream.range(0, LANES)
            .mapToObj(number -> SubchannelId.parse("0.0.012" + number))
            .toList();
    private final SimulatedChannelSubsystem subsystem = new SimulatedChannelSubsystem(
            new Topology(subchannels.stream()
                    .map(id -> TopologySubchannel.of(id, DeviceNumber.parse(id.toString()), "bare"))
                    .toList()),
            List.of(new BareDevices()),
            libc,
            ArenaPlacement.DEFAULT,
            InstantSource.system());
    private final ChannelSubsystemThread channelSubsystem = new ChannelSubsystemThread(subsystem);
    private final JobIds ids = new JobIds(InstantSource.system(), new Random(5));
    private final Witness witness = new Witness();
    private final Engine engine = new Engine(
            subsystem,
            WORKERS,
            new SenseIdOpening(),
            InstantSource.system(),
            System::nanoTime,
            () -> EventPoll.open(libc),
            witness,
            witness,
            EngineLimits.DEFAULT.withQueueCapacity(CAPACITY));

    @BeforeEach
    void start() {
        channelSubsystem.start();
        engine.open();
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.close();
        assertThat(subsystem.list())
                .as("each port was closed when the engine was")
                .allSatisfy(listing -> assertThat(subsystem.open(listing)).isInstanceOf(Opening.Opened.class));
        channelSubsystem.close();
        assertThat(subsystem.violations()).isZero();
        subsystem.close();
    }

    @Test
    void everyJobOfManyClientsEndsOnce() throws InterruptedException {
        ConcurrentLinkedQueue<JobId> offered = new ConcurrentLinkedQueue<>();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int first = client;
            clients.add(Thread.ofPlatform().start(() -> offerAll(first, offered)));
        }
        for (Thread client : clients) {
            assertThat(client.join(Duration.ofSeconds(LONGEST_SECONDS))).isTrue();
        }

        int all = CLIENTS * JOBS_OF_CLIENT;
        assertThat(witness.awaitEnds(all)).isTrue();
        assertThat(offered).hasSize(all).doesNotHaveDuplicates();
        assertThat(witness.states.keySet())
                .as("no refused job left a trace")
                .containsExactlyInAnyOrderElementsOf(offered);
        assertThat(witness.states.values()).allSatisfy(states -> assertThat(states)
                .containsExactly(JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED));
        assertThat(witness.ends.availablePermits()).as("ends beyond the jobs").isZero();
        assertThat(engine.list()).allSatisfy(lane -> {
            assertThat(lane.depth()).isZero();
            assertThat(lane.running()).isEmpty();
            assertThat(lane.identity()).isPresent();
        });
    }

    @Test
    void jobsTakeNeitherThreadsNorDescriptors() throws InterruptedException {
        subchannels.forEach(subchannel -> engine.offer(nop(subchannel)));
        assertThat(witness.awaitEnds(LANES)).as("behind chanio's own SENSE ID").isTrue();
        long eventfds = OpenDescriptors.count("eventfd");
        long epolls = OpenDescriptors.count("eventpoll");
        Set<Thread> threads = enginesThreads();
        witness.forget();

        for (SubchannelId subchannel : subchannels) {
            subsystem.faults(subchannel).orElseThrow().arrange(new Fault.NeverEnd());
            for (int number = 0; number < CAPACITY; number++) {
                assertThat(engine.offer(request(ids.next(), subchannel, Duration.ofSeconds(1))))
                        .isInstanceOf(Submission.Queued.class);
            }
        }
        assertThat(witness.started.poll(LONGEST_SECONDS, TimeUnit.SECONDS)).isNotNull();

        assertThat(OpenDescriptors.count("eventfd")).isEqualTo(eventfds);
        assertThat(OpenDescriptors.count("eventpoll")).isEqualTo(epolls);
        assertThat(enginesThreads()).isNotEmpty().isSubsetOf(threads);
        assertThat(witness.awaitEnds(LANES * CAPACITY)).isTrue();
    }

    private static Set<Thread> enginesThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chanio"))
                .collect(Collectors.toSet());
    }

    @Test
    void anEndlessProgramIsTimedOutAndAFullQueueRefusesWithoutATrace() throws InterruptedException {
        SubchannelId subchannel = subchannels.getFirst();
        engine.offer(nop(subchannel));
        assertThat(witness.awaitEnds(1)).as("behind chanio's own SENSE ID").isTrue();
        witness.forget();
        subsystem.faults(subchannel).orElseThrow().arrange(new Fault.NeverEnd());
        JobId running = ids.next();
        engine.offer(request(running, subchannel, Duration.ofSeconds(1)));
        assertThat(witness.started.poll(LONGEST_SECONDS, TimeUnit.SECONDS)).isEqualTo(running);
        for (int number = 0; number < CAPACITY; number++) {
            assertThat(engine.offer(nop(subchannel))).isInstanceOf(Submission.Queued.class);
        }

        for (int number = 0; number < REFUSED; number++) {
            assertThat(engine.offer(nop(subchannel))).isEqualTo(new Submission.QueueFull(CAPACITY));
        }
        assertThat(engine.find(subchannel).orElseThrow().depth()).isEqualTo(CAPACITY);
        assertThat(witness.states).hasSize(1 + CAPACITY);

        assertThat(witness.awaitEnds(1 + CAPACITY)).isTrue();
        Job timedOut = witness.jobs.remove();
        assertThat(timedOut.id()).isEqualTo(running);
        assertThat(timedOut.outcome().orElseThrow().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(witness.interruptions)
                .containsSubsequence(LaneObserver.InterruptionKind.HALT, LaneObserver.InterruptionKind.CLEAR);
        assertThat(witness.jobs)
                .extracting(Job::state)
                .containsOnly(JobState.SUCCEEDED)
                .hasSize(CAPACITY);
        assertThat(engine.find(subchannel).orElseThrow().depth()).isZero();
    }

    private void offerAll(int first, ConcurrentLinkedQueue<JobId> offered) {
        for (int number = 0; number < JOBS_OF_CLIENT; number++) {
            JobRequest request = nop(subchannels.get((first + number) % LANES));
            while (engine.offer(request) instanceof Submission.QueueFull) {
                Thread.onSpinWait();
            }
            offered.add(request.id());
        }
    }

    private JobRequest nop(SubchannelId subchannel) {
        return request(ids.next(), subchannel, Duration.ofSeconds(LONGEST_SECONDS));
    }

    private static JobRequest request(JobId id, SubchannelId subchannel, Duration timeout) {
        Work work = new Work.RunProgram(LaneBed.nop(), new Effect(false, true));
        return new JobRequest(id, subchannel, work, timeout, Optional.empty());
    }

    /** All that ledger and observer were told. */
    private static final class Witness implements Ledger, LaneObserver {

        final Map<JobId, List<JobState>> states = new ConcurrentHashMap<>();
        final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<InterruptionKind> interruptions = new ConcurrentLinkedQueue<>();
        final BlockingQueue<JobId> started = new LinkedBlockingQueue<>();
        final Semaphore ends = new Semaphore(0);

        boolean awaitEnds(int count) throws InterruptedException {
            return ends.tryAcquire(count, LONGEST_SECONDS, TimeUnit.SECONDS);
        }

        void forget() {
            states.clear();
            jobs.clear();
            interruptions.clear();
            started.clear();
        }

        @Override
        public void changed(Job job) {
            states.computeIfAbsent(job.id(), id -> new CopyOnWriteArrayList<>()).add(job.state());
            if (job.state() == JobState.RUNNING) {
                started.add(job.id());
            }
        }

        @Override
        public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {
            interruptions.add(kind);
        }

        @Override
        public void startRefused(SubchannelId subchannel, Errno errno) {}

        @Override
        public void channelReport(SubchannelId subchannel, Crw report) {}

        @Override
        public void ended(Job job) {
            jobs.add(job);
            ends.release();
        }
    }
}
