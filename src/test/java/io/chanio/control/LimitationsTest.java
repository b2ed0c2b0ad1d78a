package io.chanio.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.engine.LaneView;
import io.chanio.port.Feature;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitationsTest {

    @ParameterizedTest
    @CsvSource({"HALT_CLEAR,quarantines", "SCHIB,lost status", "CRW,changed path", "REQ,up to 4 s late"})
    void sayWhatFollowsFromAMissingFeature(Feature missing, String consequence) {
        assertThat(Limitations.of(missing(Set.of(missing))))
                .singleElement()
                .asString()
                .contains(consequence);
    }

    @Test
    void comeInTheOrderOfTheFeaturesAndAreNoneWhereNothingIsMissing() {
        assertThat(Limitations.of(missing(EnumSet.allOf(Feature.class))))
                .hasSize(Feature.values().length)
                .first()
                .asString()
                .startsWith("no halt");
        assertThat(Limitations.of(missing(Set.of()))).isEmpty();
    }

    private static LaneView missing(Set<Feature> missing) {
        LaneView lane = FakeLanes.lane(1, LaneView.State.OPERATIONAL, Optional.empty());
        return new LaneView(
                lane.subchannel(),
                lane.deviceNumber(),
                lane.state(),
                lane.reason(),
                lane.driver(),
                lane.features(),
                missing,
                lane.identity(),
                lane.paths(),
                lane.reserved(),
                lane.depth(),
                lane.capacity(),
                lane.running());
    }
}
