package io.chanio.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.program.AssembledProgram.Fill;
import io.chanio.program.AssembledProgram.ReadBuffer;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssemblyTest {

    private static final ProgramCcw NOP = ProgramCcw.of(0x03, new Operand.None());
    private static final OrbOptions FORMAT_0 = new OrbOptions(CcwFormat.FORMAT_0, PathMask.ALL, true);

    private final ByteBuffer memory = ByteBuffer.allocate(64 * 1024);

    @Test
    void writesCcwsThenBuffers() {
        AssembledProgram placed = place(ChannelProgram.of(
                ProgramCcw.of(0x63, new Operand.Data(Octets.of(1, 2, 3))),
                ProgramCcw.of(0x06, new Operand.Count(80), CcwFlag.SLI)));

        assertThat(decode(0)).isEqualTo(new Ccw(0x63, Ccw.CHAIN_COMMAND, 3, 0x2000 + 4096));
        assertThat(decode(1)).isEqualTo(new Ccw(0x06, Ccw.SUPPRESS_LENGTH_INDICATION, 80, 0x2000 + 4096 + 8));
        assertThat(Octets.of(memory, 4096, 3)).isEqualTo(Octets.of(1, 2, 3));
        assertThat(placed)
                .isEqualTo(new AssembledProgram(
                        0x2000, 2, List.of(new ReadBuffer(1, 4096 + 8, 80, Fill.FROM_FIRST_BYTE))));
    }

    @Test
    void chainsAsThePlacesAndFlagsSay() {
        place(ChannelProgram.of(
                ProgramCcw.of(0x06, new Operand.Count(8), CcwFlag.CD),
                ProgramCcw.of(0x00, new Operand.Count(8)),
                ProgramCcw.of(0x08, new Operand.Target(4)),
                new ProgramCcw(0x03, new Operand.None(), Set.of(), true),
                NOP));

        assertThat(decode(0).flags()).isEqualTo(Ccw.CHAIN_DATA);
        assertThat(decode(1).flags()).isEqualTo(Ccw.CHAIN_COMMAND);
        assertThat(decode(1).command()).as("the code that it continues").isEqualTo(0x06);
        assertThat(decode(2)).isEqualTo(new Ccw(Ccw.TIC, 0, 0, 0x2000 + 4 * 8));
        assertThat(decode(3).flags()).isZero();
        assertThat(decode(4).flags()).isZero();
    }

    @Test
    void readBackwardIsAddressedByItsLastByte() {
        AssembledProgram placed = place(ChannelProgram.of(
                ProgramCcw.of(0x02, new Operand.Count(100)), ProgramCcw.of(0x0C, new Operand.Count(4096))));
        memory.put(8192 + 4095, (byte) 7);

        assertThat(decode(1).dataAddress()).isEqualTo(0x2000 + 8192 + 4095);
        assertThat(placed.read(1)).contains(new ReadBuffer(1, 8192, 4096, Fill.FROM_LAST_BYTE));
        assertThat(placed.reads().get(1).stored(memory, 2)).isEqualTo(Octets.of(0, 7));
    }

    @Test
    void knowsTheCcwThatTheChannelStoppedAt() {
        AssembledProgram placed = place(ChannelProgram.of(NOP, NOP, NOP));

        assertThat(placed.stoppedAtCcw(0x2008)).hasValue(0);
        assertThat(placed.stoppedAtCcw(0x2018)).hasValue(2);
        assertThat(placed.stoppedAtCcw(0x2000)).isEmpty();
        assertThat(placed.stoppedAtCcw(0x2020)).isEmpty();
        assertThat(placed.stoppedAtCcw(0x200C)).isEmpty();
        assertThat(placed.stoppedAtCcw(0)).isEmpty();
        assertThat(placed.stoppedAtCcw(0x8000_2008)).isEmpty();
    }

    @Test
    void format0HasOnly24BitsOfAddress() {
        Assembly assembly = Assembly.of(new ChannelProgram(List.of(NOP), FORMAT_0));

        assertThat(assembly.assemble(memory, 0xFF_E000)).isInstanceOf(Placement.Placed.class);
        assertThat(assembly.assemble(memory, 0xFF_F000)).isEqualTo(new Placement.TooLarge(4104, 4096));
        assertThat(assembly.assemble(memory, 0x100_0000)).isEqualTo(new Placement.TooLarge(4104, 0));
    }

    @Test
    void nothingLiesAbove2Gib() {
        Assembly assembly = Assembly.of(ChannelProgram.of(NOP));

        assertThat(assembly.assemble(memory, 0x7FFF_E000)).isInstanceOf(Placement.Placed.class);
        assertThat(assembly.assemble(memory, 0x7FFF_F000)).isEqualTo(new Placement.TooLarge(4104, 4096));
        assertThatIllegalArgumentException().isThrownBy(() -> assembly.assemble(memory, 0x2008));
        assertThatIllegalArgumentException().isThrownBy(() -> assembly.assemble(memory, -4096));
    }

    @Test
    void theLargestProgramIsCountedWithoutOverflow() {
        ProgramCcw largest = ProgramCcw.of(0x06, new Operand.Count(65_535));
        ChannelProgram program = new ChannelProgram(Collections.nCopies(255, largest), OrbOptions.DEFAULT);

        assertThat(Assembly.of(program).neededBytes()).isEqualTo(4096 + 255 * 65_536);
    }

    private AssembledProgram place(ChannelProgram program) {
        if (Assembly.of(program).assemble(memory, 0x2000) instanceof Placement.Placed(AssembledProgram placed)) {
            return placed;
        }
        throw new AssertionError("does not fit");
    }

    private Ccw decode(int index) {
        return Ccw.decode(CcwFormat.FORMAT_1, memory, index * Ccw.LENGTH);
    }
}
