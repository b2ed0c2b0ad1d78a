package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Crw;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.Irb;
import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Outcome.Kind;
import io.chanio.os.EventPoll;
import io.chanio.os.Eventfd;
import io.chanio.os.LibC;
import io.chanio.os.Native;
import io.chanio.port.Backend;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
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
import org.junit.jupiter.api.Test;

/** The engine over an inventory that changes, stepped by hand: no threads, no sleeping. */
class EngineRescanTest {

    private static final SubchannelId FIRST = SubchannelId.parse("0.0.0001");
    private static final SubchannelId SECOND = SubchannelId.parse("0.0.0002");
    private static final int MANY = 20;
    private static final EngineLimits LIMITS = EngineLimits.DEFAULT.withCloseTime(Duration.ofMillis(1));

    private final LibC libc = Native.load();
    private final Eventfd request = Eventfd.open(libc);
    private final Eventfd interruption = Eventfd.open(libc);
    private final SettableClock clock = new SettableClock();
    private final ScriptedInventory inventory = new ScriptedInventory();
    private final List<Job> ended = new ArrayList<>();
    private final Queue<Runnable> closings = new ArrayDeque<>();
    private final JobIds ids = new JobIds(clock, new Random(7));
    private final Engine engine = new Engine(
            inventory,
            1,
            () -> EventPoll.open(libc),
            new EngineParts(
                    Backend.VFIO,
                    clock,
                    clock,
                    job -> {},
                    new Ends(),
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

    @Test
    void aNewSubchannelGetsALane() {
        engine.open();
        assertThat(engine.list()).isEmpty();

        inventory.list(usable(FIRST));
        rescan();

        assertThat(state(FIRST)).isEqualTo(LaneView.State.OPERATIONAL);
        assertThat(run(FIRST).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aSubchannelThatBecomesUsableIsOpened() {
        inventory.list(unusable(FIRST, "not bound"));
        engine.open();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.NOT_OPERATIONAL);
        assertThat(engine.offer(job(FIRST))).isInstanceOf(Submission.Unavailable.class);

        inventory.list(usable(FIRST));
        rescan();

        assertThat(run(FIRST).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aChangedReasonIsShown() {
        inventory.list(unusable(FIRST, "not bound"));
        engine.open();

        inventory.list(unusable(FIRST, "it is online"));
        rescan();

        assertThat(view(FIRST).reason()).contains("it is online");
        assertThat(inventory.attempts()).isZero();
    }

    @Test
    void whatWasNeverOpenAndIsListedNoMoreVanishes() {
        inventory.list(unusable(FIRST, "not bound"));
        engine.open();

        inventory.omit(FIRST);
        rescan();

        assertThat(engine.list()).isEmpty();
        assertThat(engine.offer(job(FIRST))).isEqualTo(new Submission.NoSubchannel(FIRST));
        assertThat(engine.cancel(FIRST, ids.next()).toCompletableFuture().join())
                .isEmpty();
        assertThat(engine.storeSubchannel(FIRST).toCompletableFuture().join()).isInstanceOf(SchibReading.NotOpen.class);
    }

    @Test
    void anOpenOneThatIsListedNoMoreIsGivenUpAtTheSecondLookAndStaysClosed() {
        openFirst();

        inventory.omit(FIRST);
        rescan();
        assertThat(state(FIRST)).as("one look may have come amid a change").isEqualTo(LaneView.State.OPERATIONAL);
        rescan();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
        assertThat(view(FIRST).reason()).isPresent();
        assertThat(closings).hasSize(1);

        rescan();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
    }

    @Test
    void anOpenOneThatBecameUnusableEndsWhatRunsAsRemoved() {
        openFirst();
        engine.offer(job(FIRST));
        step();

        inventory.list(unusable(FIRST, "not bound"));
        rescan();
        rescan();
        assertThat(port().calls()).containsExactly("start", "clear");
        port().store(IrbBuilder.clearEnded().build());
        interruption.signal();
        step();

        assertThat(ended.getFirst().outcome().orElseThrow().kind()).isEqualTo(Kind.DEVICE_REMOVED);
        assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
    }

    @Test
    void oneLookAmidAChangeTakesNothingAway() {
        openFirst();

        for (int look = 0; look < MANY; look++) {
            inventory.list(look % 2 == 0 ? unusable(FIRST, "not bound") : usable(FIRST));
            rescan();
        }

        assertThat(state(FIRST)).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void aSecondOpenerIsSeenAndTriedAgain() {
        inventory.list(usable(FIRST));
        inventory.refuse(FIRST, "another process has it open");
        engine.open();
        assertThat(view(FIRST).reason()).contains("another process has it open");
        rescan();
        assertThat(inventory.attempts()).isEqualTo(2);

        inventory.refuseNothing();
        rescan();

        assertThat(run(FIRST).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void anotherReasonOfARefusalIsShown() {
        inventory.list(usable(FIRST));
        inventory.refuse(FIRST, "another process has it open");
        engine.open();

        inventory.refuse(FIRST, "there is no permission");
        rescan();

        assertThat(view(FIRST).reason()).contains("there is no permission");
    }

    @Test
    void nothingIsOpenedBeforeItsOldPortIsClosed() {
        openFirst();
        removeFirst();

        inventory.list(usable(FIRST).ofInstance("second"));
        rescan();
        assertThat(inventory.opened()).hasSize(1);
        closings.remove().run();
        rescan();

        assertThat(inventory.opened()).hasSize(2);
        assertThat(state(FIRST)).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void whatTheKernelAskedForIsNotOpenedWhileItStillStandsThere() {
        openFirst();
        removeFirst();
        closings.remove().run();

        for (int look = 0; look < Post.LOOKS_BEFORE_SAME_AGAIN; look++) {
            rescan();
            assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
        }
        rescan();
        assertThat(state(FIRST)).as("nothing came of it").isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void whatTheKernelAskedForIsOpenedOnceItWentAndCame() {
        openFirst();
        removeFirst();
        closings.remove().run();

        inventory.list(unusable(FIRST, "not bound"));
        rescan();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
        inventory.list(usable(FIRST));
        rescan();

        assertThat(run(FIRST).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void whatWentWhileItsPortWasBeingClosedIsOpenedWhenItIsBack() {
        openFirst();
        removeFirst();
        inventory.omit(FIRST);
        rescan();
        closings.remove().run();

        inventory.list(usable(FIRST));
        rescan();

        assertThat(state(FIRST)).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void whatWasBoundAnewBetweenTwoLooksIsOpenedAtTheFirst() {
        openFirst();
        removeFirst();
        closings.remove().run();

        inventory.list(usable(FIRST).ofInstance("second"));
        rescan();

        assertThat(state(FIRST)).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void aDriverThatGaveUpIsLeftAloneUntilANewBind() {
        openFirst();
        giveUpFirst();

        for (int look = 0; look < MANY; look++) {
            rescan();
        }
        assertThat(inventory.opened()).hasSize(1);
        assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);

        inventory.list(usable(FIRST).ofInstance("second"));
        rescan();
        assertThat(run(FIRST).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void withoutInstancesADriverThatGaveUpIsTriedOnceForEachChange() {
        inventory.list(Listing.of(FIRST, DeviceNumber.parse("0.0.1111")));
        engine.open();
        step();
        giveUpFirst();
        rescan();
        assertThat(inventory.opened()).hasSize(1);

        inventory.list(Listing.of(FIRST, DeviceNumber.parse("0.0.2222")));
        rescan();
        assertThat(inventory.opened()).hasSize(2);
        giveUpFirst();
        for (int look = 0; look < MANY; look++) {
            rescan();
        }
        assertThat(inventory.opened()).hasSize(2);
    }

    @Test
    void anInventoryThatFailsChangesNothingAndIsAskedAgain() {
        openFirst();
        inventory.breakListing();
        rescan();
        rescan();
        rescan();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.OPERATIONAL);

        inventory.mendListing();
        inventory.list(usable(SECOND));
        rescan();

        assertThat(state(SECOND)).isEqualTo(LaneView.State.OPERATIONAL);
    }

    @Test
    void noSignalOfAnOldLaneReachesTheOneInItsSeat() {
        try (Eventfd oldIo = Eventfd.open(libc);
                Eventfd oldReq = Eventfd.open(libc);
                Eventfd newIo = Eventfd.open(libc)) {
            openFirst(new ScriptedPort().on(Irq.IO, oldIo.number()).on(Irq.REQ, oldReq.number()));
            ScriptedPort next = inventory.prepare(new ScriptedPort().on(Irq.IO, newIo.number()));
            oldReq.signal();
            oldIo.signal();
            step();
            assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
            closings.remove().run();
            inventory.list(usable(FIRST).ofInstance("second"));
            inventory.list(usable(SECOND));
            rescan();

            oldIo.signal();
            oldReq.signal();
            step();
            assertThat(next.ioReads()).isZero();
            newIo.signal();
            step();
            assertThat(next.ioReads()).isEqualTo(1);
            assertThat(state(FIRST)).isEqualTo(LaneView.State.OPERATIONAL);
        }
    }

    @Test
    void whereNothingIsReportedALookShowsThePaths() {
        ScriptedPort port = new ScriptedPort().without(Feature.CRW);
        openFirst(port);
        assertThat(view(FIRST).paths().orElseThrow().paths()).hasSize(1);

        port.paths(new PathMask(0xC0), new PathMask(0xC0));
        rescan();

        assertThat(view(FIRST).paths().orElseThrow().paths()).hasSize(2);
        assertThat(view(FIRST).missing()).containsExactly(Feature.CRW);
    }

    @Test
    void whatIsListedOfAnOpenSubchannelIsShown() {
        openFirst();

        inventory.list(new Listing(
                FIRST,
                Optional.empty(),
                Optional.of("vfio_ccw"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("first"),
                Optional.empty()));
        rescan();

        assertThat(view(FIRST).driver()).contains("vfio_ccw");
    }

    @Test
    void nothingIsOpenedOnceTheEngineCloses() {
        engine.open();
        engine.close();

        inventory.list(usable(FIRST));
        engine.rescan();

        assertThat(inventory.attempts()).isZero();
    }

    @Test
    void closingClosesWhatCameLate() {
        engine.open();
        inventory.list(usable(FIRST));
        engine.rescan();

        engine.close();

        assertThat(closings).hasSize(1);
    }

    private void openFirst() {
        openFirst(new ScriptedPort().on(Irq.IO, interruption.number()).on(Irq.REQ, request.number()));
    }

    private void openFirst(ScriptedPort port) {
        inventory.prepare(port);
        inventory.list(usable(FIRST).ofInstance("first"));
        engine.open();
        step();
    }

    private ScriptedPort port() {
        return inventory.opened().getLast();
    }

    /** The kernel asks for the first subchannel. */
    private void removeFirst() {
        request.signal();
        step();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
        assertThat(closings).hasSize(1);
    }

    /** The driver of the first subchannel is in no state to start anything. */
    private void giveUpFirst() {
        port().refuseStart(Errno.EIO);
        engine.offer(job(FIRST));
        step();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.CLOSED);
        closings.remove().run();
    }

    private static Listing usable(SubchannelId subchannel) {
        return Listing.of(subchannel, DeviceNumber.parse("0.0.1111"));
    }

    private static Listing unusable(SubchannelId subchannel, String reason) {
        return usable(subchannel).unusableBecause(reason);
    }

    private LaneView view(SubchannelId subchannel) {
        return engine.find(subchannel).orElseThrow();
    }

    private LaneView.State state(SubchannelId subchannel) {
        return view(subchannel).state();
    }

    private void rescan() {
        engine.rescan();
        step();
    }

    private void step() {
        for (int quiet = 0; quiet < 2; ) {
            quiet = engine.workers().getFirst().doWork(0) == 0 ? quiet + 1 : 0;
        }
    }

    private JobRequest job(SubchannelId subchannel) {
        Work work = new Work.RunProgram(LaneBed.nop(), LaneBed.READS);
        return new JobRequest(ids.next(), subchannel, work, LaneBed.TIMEOUT, Optional.empty());
    }

    /** Runs a job on the newest port to its end; its status is found by looking, for these ports signal nothing. */
    private Job run(SubchannelId subchannel) {
        engine.offer(job(subchannel));
        step();
        port().store(IrbBuilder.cleanEnd().build());
        clock.advance(LIMITS.statusCheckInterval());
        step();
        return ended.getLast();
    }

    private record Unasked() implements Recipe<DeviceIdentity> {

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
