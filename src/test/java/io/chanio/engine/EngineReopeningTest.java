package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceNumber;
import io.chanio.os.Eventfd;
import io.chanio.port.Irq;
import io.chanio.port.Listing;
import org.junit.jupiter.api.Test;

/** When the engine opens again what it closed, and when it leaves it alone. */
class EngineReopeningTest extends RescanBed {

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
}
