package io.chanio.program;

import io.chanio.css.CommandType;
import io.chanio.program.ProgramFault.Code;
import java.util.ArrayList;
import java.util.List;

/** Checks of where TICs lead, and of what may stand before one. */
final class TicChecks {

    private final List<ProgramCcw> ccws;
    private final DataChains chains;
    private final Segments segments;
    private final CommandTable table;

    TicChecks(List<ProgramCcw> ccws, DataChains chains, Segments segments, CommandTable table) {
        this.ccws = ccws;
        this.chains = chains;
        this.segments = segments;
        this.table = table;
    }

    List<ProgramFault> of(int index) {
        List<ProgramFault> faults = new ArrayList<>();
        if (!isTic(index)) {
            return faults;
        }
        if (index == 0) {
            faults.add(ProgramChecks.of(
                    index,
                    "command",
                    Code.TIC_FIRST,
                    "a program can't begin with a TIC: put the command it leads to first"));
        }
        if (ccws.get(index).operand() instanceof Operand.Target(int target)) {
            checkTarget(index, target, faults);
        }
        return faults;
    }

    private void checkTarget(int index, int target, List<ProgramFault> faults) {
        if (target < 0 || target >= ccws.size()) {
            faults.add(ProgramChecks.of(
                    index,
                    "target",
                    Code.TIC_OUT_OF_RANGE,
                    "target %d is no CCW of this program, which has 0 to %d".formatted(target, ccws.size() - 1)));
        } else if (isTic(target)) {
            faults.add(ProgramChecks.of(
                    index,
                    "target",
                    Code.TIC_TO_TIC,
                    target == index
                            ? "target %d is this TIC itself".formatted(target)
                            : "target %d is a TIC too: name the CCW that it leads to".formatted(target)));
        }
        if (target >= 0 && target < index && ccws.get(index - 1).flags().contains(CcwFlag.CD)) {
            faults.add(ProgramChecks.of(
                    index,
                    "target",
                    Code.DATA_CHAINING_BACK,
                    ("target %d leads back, and CD before this TIC chains data there: the data would go over the"
                                    + " parameters of a command that was checked already. Lead forward, or leave CD out")
                            .formatted(target)));
        }
        if (followsStatusModifier(index) && segments.endsCopy(index, target)) {
            faults.add(afterStatusModifier(index, target));
        }
    }

    private ProgramFault afterStatusModifier(int index, int target) {
        return ProgramChecks.of(
                index,
                "target",
                Code.TIC_AFTER_STATUS_MODIFIER,
                ("target %d leads out of the segment directly after X'%02x', which can present status modifier: the channel"
                                + " would go on behind the TIC, where the driver copies nothing. Put a NOP before the TIC,"
                                + " or lead back")
                        .formatted(target, chains.command(index - 1)));
    }

    private boolean followsStatusModifier(int index) {
        if (index == 0 || isTic(index - 1)) {
            return false;
        }
        ProgramCcw before = ccws.get(index - 1);
        return !before.end()
                && !before.flags().contains(CcwFlag.CD)
                && table.mayPresentStatusModifier(chains.command(index - 1));
    }

    private boolean isTic(int index) {
        return ccws.get(index).type() == CommandType.TRANSFER_IN_CHANNEL;
    }
}
