package io.chanio.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.SubchannelId;
import io.chanio.engine.LaneView;
import io.chanio.port.Backend;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceabilityTest {

    @Test
    void aChannelSubsystemWithoutSubchannelsIsNotReady() {
        Serviceability answer = Serviceability.of(Backend.VFIO, List.of());

        assertThat(answer.ready()).isFalse();
        assertThat(answer.data()).containsEntry("reason", "the channel subsystem shows no I/O subchannel");
    }

    @ParameterizedTest
    @EnumSource(
            value = LaneView.State.class,
            names = {"OPERATIONAL", "BUSY"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatHasNoUsableSubchannelIsNotReadyAndSaysWhyOfEach(LaneView.State state) {
        Serviceability answer = Serviceability.of(Backend.VFIO, List.of(lane(1, state), lane(2, state)));

        assertThat(answer.ready()).isFalse();
        assertThat(answer.data())
                .containsEntry("reason", "no subchannel is usable")
                .containsEntry("0.0.0001", "because 1")
                .containsEntry("0.0.0002", "because 2");
    }

    @Test
    void theReasonsOfThousandsAreNotTold() {
        List<LaneView> many = IntStream.range(0, 1000)
                .mapToObj(number -> lane(number, LaneView.State.NOT_OPERATIONAL))
                .toList();

        assertThat(Serviceability.of(Backend.VFIO, many).data()).hasSize(1 + Serviceability.REASONS_MAX);
    }

    @ParameterizedTest
    @EnumSource(
            value = LaneView.State.class,
            names = {"OPERATIONAL", "BUSY"})
    void oneUsableSubchannelIsEnough(LaneView.State state) {
        assertThat(Serviceability.of(Backend.VFIO, List.of(lane(1, LaneView.State.CLOSED), lane(2, state))))
                .isEqualTo(new Serviceability(true, java.util.Map.of()));
    }

    @Test
    void theSimulatorIsAlwaysReady() {
        assertThat(Serviceability.of(Backend.SIMULATED, List.of()).ready()).isTrue();
    }

    private static LaneView lane(int number, LaneView.State state) {
        return new LaneView(
                new SubchannelId(0, number),
                Optional.empty(),
                state,
                Optional.of("because " + number),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                1,
                Optional.empty());
    }
}
