package io.chanio.port;

import static io.chanio.port.PortProbe.returnCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.FunctionControl;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.Scsw;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The part of the contract about starts that the driver refuses, and what it looks at before it starts.
 *
 * @see "linux drivers/s390/cio/vfio_ccw_cp.c, vfio_ccw_fsm.c"
 */
interface RefusedStartContract {

    SubchannelPort port();

    PortProbe probe();

    @ParameterizedTest
    @EnumSource(names = {"HALT", "CLEAR"})
    default void refusesOtherFunctionsThanStartInTheIoRegion(FunctionControl.Bit function) {
        probe().putNop(PortProbe.PROGRAM, 0);
        Scsw asked = Scsw.IDLE.withFunctionControl(FunctionControl.of(function));
        probe().assertRefusedAs(probe().write(PortProbe.region(probe().nop(), asked)), Errno.EOPNOTSUPP);
    }

    @Test
    default void refusesTransportMode() {
        probe().putNop(PortProbe.PROGRAM, 0);
        probe().assertRefusedAs(probe().start(probe().nop().with(Orb.Flag.TRANSPORT_MODE)), Errno.EOPNOTSUPP);
    }

    @Test
    default void startsNothingWithoutAFunctionBit() {
        probe().putNop(PortProbe.PROGRAM, 0);
        assertThat(probe().write(PortProbe.region(probe().nop(), Scsw.IDLE))).isEqualTo(IoRegion.LENGTH);
        probe().untilQuiet();
        assertThat(probe().signals()).isZero();
        probe().assertTakesAProgram();
    }

    @Test
    default void answersWithoutAFunctionBitWhatTheCallerLeftAsReturnCode() {
        ByteBuffer region = PortProbe.region(probe().nop(), Scsw.IDLE).order(ByteOrder.nativeOrder());
        region.putInt(IoRegion.RETURN_CODE_OFFSET, Errno.EIO.asAnswer());
        assertThat(probe().write(region)).isEqualTo(Errno.EIO.asAnswer());
        probe().untilQuiet();
        assertThat(probe().signals()).isZero();
        probe().assertTakesAProgram();
    }

    @Test
    default void keepsTheReturnCodeOfARefusedStartBesideWhatWasWritten() {
        Orb orb = Orb.ofFormat1(probe().outside());
        ByteBuffer written = PortProbe.region(orb, Scsw.startedBy(orb));
        int answer = probe().write(written);

        for (int i = 0; i < 2; i++) {
            ByteBuffer region = probe().read();
            assertThat(returnCode(region)).isEqualTo(answer).isNegative();
            assertThat(Octets.of(region, 0, IoRegion.RETURN_CODE_OFFSET))
                    .isEqualTo(Octets.of(written, 0, IoRegion.RETURN_CODE_OFFSET));
        }
        probe().assertTakesAProgram();
        assertThat(returnCode(probe().read())).isZero();
    }

    @Test
    default void refusesAProgramThatIsNotMapped() {
        probe().assertRefusedAsUnmapped(probe().start(Orb.ofFormat1(probe().outside())));
    }

    @Test
    default void refusesATransferInChannelToWhereNothingIsMapped() {
        probe().putNop(PortProbe.PROGRAM, Ccw.CHAIN_COMMAND);
        probe().putTic(PortProbe.PROGRAM + Ccw.LENGTH, probe().outside());
        probe().assertRefusedAsUnmapped(probe().startAt(PortProbe.PROGRAM));
    }

    @Test
    default void refusesDataThatIsNotMappedOrReachesBeyond() {
        int flags = Ccw.SUPPRESS_LENGTH_INDICATION;
        probe().put(PortProbe.PROGRAM, PortProbe.SENSE_ID, flags, PortProbe.SENSE_ID_LENGTH, probe().outside());
        probe().assertRefusedAsUnmapped(probe().startAt(PortProbe.PROGRAM));

        int last = probe().memory().capacity() - PortProbe.SENSE_ID_LENGTH;
        probe().put(PortProbe.PROGRAM, PortProbe.SENSE_ID, flags, PortProbe.SENSE_ID_LENGTH + 1, probe().at(last));
        probe().assertRefusedAsUnmapped(probe().startAt(PortProbe.PROGRAM));

        probe().put(PortProbe.PROGRAM, PortProbe.SENSE_ID, flags, PortProbe.SENSE_ID_LENGTH, probe().at(last));
        assertThat(probe().startAt(PortProbe.PROGRAM)).isEqualTo(IoRegion.LENGTH);
        probe().assertEndedWell(probe().ending(), PortProbe.PROGRAM);
    }

    @ParameterizedTest
    @ValueSource(ints = {PortProbe.NO_OPERATION, PortProbe.SENSE_ID})
    default void looksAtNoDataAddressOfANopOrOfASkip(int command) {
        int flags = Ccw.SUPPRESS_LENGTH_INDICATION | (command == PortProbe.NO_OPERATION ? 0 : Ccw.SKIP);
        probe().put(PortProbe.PROGRAM, command, flags, 1, probe().outside());
        assertThat(probe().startAt(PortProbe.PROGRAM)).isEqualTo(IoRegion.LENGTH);
        probe().assertEndedWell(probe().ending(), PortProbe.PROGRAM);
    }

    @Test
    default void copiesTwoKibibytesFromTheStartOfAProgram() {
        int last = probe().memory().capacity() - PortProbe.CHAIN_BYTES;
        probe().putNop(last, 0);
        assertThat(probe().startAt(last)).isEqualTo(IoRegion.LENGTH);
        probe().assertEndedWell(probe().ending(), last);

        probe().putNop(last + Ccw.LENGTH, 0);
        probe().assertRefusedAsUnmapped(probe().startAt(last + Ccw.LENGTH));
    }

    @Test
    default void copiesTwoKibibytesFromATransferInChannelsTarget() {
        int tooLate = probe().memory().capacity() - Ccw.LENGTH;
        probe().putNop(PortProbe.PROGRAM, Ccw.CHAIN_COMMAND);
        probe().putTic(PortProbe.PROGRAM + Ccw.LENGTH, probe().at(tooLate));
        probe().putNop(tooLate, 0);
        probe().assertRefusedAsUnmapped(probe().startAt(PortProbe.PROGRAM));
    }

    @Test
    default void takesAChainOf256CcwsAndNoLongerOne() {
        probe().putChain(PortProbe.CHAIN_CCWS_MAX);
        assertThat(probe().startAt(PortProbe.PROGRAM)).isEqualTo(IoRegion.LENGTH);
        probe().assertEndedWell(probe().ending(), PortProbe.PROGRAM + (PortProbe.CHAIN_CCWS_MAX - 1) * Ccw.LENGTH);

        probe().putChain(PortProbe.CHAIN_CCWS_MAX + 1);
        probe().assertRefusedAs(probe().startAt(PortProbe.PROGRAM), Errno.EINVAL);
    }

    @Test
    default void takes16ChainsLinkedByTransferInChannelAndNoMore() {
        int last = probe().putLinkedChains(PortProbe.CHAINS_MAX);
        assertThat(probe().startAt(PortProbe.PROGRAM)).isEqualTo(IoRegion.LENGTH);
        probe().assertEndedWell(probe().ending(), last);

        probe().putLinkedChains(PortProbe.CHAINS_MAX + 1);
        probe().assertRefusedAs(probe().startAt(PortProbe.PROGRAM), Errno.EINVAL);
    }
}
