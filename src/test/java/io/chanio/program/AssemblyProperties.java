package io.chanio.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.CommandType;
import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of every valid program in memory, whatever it is. */
class AssemblyProperties {

    private static final int PAGE = 4096;
    private static final int COPIED = 2048;
    private static final byte LEFTOVER = (byte) 0xA5;

    @Property(tries = 300)
    void buffersAreApartAlignedAndInside(
            @ForAll("programs") ChannelProgram program, @ForAll @IntRange(max = 3) int page) {
        Laid laid = lay(program, page * PAGE);
        int at = 0;
        for (int index = 0; index < program.ccws().size(); index++) {
            Ccw ccw = laid.ccw(index);
            if (isTic(program, index)) {
                continue;
            }
            int first = laid.firstByte(program, index);

            assertThat(first).isGreaterThanOrEqualTo(Math.max(at, program.ccws().size() * Ccw.LENGTH));
            assertThat(first % 8).isZero();
            assertThat(first + ccw.count()).isLessThanOrEqualTo(laid.needed);
            at = first + ccw.count();
        }
    }

    @Property(tries = 300)
    void everySegmentHasWhatTheDriverCopies(@ForAll("programs") ChannelProgram program) {
        Laid laid = lay(program, PAGE);
        for (int index = 0; index < program.ccws().size(); index++) {
            assertThat(index * Ccw.LENGTH + COPIED).isLessThanOrEqualTo(laid.needed);
            if (isTic(program, index)) {
                int target = laid.ccw(index).dataAddress() - PAGE;
                assertThat(target + COPIED).isLessThanOrEqualTo(laid.needed);
                assertThat(target % Ccw.LENGTH).isZero();
            }
        }
    }

    @Property(tries = 300)
    void theMemoryDecodesBackToTheProgram(@ForAll("programs") ChannelProgram program) {
        assertThat(lay(program, PAGE).program(program)).isEqualTo(withSpelledOutCounts(program));
    }

    @Property(tries = 300)
    void readBackwardStaysInAPageAndWhatTheDriverPinsIsThere(@ForAll("programs") ChannelProgram program) {
        Laid laid = lay(program, PAGE);
        for (int index = 0; index < program.ccws().size(); index++) {
            Ccw ccw = laid.ccw(index);
            if (program.ccws().get(index).type() == CommandType.READ_BACKWARD) {
                int last = ccw.dataAddress() - PAGE;
                assertThat((last - ccw.count() + 1) / PAGE).isEqualTo(last / PAGE);
                assertThat(last + ccw.count()).isLessThanOrEqualTo(laid.needed);
            }
        }
    }

    @Property(tries = 100)
    void nothingIsLeftOverInWhatAProgramUses(@ForAll("programs") ChannelProgram program) {
        Laid laid = lay(program, PAGE);

        assertThat(laid.placed.reads()).allSatisfy(buffer -> assertThat(buffer.stored(laid.memory, buffer.length()))
                .isEqualTo(Octets.zeros(buffer.length())));
        assertThat(Octets.of(laid.memory, program.ccws().size() * Ccw.LENGTH, COPIED))
                .isEqualTo(Octets.zeros(COPIED));
        for (int offset = laid.needed; offset < laid.memory.capacity(); offset++) {
            assertThat(laid.memory.get(offset)).isEqualTo(LEFTOVER);
        }
    }

    @Property(tries = 100)
    void oneByteLessIsRefusedAndTouchesNothing(@ForAll("programs") ChannelProgram program) {
        Assembly assembly = Assembly.of(program);
        ByteBuffer memory = dirty(assembly.neededBytes() - 1);

        assertThat(assembly.assemble(memory, 0))
                .isEqualTo(new Placement.TooLarge(assembly.neededBytes(), assembly.neededBytes() - 1));
        assertThat(memory).isEqualTo(dirty(assembly.neededBytes() - 1));
    }

    @Provide
    Arbitrary<ChannelProgram> programs() {
        return Combinators.combine(ccw().list().ofMinSize(1).ofMaxSize(40), Arbitraries.of(CcwFormat.class))
                .as((ccws, format) -> new ChannelProgram(linked(ccws), new OrbOptions(format, PathMask.ALL, true)))
                .filter(program -> ProgramChecks.check(program, DeviceClass.TAPE) instanceof ProgramCheck.Valid);
    }

