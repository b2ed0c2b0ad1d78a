package io.chanio.program;

import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.program.ProgramFault.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A channel program as a client wrote it, on its way to a {@link ChannelProgram} that passed its checks. */
public record ProgramDraft(List<CcwDraft> ccws, OrbOptions orb) {

    private static final Pattern CODE = Pattern.compile("0x[0-9a-fA-F]{2}");
    private static final int HEXADECIMAL = 16;
    private static final int DIGITS_OFFSET = 2;

    /** Stands for a CCW that could not be made out, so that the others can be checked around it. */
    private static final ProgramCcw PLACEHOLDER = ProgramCcw.of(CommonCommands.NOP, new Operand.None());

    public ProgramDraft {
        ccws = List.copyOf(ccws);
    }

    /** Resolves mnemonics for the class and checks everything, so that all faults are found at once. */
    public ProgramCheck resolve(DeviceClass deviceClass) {
        Optional<ProgramCheck.Invalid> refusal = ProgramChecks.refusalOf(ccws.size());
        return refusal.isPresent() ? refusal.get() : resolveAll(deviceClass);
    }

    private ProgramCheck resolveAll(DeviceClass deviceClass) {
        List<ProgramFault> faults = new ArrayList<>();
        CommandTable table = CommandTable.of(deviceClass);
        List<ProgramCcw> resolved = new ArrayList<>();
        List<Integer> unresolved = new ArrayList<>();
        for (int index = 0; index < ccws.size(); index++) {
            CcwDraft draft = ccws.get(index);
            OptionalInt command = command(draft.command(), table);
            if (command.isEmpty()) {
                faults.add(unknown(index, draft.command(), table));
                unresolved.add(index);
            }
            operandFault(index, draft).ifPresent(faults::add);
            resolved.add(command.isEmpty() ? PLACEHOLDER : resolved(command.getAsInt(), draft));
        }
        ProgramCheck check = ProgramChecks.check(new ChannelProgram(resolved, orb), deviceClass);
        return faults.isEmpty() ? check : invalid(faults, check, unresolved);
    }

    private static ProgramCheck invalid(List<ProgramFault> faults, ProgramCheck check, List<Integer> unresolved) {
        Stream<ProgramFault> others =
                switch (check) {
                    case ProgramCheck.Valid ignored -> Stream.empty();
                    case ProgramCheck.Invalid(var found) ->
                        found.stream()
                                .filter(fault ->
                                        !unresolved.contains(fault.ccw().orElse(-1)));
                };
        return new ProgramCheck.Invalid(Stream.concat(faults.stream(), others)
                .sorted(Comparator.comparingInt(fault -> fault.ccw().orElse(-1)))
                .toList());
    }

    private static OptionalInt command(String text, CommandTable table) {
        if (CODE.matcher(text).matches()) {
            return OptionalInt.of(Integer.parseInt(text.substring(DIGITS_OFFSET), HEXADECIMAL));
        }
        return table.named(text).map(command -> OptionalInt.of(command.code())).orElseGet(OptionalInt::empty);
    }

    private static ProgramFault unknown(int index, String command, CommandTable table) {
        return ProgramChecks.of(
                index,
                "command",
                Code.UNKNOWN_COMMAND,
                "'%s' is neither 0x and two hexadecimal digits nor a command that devices of class %s are known to have"
                        .formatted(command, table.deviceClass()));
    }

    /** Members that contradict each other; whether the one that counts fits the command is checked with the program. */
    private static Optional<ProgramFault> operandFault(int index, CcwDraft draft) {
        if (draft.target().isPresent()
                && (draft.data().isPresent() || draft.count().isPresent())) {
            return Optional.of(ProgramChecks.of(
                    index,
                    draft.data().isPresent() ? "data" : "count",
                    Code.UNEXPECTED_OPERAND,
                    "a CCW with target has neither data nor count"));
        }
        int length = draft.data().map(Octets::length).orElse(0);
        if (draft.data().isPresent() && draft.count().orElse(length) != length) {
            return Optional.of(ProgramChecks.of(
                    index,
                    "count",
                    Code.COUNT_AND_DATA_DIFFER,
                    "count %d is not the length of data, %d: leave count out"
                            .formatted(draft.count().getAsInt(), length)));
        }
        return Optional.empty();
    }

    private static ProgramCcw resolved(int command, CcwDraft draft) {
        return new ProgramCcw(command, operand(draft), draft.flags(), draft.end());
    }

    private static Operand operand(CcwDraft draft) {
        if (draft.target().isPresent()) {
            return new Operand.Target(draft.target().getAsInt());
        }
        if (draft.data().isPresent()) {
            return new Operand.Data(draft.data().get());
        }
        return draft.count().isPresent() ? new Operand.Count(draft.count().getAsInt()) : new Operand.None();
    }
}
