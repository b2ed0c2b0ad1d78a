package io.chanio.program;

import io.chanio.css.DeviceClass;
import io.chanio.program.ProgramFault.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds all that is wrong with a channel program, at once and before anything of it reaches a subchannel. */
public final class ProgramChecks {

    /** The longest chain; the driver takes one more. */
    public static final int CCWS_MAX = 255;

    /** In a program of more CCWs nothing but their number is looked at: whoever sent it meant no program. */
    public static final int CCWS_LOOKED_AT_MAX = 4 * CCWS_MAX;

    private final List<ProgramCcw> ccws;
    private final OrbOptions orb;
    private final CommandTable table;
    private final DataChains chains;
    private final PathGroupChecks pathGroups;
    private final List<ProgramFault> faults = new ArrayList<>();

    private ProgramChecks(ChannelProgram program, DeviceClass deviceClass) {
        this.ccws = program.ccws();
        this.orb = program.orb();
        this.table = CommandTable.of(deviceClass);
        this.chains = new DataChains(ccws);
        this.pathGroups = new PathGroupChecks(deviceClass);
    }

    /** Checks a program against what a device of this class may be told. */
    public static ProgramCheck check(ChannelProgram program, DeviceClass deviceClass) {
        Optional<ProgramCheck.Invalid> refusal = refusalOf(program.ccws().size());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<ProgramFault> faults = new ProgramChecks(program, deviceClass).faults();
        return faults.isEmpty() ? new ProgramCheck.Valid(program) : new ProgramCheck.Invalid(faults);
    }

    /** That a program has so many CCWs that nothing else about it matters; empty for any other. */
    static Optional<ProgramCheck.Invalid> refusalOf(int ccws) {
        return ccws > CCWS_LOOKED_AT_MAX
                ? Optional.of(new ProgramCheck.Invalid(List.of(tooMany(ccws))))
                : Optional.empty();
    }

    private List<ProgramFault> faults() {
        if (ccws.isEmpty()) {
            faults.add(ofProgram(Code.EMPTY_PROGRAM, "a program has at least one CCW, this has none"));
            return faults;
        }
        if (ccws.size() > CCWS_MAX) {
            faults.add(tooMany(ccws.size()));
        }
        Segments segments = new Segments(ccws);
        if (segments.tooMany()) {
            faults.add(ofProgram(
                    Code.TOO_MANY_SEGMENTS,
                    "TICs lead to more than %d segments, as many as the driver follows".formatted(Segments.MAX)));
        }
        OperandChecks operands = new OperandChecks(chains, orb.format());
        TicChecks tics = new TicChecks(ccws, chains, segments, table);
        for (int index = 0; index < ccws.size(); index++) {
            faults.addAll(operands.of(index, ccws.get(index)));
            faults.addAll(tics.of(index));
            if (!chains.continues(index)) {
                pathGroups.of(index, ccws.get(index)).ifPresent(faults::add);
            }
            checkChaining(index);
        }
        return faults.stream()
                .sorted(Comparator.comparingInt(ProgramChecks::place))
                .toList();
    }

    private void checkChaining(int index) {
        ProgramCcw ccw = ccws.get(index);
        boolean last = index == ccws.size() - 1;
        if (ccw.flags().contains(CcwFlag.CD) && (last || ccw.end())) {
            faults.add(of(
                    index,
                    "flags",
                    Code.DATA_CHAINING_AT_END,
                    "CD chains data to the next CCW, but %s".formatted(last ? "none follows" : "end is true here")));
        }
        if (chains.ambiguous(index)) {
            faults.add(of(
                    index,
                    "command",
                    Code.INVALID_COMMAND,
                    "X'%02x' is reached both as a continuation of X'%02x' by data chaining and as a command of its own: only one can be"
                            .formatted(ccw.command(), chains.command(index))));
        }
        chains.otherCommand(index)
                .ifPresent(other -> faults.add(of(
                        index,
                        "command",
                        Code.INVALID_COMMAND,
                        "X'%02x' continues both X'%02x' and X'%02x' by data chaining: only one can be"
                                .formatted(ccw.command(), chains.command(index), other))));
    }

    private static int place(ProgramFault fault) {
        return fault.ccw().orElse(-1);
    }

    private static ProgramFault tooMany(int ccws) {
        return ofProgram(Code.TOO_MANY_CCWS, "%d CCWs are more than %d".formatted(ccws, CCWS_MAX));
    }

    private static ProgramFault ofProgram(Code code, String detail) {
        return new ProgramFault(OptionalInt.empty(), "ccws", code, detail);
    }

    static ProgramFault of(int ccw, String member, Code code, String detail) {
        return new ProgramFault(OptionalInt.of(ccw), member, code, detail);
    }
}
