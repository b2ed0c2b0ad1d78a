package io.chanio.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.program.ProgramFault.Code;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgramDraftTest {

    @Test
    void resolvesMnemonicsAndCodesAlike() {
        assertThat(resolve(reading("READ_DATA", 8))).isEqualTo(resolve(reading("0x06", 8)));
    }

    @Test
    void aCommandThatTheClassDoesNotKnowIsTakenByCodeAndRefusedByName() {
        assertThat(resolve(reading("0xC2", 8))).isInstanceOf(ProgramCheck.Valid.class);
        assertThat(codes(resolve(reading("READ_PREVIOUS", 8)))).containsExactly(Code.UNKNOWN_COMMAND);
        assertThat(codes(resolve(reading("0x6", 8)))).containsExactly(Code.UNKNOWN_COMMAND);
        assertThat(codes(resolve(reading("read_data", 8)))).containsExactly(Code.UNKNOWN_COMMAND);
    }

    @Test
    void anUnknownCommandHidesNoFaultOfTheOthers() {
        ProgramCheck check = resolve(reading("READ_DATA", 0), reading("NONSENSE", 0), reading("READ_DATA", 0));

        assertThat(codes(check))
                .containsExactly(Code.COUNT_OUT_OF_RANGE, Code.UNKNOWN_COMMAND, Code.COUNT_OUT_OF_RANGE);
    }

    @Test
    void aListOfCcwsWithoutMeasureIsRefusedForItsLengthAlone() {
        CcwDraft wrong = reading("NONSENSE", 0);

        assertThat(codes(resolve(Collections.nCopies(1_020, wrong).toArray(CcwDraft[]::new))))
                .hasSize(1_021)
                .startsWith(Code.TOO_MANY_CCWS, Code.UNKNOWN_COMMAND);
        assertThat(codes(resolve(Collections.nCopies(1_021, wrong).toArray(CcwDraft[]::new))))
                .containsExactly(Code.TOO_MANY_CCWS);
    }

    @Test
    void dataAndCountMustAgree() {
        assertThat(codes(resolve(sending(Octets.zeros(4), OptionalInt.of(5)))))
                .containsExactly(Code.COUNT_AND_DATA_DIFFER);
        assertThat(resolve(sending(Octets.zeros(4), OptionalInt.of(4)))).isInstanceOf(ProgramCheck.Valid.class);
    }

    @Test
    void aTargetExcludesDataAndCount() {
        CcwDraft tic = new CcwDraft("TIC", Optional.empty(), OptionalInt.of(1), OptionalInt.of(0), Set.of(), false);

        assertThat(codes(resolve(reading("READ_DATA", 8), tic))).containsExactly(Code.UNEXPECTED_OPERAND);
    }

    private static CcwDraft reading(String command, int count) {
        return new CcwDraft(command, Optional.empty(), OptionalInt.of(count), OptionalInt.empty(), Set.of(), false);
    }

    private static CcwDraft sending(Octets data, OptionalInt count) {
        return new CcwDraft("WRITE_DATA", Optional.of(data), count, OptionalInt.empty(), Set.of(), false);
    }

    private static ProgramCheck resolve(CcwDraft... ccws) {
        return new ProgramDraft(List.of(ccws), OrbOptions.DEFAULT).resolve(DeviceClass.ECKD);
    }

    private static List<Code> codes(ProgramCheck check) {
        return switch (check) {
            case ProgramCheck.Valid ignored -> List.of();
            case ProgramCheck.Invalid(var faults) ->
                faults.stream().map(ProgramFault::code).toList();
        };
    }
}
