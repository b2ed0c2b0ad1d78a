package io.chanio.port.sim.dasd;

import static io.chanio.port.sim.dasd.DeviceBench.DONE;
import static io.chanio.port.sim.dasd.DeviceBench.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.PathMask;
import io.chanio.port.sim.dasd.DeviceBench.Step;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a reserved disk serves: the path that it is reserved to, and others as far as they may know or change that. */
class AllegianceTest {

    private static final int BUSY = 0x10;
    private static final Step RESERVE = step(0xB4);
    private static final Step UNCONDITIONAL_RESERVE = step(0x14);
    private static final Step RELEASE = step(0x94);
    private static final Step RESET_ALLEGIANCE = step(0x44);
    private static final Step SENSE_PATH_GROUP_ID = step(0x34);
    private static final Step SENSE_ID = step(0xE4);
    private static final String GROUP = "8000000026230001020304";

    private DeviceBench bench;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        bench = DeviceBench.ofQual01(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x03, 0x04, 0xE4, 0x64, 0xFA, 0xB4, 0x94, 0x02, 0x5B, 0xFF})
    void isBusyForAnyOtherPath(int code) {
        bench.over(0).last(RESERVE);

        assertThat(bench.over(1).chain(step(code), SENSE_ID)).singleElement().satisfies(answer -> {
            assertThat(answer.unitStatus()).isEqualTo(BUSY);
            assertThat(answer.data().isEmpty()).isTrue();
        });
        assertThat(bench.over(0).last(SENSE_ID).unitStatus()).isEqualTo(DONE);
    }

    @Test
    void isFreeAgainOnlyWhenThePathThatReservedItGivesItBack() {
        bench.over(0).last(RESERVE);
        assertThat(status(1, RELEASE)).isEqualTo(BUSY);
        assertThat(status(0, SENSE_ID, RELEASE)).isEqualTo(DONE);

        assertThat(status(1, SENSE_ID)).isEqualTo(DONE);
        assertThat(status(1, RESERVE)).isEqualTo(DONE);
        assertThat(status(0, SENSE_ID)).isEqualTo(BUSY);
    }

    @Test
    void keepsWhoeverHasItThroughAReserveThatFindsItBusy() {
        bench.over(0).last(RESERVE);
        bench.over(1).last(RESERVE);

        assertThat(status(0, SENSE_ID)).isEqualTo(DONE);
        assertThat(status(1, SENSE_ID)).isEqualTo(BUSY);
    }

    @Test
    void goesOverToThePathOfAnUnconditionalReserve() {
        bench.over(0).last(RESERVE);

        assertThat(bench.over(1).last(UNCONDITIONAL_RESERVE).data().length()).isEqualTo(32);

        assertThat(status(1, SENSE_ID)).isEqualTo(DONE);
        assertThat(status(0, RELEASE)).isEqualTo(BUSY);
        assertThat(status(1, RELEASE)).isEqualTo(DONE);
        assertThat(status(0, SENSE_ID)).isEqualTo(DONE);
    }

    @Test
    void isNobodysAfterAResetAllegianceOverAnotherPath() {
        bench.over(0).last(RESERVE);

        assertThat(bench.over(1).read(RESET_ALLEGIANCE)).startsWith("9020").hasSize(64);

        assertThat(bench.over(1).read(SENSE_PATH_GROUP_ID)).startsWith("00");
        assertThat(status(0, SENSE_ID)).isEqualTo(DONE);
        assertThat(status(1, SENSE_ID)).isEqualTo(DONE);
        assertThat(bench.over(1).read(RESET_ALLEGIANCE)).startsWith("8020");
    }

    @Test
    void staysReservedThroughAResetAllegianceOverItsOwnPath() {
        bench.over(0).last(RESERVE);

        assertThat(bench.over(0).read(RESET_ALLEGIANCE)).startsWith("9020");

        assertThat(status(1, SENSE_ID)).isEqualTo(BUSY);
    }

    @Test
    void saysToEachPathWhoHasItReserved() {
        bench.over(0).last(RESERVE);

        assertThat(bench.over(0).read(SENSE_PATH_GROUP_ID)).startsWith("30");
        assertThat(bench.over(1).read(SENSE_PATH_GROUP_ID)).startsWith("20");
    }

    @Test
    void belongsToAllPathsOfTheGroupThatReservedIt() {
        bench.over(0).last(step(0xAF, "00", GROUP));
        bench.over(1).last(step(0xAF, "00", GROUP));
        bench.over(0).last(RESERVE);

        assertThat(bench.over(2).read(RESET_ALLEGIANCE)).contains(GROUP);
        bench.over(0).last(RESERVE);
        assertThat(status(1, SENSE_ID)).isEqualTo(DONE);
        assertThat(status(2, SENSE_ID)).isEqualTo(BUSY);
        assertThat(status(1, RELEASE)).isEqualTo(DONE);
        assertThat(status(2, SENSE_ID)).isEqualTo(DONE);
    }

    @Test
    void staysWithThePathThatDisbandsItsGroup() {
        bench.over(0).last(step(0xAF, "00", GROUP));
        bench.over(1).last(step(0xAF, "00", GROUP));
        bench.over(0).last(RESERVE);

        bench.over(1).last(step(0xAF, "20", GROUP));

        assertThat(status(1, SENSE_ID)).isEqualTo(DONE);
        assertThat(status(0, SENSE_ID)).isEqualTo(BUSY);
    }

    @Test
    void owesADeviceEndToEachPathThatFoundItBusyOnceItIsFree() {
        bench.over(0).last(RESERVE);
        bench.over(2).last(SENSE_ID);
        bench.over(1).last(SENSE_ID);
        bench.over(1).last(SENSE_ID);
        assertThat(bench.device.takeFreed()).isEqualTo(PathMask.NONE);

        bench.over(0).last(RELEASE);

        assertThat(bench.device.takeFreed()).isEqualTo(PathMask.ofPath(1));
        assertThat(bench.device.takeFreed()).isEqualTo(PathMask.ofPath(2));
        assertThat(bench.device.takeFreed()).isEqualTo(PathMask.NONE);
    }

    @Test
    void owesNothingToThePathThatTookItOver() {
        bench.over(0).last(RESERVE);
        bench.over(1).last(SENSE_ID);
        bench.over(1).last(UNCONDITIONAL_RESERVE);
        bench.over(1).last(RELEASE);

        assertThat(bench.device.takeFreed()).isEqualTo(PathMask.NONE);
    }

    @Test
    void isBusyForAllPathsWhileAnotherSystemHasIt() {
        bench.device.reserveElsewhere();
        assertThat(status(0, SENSE_ID)).isEqualTo(BUSY);
        assertThat(bench.over(0).read(SENSE_PATH_GROUP_ID)).startsWith("20");

        bench.device.releaseElsewhere();

        assertThat(bench.device.takeFreed()).isEqualTo(PathMask.ofPath(0));
        assertThat(status(0, SENSE_ID)).isEqualTo(DONE);
    }

    @Test
    void isNotGivenBackByAnotherSystemThatLostIt() {
        bench.device.reserveElsewhere();
        bench.over(0).last(UNCONDITIONAL_RESERVE);

        bench.device.releaseElsewhere();

        assertThat(status(1, SENSE_ID)).isEqualTo(BUSY);
    }

    @Test
    void isReservedByTheFirstCommandOfAChainOnly() {
        assertThat(bench.refusal(SENSE_ID, RESERVE)).isEqualTo("8000/02");
        assertThat(bench.refusal(SENSE_ID, UNCONDITIONAL_RESERVE)).isEqualTo("8000/02");
        assertThat(bench.refusal(SENSE_ID, RESET_ALLEGIANCE)).isEqualTo("8000/02");
        assertThat(bench.refusal(step(0x1F, "00"), RELEASE)).isEqualTo("8000/02");
        assertThat(status(1, SENSE_ID)).isEqualTo(DONE);
    }

    private int status(int path, Step... steps) {
        return bench.over(path).last(steps).unitStatus();
    }
}
