package io.chanio.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.program.AllegianceCommand.Placed;
import io.chanio.program.ProgramFault.Code;
import org.junit.jupiter.api.Test;

/** Commands on whom a disk is reserved to, and on the groups that its paths form. */
class AllegianceCommandTest {

    private static final ProgramCcw NOP = ProgramCcw.of(0x03, new Operand.None());

    @Test
    void findsThemByTheirPlace() {
        ChannelProgram program = ChannelProgram.of(sense(0xB4), NOP, sense(0x14), sense(0x94), sense(0x44), sense(4));

        assertThat(AllegianceCommand.in(program, DeviceClass.ECKD))
                .containsExactly(
                        new Placed(0, AllegianceCommand.RESERVE),
                        new Placed(2, AllegianceCommand.UNCONDITIONAL_RESERVE),
                        new Placed(3, AllegianceCommand.RELEASE),
                        new Placed(4, AllegianceCommand.RESET_ALLEGIANCE));
        assertThat(AllegianceCommand.in(program, DeviceClass.UNKNOWN)).hasSize(4);
        assertThat(AllegianceCommand.in(program, DeviceClass.TAPE)).isEmpty();
    }

    @Test
    void aContinuationByDataChainingIsNone() {
        ChannelProgram program = ChannelProgram.of(ProgramCcw.of(0x06, new Operand.Count(8), CcwFlag.CD), sense(0xB4));

        assertThat(AllegianceCommand.in(program, DeviceClass.ECKD)).isEmpty();
    }

    @Test
    void thePathGroupsOfTheSubchannelAreNotInMultipathMode() {
        for (int function : new int[] {0x80, 0xA0, 0xC0}) {
            assertThat(check(setPathGroup(function), DeviceClass.ECKD))
                    .isInstanceOfSatisfying(ProgramCheck.Invalid.class, invalid -> assertThat(invalid.faults())
                            .singleElement()
                            .satisfies(fault -> {
                                assertThat(fault.ccw()).hasValue(0);
                                assertThat(fault.member()).isEqualTo("data");
                                assertThat(fault.code()).isEqualTo(Code.UNEXPECTED_OPERAND);
                                assertThat(fault.detail()).contains("X'%02x'".formatted(function));
                            }));
        }
        assertThat(check(setPathGroup(0x80), DeviceClass.UNKNOWN)).isInstanceOf(ProgramCheck.Invalid.class);
        for (int function : new int[] {0x00, 0x20, 0x40}) {
            assertThat(check(setPathGroup(function), DeviceClass.ECKD)).isInstanceOf(ProgramCheck.Valid.class);
        }
        assertThat(check(setPathGroup(0x80), DeviceClass.UNIT_RECORD)).isInstanceOf(ProgramCheck.Valid.class);
    }

    private static ProgramCheck check(ProgramCcw ccw, DeviceClass deviceClass) {
        return ProgramChecks.check(ChannelProgram.of(ccw), deviceClass);
    }

    private static ProgramCcw setPathGroup(int function) {
        return ProgramCcw.of(0xAF, new Operand.Data(Octets.of(function).concat(Octets.zeros(11))));
    }

    private static ProgramCcw sense(int command) {
        return ProgramCcw.of(command, new Operand.Count(32), CcwFlag.SLI);
    }
}
