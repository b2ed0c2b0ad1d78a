package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Crw;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.SubchannelId;
import io.chanio.os.EventPoll;
import io.chanio.os.Eventfd;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.Backend;
import io.chanio.port.Errno;
import io.chanio.port.Irq;
import io.chanio.port.Listing;
import io.chanio.program.Effect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** The engine over an inventory that a test changes, stepped by hand: no threads, no sleeping. */
abstract class RescanBed {

    static final SubchannelId FIRST = SubchannelId.parse("0.0.0001");
    static final SubchannelId SECOND = SubchannelId.parse("0.0.0002");
    static final int MANY = 20;
    static final EngineLimits LIMITS = EngineLimits.DEFAULT.withCloseTime(Duration.ofMillis(1));

    final LibC libc = Native.load();
    final Eventfd request = Eventfd.open(libc);
    final Eventfd interruption = Eventfd.open(libc);
    final SettableClock clock = new SettableClock();
    final ScriptedInventory inventory = new ScriptedInventory();
    final List<Job> ended = new ArrayList<>();
    final List<LaneView> views = new ArrayList<>();
    final Queue<Runnable> closings = new ArrayDeque<>();
    final JobIds ids = new JobIds(clock, new Random(7));
    final Engine engine = new Engine(
            inventory,
            1,
            () -> EventPoll.open(libc),
            new EngineParts(
                    Backend.VFIO,
                    clock,
                    clock,
                    job -> {},
                    new Ends(ended, views),
                    new Unasked(),
                    LIMITS,
                    EngineTimes.of(LIMITS),
                    closings::add));

    @AfterEach
    void close() {
        engine.close();
        closings.forEach(Runnable::run);
        request.close();
        interruption.close();
    }

    void openFirst() {
        openFirst(new ScriptedPort().on(Irq.IO, interruption.number()).on(Irq.REQ, request.number()));
    }

    void openFirst(ScriptedPort port) {
        inventory.prepare(port);
        inventory.list(usable(FIRST).ofInstance("first"));
        engine.open();
        step();
    }

    ScriptedPort port() {
        return inventory.opened().getLast();
    }

    /** The kernel asks for the first subchannel. */
    void removeFirst() {
        request.signal();
        step();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
        assertThat(closings).hasSize(1);
    }

    /** The driver of the first subchannel is in no state to start anything. */
    void giveUpFirst() {
        port().refuseStart(Errno.EIO);
        engine.offer(job(FIRST));
        step();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
        closings.remove().run();
    }

    static Listing usable(SubchannelId subchannel) {
        return Listing.of(subchannel, DeviceNumber.parse("0.0.1111"));
    }

    static Listing unusable(SubchannelId subchannel, String reason) {
        return usable(subchannel).unusableBecause(reason);
    }

    LaneView view(SubchannelId subchannel) {
        return engine.find(subchannel).orElseThrow();
    }

    LaneView.State state(SubchannelId subchannel) {
        return view(subchannel).state();
    }

    void rescan() {
        engine.rescan();
        step();
    }

    void step() {
        for (int quiet = 0; quiet < 2; ) {
            quiet = engine.workers().getFirst().doWork(0) == 0 ? quiet + 1 : 0;
        }
    }

    JobRequest job(SubchannelId subchannel) {
        Work work = new Work.RunProgram(LaneBed.nop(), LaneBed.READS);
        return new JobRequest(ids.next(), subchannel, work, LaneBed.TIMEOUT, Optional.empty());
    }

    /** Runs a job on the newest port to its end; its status is found by looking, for these ports signal nothing. */
    Job run(SubchannelId subchannel) {
        engine.offer(job(subchannel));
        step();
        port().store(IrbBuilder.cleanEnd().build());
        clock.advance(LIMITS.statusCheckInterval());
        step();
        return ended.getLast();
    }

    /** A device that is known without being asked. */
    record Unasked() implements Recipe<DeviceIdentity> {

        @Override
        public String name() {
            return "unasked";
        }

        @Override
        public Effect effect() {
            return LaneBed.READS;
        }

        @Override
        public Step<DeviceIdentity> begin() {
            return new Step.Done<>(new DeviceIdentity(0x3990, 0xE9, 0x3390, 0x0A, List.of()));
        }
    }

    /** Remembers the jobs that ended, and the subchannels that changed. */
    record Ends(List<Job> ended, List<LaneView> views) implements LaneObserver {

        @Override
        public void interruption(SubchannelId subchannel, InterruptionKind kind, Irb irb) {}

        @Override
        public void startRefused(SubchannelId subchannel, Errno errno) {}

        @Override
        public void channelReport(SubchannelId subchannel, Crw report) {}

        @Override
        public void changed(LaneView subchannel) {
            views.add(subchannel);
        }

        @Override
        public void ended(Job job) {
            ended.add(job);
        }
    }
}
