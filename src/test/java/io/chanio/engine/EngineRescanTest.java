package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.PathMask;
import io.chanio.engine.Outcome.Kind;
import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.port.Irq;
import io.chanio.port.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The engine over an inventory in which subchannels come, go and change. */
class EngineRescanTest extends RescanBed {

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
    void whoeverFollowsSubchannelsHearsThatOneVanished() {
        inventory.list(unusable(FIRST, "not bound"));
        engine.open();
        step();
        inventory.omit(FIRST);
        rescan();

        assertThat(views).extracting(LaneView::subchannel).containsOnly(FIRST);
        assertThat(views)
                .extracting(LaneView::state)
                .containsExactly(LaneView.State.NOT_OPERATIONAL, LaneView.State.CLOSED);
        assertThat(views.getLast().reason()).get().asString().contains("listed no more");
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

    @Test
    void whatWasOpenedIsThereWhileAnotherIsStillBeingOpened() {
        List<LaneView.State> seen = new ArrayList<>();
        inventory.list(usable(FIRST));
        inventory.list(usable(SECOND));
        inventory.whileOpening(SECOND, () -> seen.add(state(FIRST)));

        engine.open();

        assertThat(seen).hasSize(1);
    }

    @Test
    void whatIsBeingOpenedWhenTheEngineClosesIsClosedAgainAndNothingStandsForIt() {
        inventory.list(usable(FIRST));
        inventory.whileOpening(FIRST, engine::close);

        engine.open();

        assertThat(port().calls()).containsExactly("close");
        assertThat(closings).isEmpty();
        assertThat(engine.list()).isEmpty();
    }

    @Test
    void anOpeningThatFailsAtEachLookIsLoggedOnce() {
        inventory.list(usable(FIRST));
        inventory.breakOpening();
        List<LogRecord> records = logged(() -> {
            engine.open();
            for (int look = 0; look < MANY; look++) {
                rescan();
            }
        });

        assertThat(inventory.attempts()).isEqualTo(1 + MANY);
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().getThrown()).isNotNull();
        assertThat(view(FIRST).reason().orElseThrow()).contains("node");
    }

    /** What the roster logged meanwhile. */
    private static List<LogRecord> logged(Runnable meanwhile) {
        List<LogRecord> records = new ArrayList<>();
        Logger logger = Logger.getLogger(Roster.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord each) {
                records.add(each);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            meanwhile.run();
        } finally {
            logger.removeHandler(handler);
        }
        return records;
    }

    @Test
    void aDeviceThatIsBackWithoutAReportIsFoundByALook() {
        ScriptedPort port = new ScriptedPort().on(Irq.CRW, interruption.number());
        openFirst(port);
        port.refuseSchib(Errno.ENODEV);
        interruption.signal();
        step();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.NOT_OPERATIONAL);
        rescan();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.NOT_OPERATIONAL);

        port.answerSchib();
        rescan();

        assertThat(run(FIRST).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aLaneThatDidNotBeginIsStillOpening() {
        inventory.list(usable(FIRST));
        engine.open();
        assertThat(view(FIRST).opening()).isTrue();

        step();

        assertThat(view(FIRST).opening()).isFalse();
        engine.offer(job(FIRST));
        step();
        assertThat(state(FIRST)).isEqualTo(LaneView.State.BUSY);
        assertThat(view(FIRST).opening()).as("that is a client's job").isFalse();
    }
}
