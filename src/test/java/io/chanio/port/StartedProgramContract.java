package io.chanio.port;

import static io.chanio.port.PortProbe.returnCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chanio.css.ActivityControl;
import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.FunctionControl;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.Scsw;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The part of the contract about programs that are started, run and end. */
interface StartedProgramContract {

    SubchannelPort port();

    PortProbe probe();

    @Test
    default void runsAProgramAndReportsItsEndOnce() {
        probe().putNop(PortProbe.PROGRAM, 0);
        assertThat(probe().signals()).isZero();
        assertThat(probe().startAt(PortProbe.PROGRAM)).isEqualTo(IoRegion.LENGTH);

        Scsw scsw = probe().ending();
        probe().untilQuiet();

        probe().assertEndedWell(scsw, PortProbe.PROGRAM);
        assertThat(probe().signals()).isZero();
        assertThat(probe().newest()).isEqualTo(scsw);
    }

    @Test
    default void keepsTheAreasThatTheCallerWroteBesideTheResult() {
        probe().putNop(PortProbe.PROGRAM, 0);
        Orb orb = Orb.ofFormat1(probe().at(PortProbe.PROGRAM)).withInterruptionParameter(0x1234_5678);
        probe().start(orb);
        probe().ending();

        ByteBuffer region = probe().read();
        assertThat(Orb.decode(region, IoRegion.ORB_OFFSET)).isEqualTo(orb);
        assertThat(Scsw.decode(region, IoRegion.SCSW_OFFSET)).isEqualTo(Scsw.startedBy(orb));
        assertThat(returnCode(region)).isZero();
    }

    @Test
    default void storesWhatTheDeviceSendsAndNothingBehindIt() {
        probe().fillData();
        probe().put(
                        PortProbe.PROGRAM,
                        PortProbe.SENSE_ID,
                        Ccw.SUPPRESS_LENGTH_INDICATION,
                        PortProbe.SENSE_ID_LENGTH,
                        probe().at(PortProbe.DATA));
        probe().startAt(PortProbe.PROGRAM);

        Scsw scsw = probe().ending();

        probe().assertEndedWell(scsw, PortProbe.PROGRAM);
        assertThat(scsw.residualCount()).hasValue(0);
        assertThat(probe().bytes(PortProbe.DATA, 1)).isEqualTo(Octets.of(0xFF));
        assertThat(probe().bytes(PortProbe.DATA + PortProbe.SENSE_ID_LENGTH, 1))
                .isEqualTo(Octets.of(PortProbe.UNTOUCHED));
    }

    @Test
    default void takesAFormat0Program() {
        assumeTrue(probe().at(PortProbe.DATA) < 1 << 24, "the arena lies where a format-0 address can't reach");
        new Ccw(
                        PortProbe.SENSE_ID,
                        Ccw.SUPPRESS_LENGTH_INDICATION,
                        PortProbe.SENSE_ID_LENGTH,
                        probe().at(PortProbe.DATA))
                .encode(CcwFormat.FORMAT_0, probe().memory(), PortProbe.PROGRAM);
        probe().start(Orb.ofFormat0(probe().at(PortProbe.PROGRAM)));
        probe().assertEndedWell(probe().ending(), PortProbe.PROGRAM);
        assertThat(probe().bytes(PortProbe.DATA, 1)).isEqualTo(Octets.of(0xFF));
    }

    @Test
    default void followsATransferInChannelToAnotherChain() {
        probe().putNop(PortProbe.PROGRAM, Ccw.CHAIN_COMMAND);
        probe().putTic(PortProbe.PROGRAM + Ccw.LENGTH, probe().at(PortProbe.SECOND_CHAIN));
        probe().putNop(PortProbe.SECOND_CHAIN, 0);
        assertThat(probe().startAt(PortProbe.PROGRAM)).isEqualTo(IoRegion.LENGTH);
        probe().assertEndedWell(probe().ending(), PortProbe.SECOND_CHAIN);
    }

    @Test
    default void readsAndWritesFromThePositionOnAndLeavesItAsItIs() {
        probe().putNop(PortProbe.PROGRAM, 0);
        Orb orb = Orb.ofFormat1(probe().at(PortProbe.PROGRAM));
        ByteBuffer wide = ByteBuffer.allocateDirect(IoRegion.LENGTH + 16);
        wide.put(8, PortProbe.region(orb, Scsw.startedBy(orb)), 0, IoRegion.LENGTH);
        wide.position(8);

        assertThat(port().writeIo(wide)).isEqualTo(IoRegion.LENGTH);
        Scsw scsw = probe().ending();
        assertThat(port().readIo(wide)).isEqualTo(IoRegion.LENGTH);

        assertThat(Scsw.decode(wide, 8 + IoRegion.IRB_OFFSET)).isEqualTo(scsw);
        assertThat(wide.position()).isEqualTo(8);
        assertThat(wide.getLong(0)).isZero();
        assertThat(wide.getLong(8 + IoRegion.LENGTH)).isZero();
    }

    @Test
    default void keepsOnlyTheNewestOfTwoResults() {
        assumeTrue(port().features().contains(Feature.HALT_CLEAR), "no halt to make a second result with");
        probe().putNop(PortProbe.PROGRAM, 0);
        probe().startAt(PortProbe.PROGRAM);
        probe().untilQuiet();
        probe().halt();
        probe().untilQuiet();

        assertThat(probe().signals()).isEqualTo(2);
        assertThat(probe().newest().functionControl().halt()).isTrue();
    }

    @Test
    default void refusesASecondStartWhileAProgramRuns() {
        probe().startEndless();
        assertThat(probe().startAt(PortProbe.SECOND_CHAIN)).isEqualTo(Errno.EBUSY.asAnswer());
        assertThat(returnCode(probe().read())).isEqualTo(Errno.EBUSY.asAnswer());
        assertThat(probe().signals()).isZero();
        probe().clear();
        probe().interruption();
    }

    @Test
    default void endsARunningProgramByAClear() {
        probe().startEndless();
        assertThat(probe().clear()).isEqualTo(AsyncRegion.LENGTH);

        Scsw scsw = probe().interruption();

        assertThat(scsw.functionControl()).isEqualTo(FunctionControl.of(FunctionControl.Bit.CLEAR));
        assertThat(scsw.statusPending()).isTrue();
        assertThat(scsw.activityControl()).isEqualTo(ActivityControl.NONE);
        probe().assertTakesAProgram();
    }

    @Test
    default void endsARunningProgramByAHalt() {
        probe().startEndless();
        assertThat(probe().halt()).isEqualTo(AsyncRegion.LENGTH);

        Scsw scsw = probe().interruption();

        assertThat(scsw.functionControl().halt()).isTrue();
        assertThat(scsw.functionControl().clear()).isFalse();
        assertThat(scsw.statusPending()).isTrue();
        probe().assertTakesAProgram();
    }

    @Test
    default void showsARunningProgramInTheSchibUntilItEnded() {
        assumeTrue(port().features().contains(Feature.SCHIB), "no SCHIB region");
        probe().startEndless();
        assertThat(probe().schib().scsw().functionControl().start()).isTrue();
        assertThat(probe().schib().scsw().activityControl().isZero()).isFalse();

        probe().clear();
        probe().interruption();

        assertThat(probe().schib().scsw().functionControl()).isEqualTo(FunctionControl.NONE);
        assertThat(probe().schib().scsw().activityControl()).isEqualTo(ActivityControl.NONE);
    }
}
