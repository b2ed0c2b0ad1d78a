package io.chanio.engine;

import io.chanio.css.Crw;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.os.EventPoll;
import io.chanio.os.Eventfd;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a job costs: one NOP from its offer to its end, over the engine and a simulated device without latency, all stepped
 * on one thread; and beside it the system calls of that way alone, through the same native door. Those are
 * five: write the worker's eventfd, epoll_wait; write the subchannel's eventfd (the simulator in the place of the kernel),
 * epoll_wait, read it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class EngineJobBenchmark {

    private static final SubchannelId SUBCHANNEL = SubchannelId.parse("0.0.0120");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int NO_OPERATION = 0x03;
    private static final int STEPS_MAX = 100;

    private final LibC libc = Native.load();
    private final Work work = new Work.RunProgram(
            ChannelProgram.of(ProgramCcw.of(NO_OPERATION, new Operand.None(), CcwFlag.SLI)), new Effect(false, true));
    private final JobIds ids = new JobIds(InstantSource.system(), new SplittableRandom());
    private SimulatedChannelSubsystem subsystem;
    private Engine engine;
    private Worker worker;
    private Job ended;

    private EventPoll poll;
    private Eventfd interruption;

    @Setup
    public void open() {
        subsystem = new SimulatedChannelSubsystem(
                new Topology(List.of(TopologySubchannel.of(SUBCHANNEL, DeviceNumber.parse("0.0.0120"), "bare"))),
                List.of(new BareDevices()),
                libc,
                ArenaPlacement.DEFAULT,
                InstantSource.system());
        engine = new Engine(
                subsystem,
                1,
                new Unasked(),
                InstantSource.system(),
                System::nanoTime,
                () -> EventPoll.open(libc),
                job -> {},
                new Ends(),
                EngineLimits.DEFAULT);
        engine.open();
        worker = engine.workers().getFirst();
        poll = EventPoll.open(libc);
        interruption = Eventfd.open(libc);
        poll.watch(interruption.number(), 1);
    }

    /** A job, from its offer to its end. */
    @Benchmark
    public Job job() {
        ended = null;
        engine.offer(new JobRequest(ids.next(), SUBCHANNEL, work, TIMEOUT, Optional.empty()));
        worker.doWork(0);
        subsystem.runReady();
        worker.doWork(0);
        if (ended == null || !ended.outcome().orElseThrow().completed()) {
            throw new IllegalStateException("the job did not end well: " + ended);
        }
        return ended;
    }

    /** The system calls of that way. */
    @Benchmark
    public int systemCalls() {
        poll.wake();
        int ready = poll.await(0);
        interruption.signal();
        return ready + poll.await(0);
    }

    @TearDown
    public void close() {
        for (int step = 0; step < STEPS_MAX && subsystem.step(); step++) {
            worker.doWork(0);
        }
        engine.close();
        subsystem.close();
        poll.close();
        interruption.close();
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
            ended = job;
        }
    }
}
