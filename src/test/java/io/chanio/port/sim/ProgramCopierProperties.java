package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.CcwFormat;
import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.css.Orb;
import io.chanio.css.PathMask;
import io.chanio.port.Arena;
import io.chanio.program.Assembly;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Operand;
import io.chanio.program.OrbOptions;
import io.chanio.program.ProgramCcw;
import io.chanio.program.ProgramCheck;
import io.chanio.program.ProgramChecks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What the checks of programs let through, the driver takes, and the other way round for the count of segments. */
class ProgramCopierProperties {

    private static final int BASE = 0x10_0000;

    /** A mebibyte of storage. */
    private record Storage(ByteBuffer memory) implements Arena {

        @Override
        public int address() {
            return BASE;
        }
    }

    @Property(tries = 2000)
    void theDriverTakesEachProgramThatPassesTheChecks(@ForAll("programs") ChannelProgram program) {
        boolean valid = ProgramChecks.check(program, DeviceClass.ECKD) instanceof ProgramCheck.Valid;
        Statistics.label("valid").collect(valid).coverage(coverage -> {
            coverage.check(true).percentage(percent -> percent > 5);
            coverage.check(false).percentage(percent -> percent > 5);
        });
        if (valid) {
            assertThat(copied(program)).isInstanceOf(Copying.Copied.class);
        }
    }

    @Property(tries = 40)
    void bothTakeSixteenSegmentsAndNoMore(@ForAll("segmentCounts") int count) {
        ChannelProgram program = ChannelProgram.of(segments(count).toArray(ProgramCcw[]::new));

        boolean valid = ProgramChecks.check(program, DeviceClass.ECKD) instanceof ProgramCheck.Valid;

        assertThat(valid).isEqualTo(count <= 16);
        assertThat(copied(program) instanceof Copying.Copied).isEqualTo(valid);
    }

    @Provide
    Arbitrary<Integer> segmentCounts() {
        return Arbitraries.integers().between(1, 40);
    }

    @Provide
    Arbitrary<ChannelProgram> programs() {
        Arbitrary<List<ProgramCcw>> ccws = Arbitraries.integers()
                .between(1, 255)
                .flatMap(length -> ccw(length).list().ofSize(length));
        return Combinators.combine(ccws, Arbitraries.of(CcwFormat.class))
                .as((list, format) -> new ChannelProgram(list, new OrbOptions(format, PathMask.ALL, true)));
    }

    /** Mostly commands; a TIC leads anywhere, and an end makes segments short. */
    private static Arbitrary<ProgramCcw> ccw(int length) {
        Arbitrary<ProgramCcw> command = Combinators.combine(
                        Arbitraries.of(0x03, 0x06, 0x31, 0x07), Arbitraries.of(false, false, false, true))
                .as((code, end) -> new ProgramCcw(code, operand(code), Set.of(), end));
        Arbitrary<ProgramCcw> tic = Arbitraries.integers()
                .between(0, length - 1)
                .map(target -> ProgramCcw.of(0x08, new Operand.Target(target)));
        return Arbitraries.frequencyOf(Tuple.of(30, command), Tuple.of(1, tic));
    }

    private static Operand operand(int code) {
        return switch (code) {
            case 0x06 -> new Operand.Count(80);
            case 0x31 -> new Operand.Data(Octets.zeros(5));
            case 0x07 -> new Operand.Data(Octets.zeros(6));
            default -> new Operand.None();
        };
    }

    private static List<ProgramCcw> segments(int count) {
        List<ProgramCcw> ccws = new ArrayList<>();
        ProgramCcw nop = ProgramCcw.of(0x03, new Operand.None());
        for (int segment = 1; segment < count; segment++) {
            ccws.add(nop);
            ccws.add(ProgramCcw.of(0x08, new Operand.Target(ccws.size() + 2)));
            ccws.add(nop);
        }
        ccws.add(nop);
        return ccws;
    }

    private static Copying copied(ChannelProgram program) {
        ByteBuffer memory = ByteBuffer.allocate(1 << 20);
        Assembly.of(program).assemble(memory, BASE);
        Orb orb = Orb.ofFormat1(BASE);
        return ProgramCopier.copy(
                new ChannelStorage(new Storage(memory)),
                program.orb().format() == CcwFormat.FORMAT_1 ? orb : orb.without(Orb.Flag.FORMAT_1));
    }
}
