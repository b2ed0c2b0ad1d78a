package io.chanio.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.chanio.css.CcwFormat;
import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.program.ProgramFault.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ProgramChecksTest {

    private static final ProgramCcw NOP = ProgramCcw.of(0x03, new Operand.None());
    private static final ProgramCcw SEARCH = ProgramCcw.of(0x31, new Operand.Data(Octets.zeros(5)));
    private static final ProgramCcw READ = read(0x06, 80);

    @Test
    void aProgramWithoutFaultsIsValid() {
        ChannelProgram program =
                ChannelProgram.of(ProgramCcw.of(0x07, new Operand.Data(Octets.zeros(6))), SEARCH, tic(1), READ);

        assertThat(ProgramChecks.check(program, DeviceClass.ECKD)).isEqualTo(new ProgramCheck.Valid(program));
    }

    @Test
    void anEmptyProgramIsRefused() {
        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(Code.EMPTY_PROGRAM);
            assertThat(fault.ccw()).isEmpty();
        });
    }

    @Test
    void takes255CcwsAndRefuses256() {
        assertThat(faults(Collections.nCopies(255, NOP).toArray(ProgramCcw[]::new)))
                .isEmpty();
        assertThat(faults(Collections.nCopies(256, NOP).toArray(ProgramCcw[]::new)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(Code.TOO_MANY_CCWS);
                    assertThat(fault.detail()).contains("256", "255");
                });
    }

    @Test
    void findsAllFaultsAtOnce() {
        assertThat(summaries(
                        read(0x06, 0),
                        ProgramCcw.of(0x10, new Operand.None()),
                        ProgramCcw.of(0x06, new Operand.Data(Octets.of(1))),
                        tic(9),
                        ProgramCcw.of(0x05, new Operand.None()),
                        read(0x06, 65_536),
                        ProgramCcw.of(0x06, new Operand.Count(1), CcwFlag.CD)))
                .containsExactly(
                        tuple(0, "count", Code.COUNT_OUT_OF_RANGE),
                        tuple(1, "command", Code.INVALID_COMMAND),
                        tuple(2, "data", Code.UNEXPECTED_OPERAND),
                        tuple(3, "target", Code.TIC_OUT_OF_RANGE),
                        tuple(4, "data", Code.MISSING_OPERAND),
                        tuple(5, "count", Code.COUNT_OUT_OF_RANGE),
                        tuple(6, "flags", Code.DATA_CHAINING_AT_END));
    }

    @Test
    void refusesTicsThatLeadNowhere() {
        assertThat(summaries(NOP, tic(2))).containsExactly(tuple(1, "target", Code.TIC_OUT_OF_RANGE));
        assertThat(summaries(NOP, tic(-1))).containsExactly(tuple(1, "target", Code.TIC_OUT_OF_RANGE));
        assertThat(summaries(NOP, tic(1))).containsExactly(tuple(1, "target", Code.TIC_TO_TIC));
        assertThat(summaries(NOP, tic(2), tic(0))).containsExactly(tuple(1, "target", Code.TIC_TO_TIC));
        assertThat(summaries(tic(1), NOP)).containsExactly(tuple(0, "command", Code.TIC_FIRST));
        assertThat(summaries(NOP, ProgramCcw.of(0x08, new Operand.None())))
                .containsExactly(tuple(1, "target", Code.MISSING_OPERAND));
    }

    @Test
    void refusesAForwardTicAfterWhatMayPresentStatusModifier() {
        assertThat(summaries(SEARCH, tic(3), NOP, READ))
                .containsExactly(tuple(1, "target", Code.TIC_AFTER_STATUS_MODIFIER));
        assertThat(summaries(read(0xC2, 1), tic(3), NOP, READ))
                .as("a command that the class does not know")
                .containsExactly(tuple(1, "target", Code.TIC_AFTER_STATUS_MODIFIER));
        assertThat(summaries(SEARCH, NOP, tic(4), NOP, READ)).isEmpty();
        assertThat(summaries(READ, tic(3), NOP, READ)).isEmpty();
        assertThat(summaries(SEARCH, tic(0), READ)).isEmpty();
    }

    @Test
    void refusesABackwardTicOutOfItsSegmentAfterASearch() {
        assertThat(summaries(NOP, tic(3), NOP, SEARCH, tic(0), READ))
                .containsExactly(tuple(4, "target", Code.TIC_AFTER_STATUS_MODIFIER));
    }

    @Test
    void takes16SegmentsAndRefuses17() {
        assertThat(faults(segments(16))).isEmpty();
        assertThat(faults(segments(17))).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(Code.TOO_MANY_SEGMENTS);
            assertThat(fault.ccw()).isEmpty();
        });
    }

    @Test
    void loopsBackNeedNoSegment() {
        List<ProgramCcw> ccws = new ArrayList<>();
        for (int loop = 0; loop < 40; loop++) {
            ccws.add(SEARCH);
            ccws.add(tic(ccws.size() - 1));
            ccws.add(READ);
        }

        assertThat(faults(ccws.toArray(ProgramCcw[]::new))).isEmpty();
    }

    @Test
    void limitsReadBackwardToAPage() {
        assertThat(summaries(read(0x0C, 4096))).isEmpty();
        assertThat(summaries(read(0x0C, 4097))).containsExactly(tuple(0, "count", Code.READ_BACKWARD_TOO_LONG));
    }

    @Test
    void everyInvalidCodeIsRefused() {
        for (int code = 0; code < 256; code += 16) {
            assertThat(summaries(ProgramCcw.of(code, new Operand.None())))
                    .containsExactly(tuple(0, "command", Code.INVALID_COMMAND));
        }
    }

    @Test
    void ticsHaveOneCodeInFormat1AndSixteenInFormat0() {
        ProgramCcw other = ProgramCcw.of(0x18, new Operand.Target(0));
        OrbOptions format0 = new OrbOptions(CcwFormat.FORMAT_0, PathMask.ALL, true);

        assertThat(summaries(NOP, other)).containsExactly(tuple(1, "command", Code.INVALID_COMMAND));
        assertThat(ProgramChecks.check(new ChannelProgram(List.of(NOP, other), format0), DeviceClass.ECKD))
                .isInstanceOf(ProgramCheck.Valid.class);
    }

    @Test
    void refusesFlagsThatDoNotFit() {
        assertThat(summaries(ProgramCcw.of(0x05, new Operand.Count(1), CcwFlag.SKIP)))
                .containsExactly(tuple(0, "flags", Code.UNEXPECTED_FLAG));
        assertThat(summaries(NOP, ProgramCcw.of(0x08, new Operand.Target(0), CcwFlag.SLI)))
                .containsExactly(tuple(1, "flags", Code.UNEXPECTED_FLAG));
        assertThat(summaries(NOP, new ProgramCcw(0x08, new Operand.Target(0), Set.of(), true), NOP))
                .containsExactly(tuple(1, "end", Code.UNEXPECTED_FLAG));
        assertThat(summaries(new ProgramCcw(0x06, new Operand.Count(1), Set.of(CcwFlag.CD), true), READ))
                .containsExactly(tuple(0, "flags", Code.DATA_CHAINING_AT_END));
    }

    @Test
    void refusesDataThatIsEmptyOrTooLong() {
        assertThat(summaries(ProgramCcw.of(0x05, new Operand.Data(Octets.EMPTY))))
                .containsExactly(tuple(0, "data", Code.COUNT_OUT_OF_RANGE));
        assertThat(summaries(ProgramCcw.of(0x05, new Operand.Data(Octets.zeros(65_536)))))
                .containsExactly(tuple(0, "data", Code.COUNT_OUT_OF_RANGE));
        assertThat(summaries(ProgramCcw.of(0x05, new Operand.Data(Octets.zeros(65_535)))))
                .isEmpty();
    }

    @Test
    void aContinuationHasTheDirectionOfWhatItContinues() {
        ProgramCcw chained = ProgramCcw.of(0x06, new Operand.Count(8), CcwFlag.CD);

        assertThat(summaries(chained, ProgramCcw.of(0x00, new Operand.Count(8))))
                .isEmpty();
        assertThat(summaries(chained, ProgramCcw.of(0x06, new Operand.Data(Octets.of(1)))))
                .containsExactly(tuple(1, "data", Code.UNEXPECTED_OPERAND));
        assertThat(summaries(chained, NOP)).containsExactly(tuple(1, "count", Code.MISSING_OPERAND));
        assertThat(summaries(NOP, chained, read(0x0E, 8), tic(2)))
                .containsExactly(tuple(2, "command", Code.INVALID_COMMAND));
    }

    @Test
    void dataChainingGoesOnThroughATic() {
        ProgramCcw chained = ProgramCcw.of(0x06, new Operand.Count(8), CcwFlag.CD);
        ProgramCcw end = new ProgramCcw(0x03, new Operand.None(), Set.of(), true);

        assertThat(summaries(chained, tic(3), end, ProgramCcw.of(0x00, new Operand.Count(8))))
                .isEmpty();
    }

    @Test
    void dataChainingNeverLeadsBackOverParametersThatWereChecked() {
        ProgramCcw locate = ProgramCcw.of(0x47, new Operand.Data(Octets.zeros(16)));
        ProgramCcw chained = ProgramCcw.of(0x06, new Operand.Count(8), CcwFlag.CD);

        assertThat(summaries(locate, chained, tic(0))).containsExactly(tuple(2, "target", Code.DATA_CHAINING_BACK));
        assertThat(summaries(locate, READ, tic(0))).isEmpty();
    }

    @Test
    void aCcwContinuesOneCommandAlone() {
        ProgramCcw read = ProgramCcw.of(0x06, new Operand.Count(8), CcwFlag.CD);
        ProgramCcw readKey = ProgramCcw.of(0x0E, new Operand.Count(8), CcwFlag.CD);
        ProgramCcw last = ProgramCcw.of(0x06, new Operand.Count(8));

        assertThat(summaries(SEARCH, tic(0), read, tic(5), readKey, last))
                .containsExactly(tuple(5, "command", Code.INVALID_COMMAND));
        assertThat(summaries(SEARCH, tic(0), read, tic(5), read, last)).isEmpty();
    }

    @Test
    void aTargetOnOtherCommandsIsRefused() {
        assertThat(summaries(ProgramCcw.of(0x06, new Operand.Target(0))))
                .containsExactly(tuple(0, "target", Code.UNEXPECTED_OPERAND));
        assertThat(summaries(ProgramCcw.of(0x03, new Operand.Target(0))))
                .containsExactly(tuple(0, "target", Code.UNEXPECTED_OPERAND));
    }

    /** That many pieces of two CCWs and one that is skipped, each but the last leading to the next. */
    private static ProgramCcw[] segments(int count) {
        List<ProgramCcw> ccws = new ArrayList<>();
        for (int segment = 1; segment < count; segment++) {
            ccws.add(NOP);
            ccws.add(tic(ccws.size() + 2));
            ccws.add(NOP);
        }
        ccws.add(NOP);
        return ccws.toArray(ProgramCcw[]::new);
    }

    private static ProgramCcw tic(int target) {
        return ProgramCcw.of(0x08, new Operand.Target(target));
    }

    private static ProgramCcw read(int command, int count) {
        return ProgramCcw.of(command, new Operand.Count(count));
    }

    private static List<Tuple> summaries(ProgramCcw... ccws) {
        return faults(ccws).stream()
                .map(fault -> tuple(fault.ccw().orElse(-1), fault.member(), fault.code()))
                .toList();
    }

    private static List<ProgramFault> faults(ProgramCcw... ccws) {
        return switch (ProgramChecks.check(ChannelProgram.of(ccws), DeviceClass.ECKD)) {
            case ProgramCheck.Valid ignored -> List.of();
            case ProgramCheck.Invalid(var faults) -> faults;
        };
    }

    @Test
    void faultsOfTheProgramComeFirst() {
        List<ProgramCcw> ccws = new ArrayList<>(Collections.nCopies(256, NOP));
        ccws.set(3, tic(3));

        assertThat(faults(ccws.toArray(ProgramCcw[]::new)))
                .extracting(ProgramFault::ccw)
                .containsExactly(OptionalInt.empty(), OptionalInt.of(3));
    }
}
