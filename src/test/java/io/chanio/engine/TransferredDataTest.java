package io.chanio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.engine.CcwData.Transferred;
import io.chanio.program.AssembledProgram;
import io.chanio.program.AssembledProgram.ReadBuffer;
import io.chanio.program.Assembly;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Operand;
import io.chanio.program.OrbOptions;
import io.chanio.program.Placement;
import io.chanio.program.ProgramCcw;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is known about the data of each read-class CCW, by the place where the program stopped. */
class TransferredDataTest {

    private static final int READ = 0x06;
    private static final int READ_BACKWARD = 0x0C;
    private static final int SEARCH_ID_EQUAL = 0x31;
    private static final int TIC = 0x08;
    private static final OptionalInt UNKNOWN = OptionalInt.empty();

    private final ByteBuffer memory = ByteBuffer.allocate(0x8000);

    @Test
    void aStraightProgramFilledWhatItLeftBehind() {
        List<CcwData> data = copy(1, OptionalInt.of(3), read(8), read(8), read(8));

        assertThat(data)
                .extracting(CcwData::transferred)
                .containsExactly(Transferred.ALL, Transferred.PARTIAL, Transferred.NONE);
        assertThat(data).extracting(each -> each.bytes().length()).containsExactly(8, 5, 0);
        assertThat(data.get(1).residual()).hasValue(3);
    }

    @Test
    void suppressedLengthLeavesAnEarlierCcwUnknown() {
        List<CcwData> data = copy(1, OptionalInt.of(0), read(8, CcwFlag.SLI), read(8));

        assertThat(data).extracting(CcwData::transferred).containsExactly(Transferred.UNKNOWN, Transferred.ALL);
        assertThat(data.getFirst().bytes().length()).isEqualTo(8);
    }

    @Test
    void aCcwThatNothingCameForIsNone() {
        assertThat(copy(0, OptionalInt.of(8), read(8, CcwFlag.SLI)))
                .containsExactly(new CcwData(0, 8, Transferred.NONE, OptionalInt.of(8), Octets.EMPTY));
    }

    @Test
    void withoutAResidualTheStoppingCcwIsUnknown() {
        assertThat(copy(0, UNKNOWN, read(8))).extracting(CcwData::transferred).containsExactly(Transferred.UNKNOWN);
    }

    @Test
    void withoutAPlaceNothingIsKnown() {
        List<CcwData> data = copy(OptionalInt.empty(), UNKNOWN, read(8), read(8, CcwFlag.SKIP));

        assertThat(data).extracting(CcwData::transferred).containsExactly(Transferred.UNKNOWN, Transferred.NONE);
    }

    @Test
    void dataChainingFillsEachCcwButTheOneInUse() {
        List<CcwData> data = copy(1, OptionalInt.of(2), read(8, CcwFlag.CD, CcwFlag.SLI), read(8, CcwFlag.CD), read(8));

        assertThat(data)
                .extracting(CcwData::transferred)
                .containsExactly(Transferred.ALL, Transferred.PARTIAL, Transferred.NONE);
    }

    @Test
    void aBlockThatEndedWithSuppressedLengthIsUnknownFromThereOn() {
        ProgramCcw nop = ProgramCcw.of(0x03, new Operand.None());
        List<CcwData> data =
                copy(3, OptionalInt.of(0), read(8, CcwFlag.CD), read(8, CcwFlag.CD, CcwFlag.SLI), read(8), nop);

        assertThat(data)
                .extracting(CcwData::transferred)
                .containsExactly(Transferred.ALL, Transferred.UNKNOWN, Transferred.UNKNOWN);
    }

    @Test
    void behindASearchOnlyTheStoppingCcwIsKnown() {
        ProgramCcw search = ProgramCcw.of(SEARCH_ID_EQUAL, new Operand.Data(Octets.of(0, 0, 0, 0, 1)));
        ProgramCcw back = ProgramCcw.of(TIC, new Operand.Target(1));
        List<CcwData> data = copy(3, OptionalInt.of(2), read(8), search, back, read(8), read(8));

        assertThat(data)
                .extracting(CcwData::transferred)
                .containsExactly(Transferred.UNKNOWN, Transferred.PARTIAL, Transferred.UNKNOWN);
    }

    @Test
    void aTicBackToTheStopOrBeforeItIsABend() {
        ProgramCcw back = ProgramCcw.of(TIC, new Operand.Target(0));
        List<CcwData> data = copy(0, OptionalInt.of(2), read(8), read(8), back);

        assertThat(data).extracting(CcwData::transferred).containsExactly(Transferred.PARTIAL, Transferred.UNKNOWN);
    }

    @Test
    void readBackwardFillsFromTheEnd() {
        ProgramCcw backward = ProgramCcw.of(READ_BACKWARD, new Operand.Count(4));

        CcwData data = copy(0, OptionalInt.of(1), backward).getFirst();

        assertThat(data.bytes()).isEqualTo(Octets.of(2, 3, 4));
    }

    private static ProgramCcw read(int count, CcwFlag... flags) {
        return ProgramCcw.of(READ, new Operand.Count(count), flags);
    }

    private List<CcwData> copy(int stop, OptionalInt residual, ProgramCcw... ccws) {
        return copy(OptionalInt.of(stop), residual, ccws);
    }

    private List<CcwData> copy(OptionalInt stop, OptionalInt residual, ProgramCcw... ccws) {
        ChannelProgram program = new ChannelProgram(List.of(ccws), OrbOptions.DEFAULT);
        if (!(Assembly.of(program).assemble(memory, 0) instanceof Placement.Placed(AssembledProgram placed))) {
            throw new AssertionError("the program does not fit");
        }
        for (ReadBuffer buffer : placed.reads()) {
            for (int i = 0; i < buffer.length(); i++) {
                memory.put(buffer.offset() + i, (byte) (i + 1));
            }
        }
        return TransferredData.copy(program, placed, DeviceClass.ECKD, memory, stop, residual);
    }
}