    private static Arbitrary<ProgramCcw> ccw() {
        Arbitrary<Integer> count = Arbitraries.integers().between(1, 9000);
        Arbitrary<Integer> pageful = Arbitraries.integers().between(1, PAGE);
        Arbitrary<Set<CcwFlag>> flags =
                Arbitraries.of(CcwFlag.SLI, CcwFlag.PCI).set().ofMaxSize(2);
        return Arbitraries.oneOf(
                Combinators.combine(count, flags).as((n, f) -> new ProgramCcw(0x02, new Operand.Count(n), f, false)),
                Combinators.combine(pageful, flags).as((n, f) -> new ProgramCcw(0x0C, new Operand.Count(n), f, false)),
                Combinators.combine(
                                Arbitraries.bytes()
                                        .array(byte[].class)
                                        .ofMinSize(1)
                                        .ofMaxSize(300),
                                flags)
                        .as((bytes, f) -> new ProgramCcw(0x01, new Operand.Data(Octets.of(bytes)), f, false)),
                count.map(n -> ProgramCcw.of(0x01, new Operand.Count(n))),
                Arbitraries.just(ProgramCcw.of(0x07, new Operand.None())),
                count.map(n -> ProgramCcw.of(0x08, new Operand.Target(n))));
    }

    /** Leads every TIC back to a CCW before it. */
    private static List<ProgramCcw> linked(List<ProgramCcw> ccws) {
        List<ProgramCcw> linked = new ArrayList<>();
        for (ProgramCcw ccw : ccws) {
            boolean usable = !(ccw.operand() instanceof Operand.Target) || !linked.isEmpty();
            if (usable) {
                linked.add(
                        ccw.operand() instanceof Operand.Target(int any)
                                ? ProgramCcw.of(0x08, new Operand.Target(any % linked.size()))
                                : ccw);
            }
        }
        return linked;
    }

    private static ChannelProgram withSpelledOutCounts(ChannelProgram program) {
        return new ChannelProgram(
                program.ccws().stream()
                        .map(ccw -> new ProgramCcw(ccw.command(), spelledOut(ccw.operand()), ccw.flags(), false))
                        .toList(),
                program.orb());
    }

    private static Operand spelledOut(Operand operand) {
        return operand instanceof Operand.None ? new Operand.Count(1) : operand;
    }

    private static boolean isTic(ChannelProgram program, int index) {
        return program.ccws().get(index).type() == CommandType.TRANSFER_IN_CHANNEL;
    }

    private static ByteBuffer dirty(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, LEFTOVER);
        return ByteBuffer.wrap(bytes);
    }

    private static Laid lay(ChannelProgram program, int address) {
        Assembly assembly = Assembly.of(program);
        ByteBuffer memory = dirty(assembly.neededBytes() + 64);
        if (assembly.assemble(memory, address) instanceof Placement.Placed(AssembledProgram placed)) {
            return new Laid(memory, placed, program.orb().format(), assembly.neededBytes());
        }
        throw new AssertionError("does not fit in " + memory.capacity());
    }

    /** A program in memory, seen by its bytes alone. */
    private static final class Laid {

        private final ByteBuffer memory;
        private final AssembledProgram placed;
        private final CcwFormat format;
        private final int needed;

        Laid(ByteBuffer memory, AssembledProgram placed, CcwFormat format, int needed) {
            this.memory = memory;
            this.placed = placed;
            this.format = format;
            this.needed = needed;
        }

        Ccw ccw(int index) {
            return Ccw.decode(format, memory, index * Ccw.LENGTH);
        }

        int firstByte(ChannelProgram program, int index) {
            Ccw ccw = ccw(index);
            int addressed = ccw.dataAddress() - placed.address();
            return program.ccws().get(index).type() == CommandType.READ_BACKWARD
                    ? addressed - ccw.count() + 1
                    : addressed;
        }

        ChannelProgram program(ChannelProgram original) {
            List<ProgramCcw> ccws = new ArrayList<>();
            for (int index = 0; index < placed.ccwCount(); index++) {
                Ccw ccw = ccw(index);
                boolean last = index == placed.ccwCount() - 1;
                assertThat(ccw.has(Ccw.CHAIN_COMMAND))
                        .isEqualTo(!last && ccw.type() != CommandType.TRANSFER_IN_CHANNEL);
                ccws.add(new ProgramCcw(ccw.command(), operand(original, index), flags(ccw), false));
            }
            return new ChannelProgram(ccws, original.orb());
        }

        private Operand operand(ChannelProgram original, int index) {
            Ccw ccw = ccw(index);
            if (ccw.type() == CommandType.TRANSFER_IN_CHANNEL) {
                return new Operand.Target((ccw.dataAddress() - placed.address()) / Ccw.LENGTH);
            }
            Octets bytes = Octets.of(memory, firstByte(original, index), ccw.count());
            boolean sentAsData = original.ccws().get(index).operand() instanceof Operand.Data;
            if (!sentAsData) {
                assertThat(bytes).isEqualTo(Octets.zeros(ccw.count()));
            }
            return sentAsData ? new Operand.Data(bytes) : new Operand.Count(ccw.count());
        }

        private static Set<CcwFlag> flags(Ccw ccw) {
            return Arrays.stream(CcwFlag.values())
                    .filter(flag -> ccw.has(flag.bit()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
