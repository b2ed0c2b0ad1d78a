package io.chanio.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.chanio.css.ChannelPaths;
import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.SenseData;
import io.chanio.engine.Outcome;
import io.chanio.engine.Outcome.Kind;
import io.chanio.engine.PathSituation;
import io.chanio.operation.PathTests.PathTest;
import io.chanio.operation.dasd.EckdAllegiance;
import io.chanio.operation.dasd.ReservationAnswer;
import io.chanio.program.ChannelProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Operations on channel paths and reservations. */
class PathOperationsTest {

    private static final PathMask INSTALLED = new PathMask(0xD0);
    private static final ChannelPaths PATHS =
            new ChannelPaths(Octets.ofHex("1011121314151617"), INSTALLED, INSTALLED, INSTALLED);

    private final List<PathMask> tried = new ArrayList<>();

    @Test
    void testsEachInstalledPathByItself() {
        PathTests tests = runner(Optional.empty()).result(new TestPaths());

        assertThat(tried).containsExactly(PathMask.ofPath(0), PathMask.ofPath(1), PathMask.ofPath(3));
        assertThat(tests.paths())
                .extracting(PathTest::path, PathTest::chpid, PathTest::outcome)
                .containsExactly(
                        tuple(PathMask.ofPath(0), 0x10, Optional.of(Kind.COMPLETED)),
                        tuple(PathMask.ofPath(1), 0x11, Optional.of(Kind.PATH_NOT_OPERATIONAL)),
                        tuple(PathMask.ofPath(3), 0x13, Optional.of(Kind.COMPLETED)));
    }

    @Test
    void testsThePathOfTheReservationAloneAndSaysSo() {
        PathTests tests = runner(Optional.of(PathMask.ofPath(3))).result(new TestPaths());

        assertThat(tried).containsExactly(PathMask.ofPath(3));
        assertThat(tests.paths())
                .extracting(PathTest::outcome)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(Kind.COMPLETED));
        assertThat(tests.paths().getFirst().detail()).contains("reserved over path 0x10");
    }

    @Test
    void cantTestPathsThatNobodyTells() {
        assertThat(answering("").refusal(new TestPaths())).contains("SCHIB");
    }

    @Test
    void readsThePathGroup() {
        PathGroup group = answering("f8" + "0102030405060708090a0b").result(new SensePathGroupId());

        assertThat(group)
                .returns(PathGroup.State.GROUPED, PathGroup::state)
                .returns(PathGroup.Reservation.HERE, PathGroup::reservation)
                .returns(PathGroup.Mode.MULTIPATH, PathGroup::mode)
                .returns(Octets.ofHex("0102030405060708090a0b"), PathGroup::id);
        assertThat(group.raw().length()).isEqualTo(12);
    }

    @Test
    void readsAPathWithoutGroup() {
        assertThat(answering("a0" + "00".repeat(11)).result(new SensePathGroupId()))
                .returns(PathGroup.State.UNGROUPED, PathGroup::state)
                .returns(PathGroup.Reservation.ELSEWHERE, PathGroup::reservation)
                .returns(PathGroup.Mode.SINGLE_PATH, PathGroup::mode);
        assertThat(answering("00".repeat(12)).result(new SensePathGroupId()))
                .returns(PathGroup.State.RESET, PathGroup::state)
                .returns(PathGroup.Reservation.NONE, PathGroup::reservation);
        assertThat(answering("50" + "00".repeat(11)).result(new SensePathGroupId()))
                .returns(PathGroup.State.UNKNOWN, PathGroup::state)
                .returns(PathGroup.Reservation.UNKNOWN, PathGroup::reservation);
    }

    @Test
    void refusesHalfAPathGroup() {
        assertThat(answering("80").refusal(new SensePathGroupId())).contains("1 bytes");
    }

    @Test
    void reservingGivesTheSenseThatCameWithIt() {
        for (EckdAllegiance operation :
                List.of(EckdAllegiance.RESERVE, EckdAllegiance.RELEASE, EckdAllegiance.UNCONDITIONAL_RESERVE)) {
            assertThat(answering("00".repeat(32)).result(operation))
                    .isEqualTo(new ReservationAnswer(PathMask.NONE, new SenseData(Octets.zeros(32))));
        }
    }

    private RecipeRunner runner(Optional<PathMask> reserved) {
        return new RecipeRunner(DeviceClass.ECKD, program -> {
                    tried.add(program.orb().paths());
                    return Octets.ofHex("ff2107e833900200");
                })
                .onPaths(new PathSituation(Optional.of(PATHS), reserved))
                .ending(PathOperationsTest::endOf);
    }

    private static Outcome endOf(ChannelProgram program) {
        return program.orb().paths().equals(PathMask.ofPath(1))
                ? Outcome.of(Kind.PATH_NOT_OPERATIONAL, "no operational path is left")
                : Outcome.of(Kind.COMPLETED, "channel end and device end");
    }

    private static RecipeRunner answering(String hex) {
        return new RecipeRunner(DeviceClass.ECKD, program -> Octets.ofHex(hex));
    }
}
