package io.chanio.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.engine.CallRefused;
import io.chanio.engine.LaneView;
import io.chanio.engine.SchibReading;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which subchannels are told of, and what becomes of asking one for its SCHIB. */
class SubchannelsTest {

    private static final Subchannels.Filter ALL =
            new Subchannels.Filter(Optional.empty(), Optional.empty(), Optional.empty());

    private final FakeLanes lanes = new FakeLanes(job -> {});
    private final Subchannels subchannels = new Subchannels(lanes);

    @BeforeEach
    void threeLanes() {
        lanes.lanes.add(FakeLanes.lane(1, LaneView.State.OPERATIONAL, Optional.of(FakeLanes.A_3390)));
        lanes.lanes.add(FakeLanes.lane(2, LaneView.State.NOT_OPERATIONAL, Optional.empty()));
        lanes.lanes.add(FakeLanes.lane(3, LaneView.State.OPERATIONAL, Optional.of(FakeLanes.A_TAPE)));
    }

    @Test
    void listsInPages() {
        assertThat(numbers(ALL, Optional.empty(), 2)).containsExactly(1, 2);
        assertThat(numbers(ALL, Optional.of(new SubchannelId(0, 2)), 2)).containsExactly(3);
    }

    @Test
    void listsWhatEveryFilterAccepts() {
        Optional<LaneView.State> operational = Optional.of(LaneView.State.OPERATIONAL);

        assertThat(numbers(new Subchannels.Filter(operational, Optional.empty(), Optional.empty())))
                .containsExactly(1, 3);
        assertThat(numbers(new Subchannels.Filter(operational, Optional.of(DeviceClass.TAPE), Optional.empty())))
                .containsExactly(3);
        assertThat(numbers(new Subchannels.Filter(
                        Optional.empty(), Optional.empty(), Optional.of(new DeviceNumber(0, 0x1002)))))
                .containsExactly(2);
    }

    @Test
    void handsOnWhatTheLaneReadOfTheSchib() {
        CompletableFuture<SchibAnswer> answer = schib(1);
        assertThat(answer).isNotDone();

        lanes.schib.complete(new SchibReading.NotOffered());

        assertThat(answer.join()).isEqualTo(new SchibAnswer.Asked(new SchibReading.NotOffered()));
    }

    @Test
    void saysWhyTheLaneWasNotAskedForTheSchib() {
        lanes.schib.completeExceptionally(new CallRefused(CallRefused.Reason.DRAINING, "it ends"));

        assertThat(schib(1).join()).isEqualTo(new SchibAnswer.Refused(CallRefused.Reason.DRAINING, "it ends"));
        assertThat(schib(9).join()).isEqualTo(new SchibAnswer.UnknownSubchannel(new SubchannelId(0, 9)));
    }

    @Test
    void makesNoAnswerOfAMistake() {
        lanes.schib.completeExceptionally(new IllegalStateException("a mistake"));

        assertThat(schib(1)).isCompletedExceptionally();
    }

    private CompletableFuture<SchibAnswer> schib(int number) {
        return subchannels.schib(new SubchannelId(0, number)).toCompletableFuture();
    }

    private List<Integer> numbers(Subchannels.Filter filter) {
        return numbers(filter, Optional.empty(), 9);
    }

    private List<Integer> numbers(Subchannels.Filter filter, Optional<SubchannelId> after, int limit) {
        return subchannels.list(filter, after, limit).stream()
                .map(lane -> lane.subchannel().number())
                .toList();
    }
}
