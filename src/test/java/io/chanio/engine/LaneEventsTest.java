package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.ConditionCode;
import io.chanio.css.DeviceStatus;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import org.junit.jupiter.api.Test;

/** What a lane tells that is no job's own. */
class LaneEventsTest {

    private static final Octets SENSE = Octets.ofHex("4000");
    private static final int NOT_SENSED = 30;

    private final ScriptedPort port = new ScriptedPort();
    private final LaneBed bed = LaneBed.over(port);

    @Test
    void tellsUnsolicitedStatusOnce() {
        Irb attention = IrbBuilder.unsolicited(DeviceStatus.Bit.ATTENTION).build();

        bed.interrupt(attention);

        assertThat(bed.events).containsExactly(attention);
        assertThat(bed.eventSenses).isEmpty();
    }

    @Test
    void tellsAUnitCheckOnlyWithTheSenseThatItOwes() {
        Irb check = IrbBuilder.unsolicited(DeviceStatus.Bit.UNIT_CHECK).build();
        bed.interrupt(check);
        assertThat(bed.events).isEmpty();
        port.storeData(SENSE);

        bed.interrupt(IrbBuilder.cleanEnd().withResidual(NOT_SENSED));

        assertThat(bed.events).containsExactly(check);
        assertThat(bed.eventSenses).containsExactly(new Sense(Sense.Source.BASIC, SENSE));
    }

    @Test
    void tellsAttentionBesideTheEndOfAProgram() {
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd());
        assertThat(bed.events).isEmpty();
        Irb end = IrbBuilder.cleanEnd().with(DeviceStatus.Bit.ATTENTION).build();
        bed.run(LaneBed.nop());

        bed.interrupt(end);

        assertThat(bed.events).containsExactly(end);
        assertThat(bed.ended).hasSize(2);
    }

    @Test
    void tellsTheStatusThatWasInTheWayOfAStart() {
        Irb deferred = IrbBuilder.deferred(ConditionCode.STATUS_PENDING, DeviceStatus.Bit.ATTENTION)
                .build();
        bed.run(LaneBed.nop());

        bed.interrupt(deferred);

        assertThat(bed.events).containsExactly(deferred);
    }

    @Test
    void doesNotTellAnEndThatIsPresentedTwice() {
        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd());

        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.events).isEmpty();
    }

    @Test
    void tellsOfTheSubchannelWhenItBeginsAndNotWithEachJob() {
        assertThat(bed.views).isNotEmpty();
        bed.views.clear();

        bed.run(LaneBed.nop());
        bed.interrupt(IrbBuilder.cleanEnd());

        assertThat(bed.ended).hasSize(1);
        assertThat(bed.views).isEmpty();
    }

    @Test
    void tellsOfTheSubchannelWhenItCanNotBeUsedAnyMore() {
        bed.views.clear();

        bed.signal(io.chanio.port.Irq.REQ);

        assertThat(bed.views).extracting(LaneView::state).containsExactly(LaneView.State.CLOSED);
        assertThat(bed.views.getLast().reason()).isPresent();
    }
}
