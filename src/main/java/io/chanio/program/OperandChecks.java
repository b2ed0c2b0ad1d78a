package io.chanio.program;

import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.CommandType;
import io.chanio.program.ProgramFault.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks of one CCW by itself: whether its command is one, and whether operand and flags fit it.
 *
 * @see "SA22-7832 Principles of Operation, ch. 15, Channel-Command Word"
 */
final class OperandChecks {

    /** The driver describes the buffer by ascending addresses, so it must lie in one page. */
    static final int READ_BACKWARD_MAX = 4096;

    private final DataChains chains;
    private final CcwFormat format;

    OperandChecks(DataChains chains, CcwFormat format) {
        this.chains = chains;
        this.format = format;
    }

    List<ProgramFault> of(int index, ProgramCcw ccw) {
        List<ProgramFault> faults = new ArrayList<>();
        CommandType type = ccw.type() == CommandType.TRANSFER_IN_CHANNEL ? ccw.type() : chains.type(index);
        switch (type) {
            case INVALID -> faults.add(invalid(index, ccw.command()));
            case TRANSFER_IN_CHANNEL -> checkTic(index, ccw, faults);
            case READ, READ_BACKWARD, SENSE -> checkRead(index, ccw, type, faults);
            case WRITE -> checkWrite(index, ccw, faults);
            case CONTROL -> checkSend(index, ccw, faults);
        }
        return faults;
    }

    private static ProgramFault invalid(int index, int command) {
        return ProgramChecks.of(
                index,
                "command",
                Code.INVALID_COMMAND,
                "X'%02x' is no command code: a low-order digit of 0 is invalid".formatted(command));
    }

    private void checkTic(int index, ProgramCcw ccw, List<ProgramFault> faults) {
        if (format == CcwFormat.FORMAT_1 && ccw.command() != Ccw.TIC) {
            faults.add(ProgramChecks.of(
                    index,
                    "command",
                    Code.INVALID_COMMAND,
                    "X'%02x' is no command code in format 1, where TIC is X'08'".formatted(ccw.command())));
        }
        switch (ccw.operand()) {
            case Operand.Target ignored -> {}
            case Operand.None() -> faults.add(missing(index, "target", "a TIC needs target, the index of a CCW"));
            case Operand.Data ignored -> faults.add(unexpected(index, "data", "a TIC carries no data, only target"));
            case Operand.Count ignored -> faults.add(unexpected(index, "count", "a TIC has no count, only target"));
        }
        if (!ccw.flags().isEmpty()) {
            faults.add(flag(index, "flags", "a TIC has no flags, this has " + ccw.flags()));
        }
        if (ccw.end()) {
            faults.add(flag(index, "end", "a TIC chains to its target, so it can't be an end"));
        }
    }

    private static void checkRead(int index, ProgramCcw ccw, CommandType type, List<ProgramFault> faults) {
        switch (ccw.operand()) {
            case Operand.Count(int bytes) -> {
                checkCount(index, "count", bytes, faults);
                if (type == CommandType.READ_BACKWARD && bytes > READ_BACKWARD_MAX && bytes <= Ccw.COUNT_MAX) {
                    faults.add(ProgramChecks.of(
                            index,
                            "count",
                            Code.READ_BACKWARD_TOO_LONG,
                            "count %d of a READ BACKWARD is more than %d".formatted(bytes, READ_BACKWARD_MAX)));
                }
            }
            case Operand.None() ->
                faults.add(missing(
                        index, "count", "X'%02x' reads, so it needs count, 1 to 65535".formatted(ccw.command())));
            case Operand.Data ignored ->
                faults.add(unexpected(
                        index, "data", "X'%02x' reads, so it takes count, not data".formatted(ccw.command())));
            case Operand.Target ignored -> faults.add(targetOfOther(index, ccw));
        }
    }

    private static void checkWrite(int index, ProgramCcw ccw, List<ProgramFault> faults) {
        if (ccw.operand() instanceof Operand.None) {
            faults.add(missing(
                    index, "data", "X'%02x' writes, so it needs data, or count for zeros".formatted(ccw.command())));
        }
        checkSend(index, ccw, faults);
    }

    private static void checkSend(int index, ProgramCcw ccw, List<ProgramFault> faults) {
        switch (ccw.operand()) {
            case Operand.Data(var bytes) -> checkCount(index, "data", bytes.length(), faults);
            case Operand.Count(int bytes) -> checkCount(index, "count", bytes, faults);
            case Operand.None() -> {}
            case Operand.Target ignored -> faults.add(targetOfOther(index, ccw));
        }
        if (ccw.flags().contains(CcwFlag.SKIP)) {
            faults.add(flag(
                    index,
                    "flags",
                    "SKIP keeps what a read or sense brings out of storage; X'%02x' brings nothing"
                            .formatted(ccw.command())));
        }
    }

    private static void checkCount(int index, String member, int bytes, List<ProgramFault> faults) {
        if (bytes < 1 || bytes > Ccw.COUNT_MAX) {
            faults.add(ProgramChecks.of(
                    index,
                    member,
                    Code.COUNT_OUT_OF_RANGE,
                    "%s %d%s is not 1 to %d"
                            .formatted(
                                    member.equals("data") ? "data of" : "count",
                                    bytes,
                                    member.equals("data") ? " bytes" : "",
                                    Ccw.COUNT_MAX)));
        }
    }

    private static ProgramFault targetOfOther(int index, ProgramCcw ccw) {
        return unexpected(index, "target", "only a TIC has target, and X'%02x' is none".formatted(ccw.command()));
    }

    private static ProgramFault missing(int index, String member, String detail) {
        return ProgramChecks.of(index, member, Code.MISSING_OPERAND, detail);
    }

    private static ProgramFault unexpected(int index, String member, String detail) {
        return ProgramChecks.of(index, member, Code.UNEXPECTED_OPERAND, detail);
    }

    private static ProgramFault flag(int index, String member, String detail) {
        return ProgramChecks.of(index, member, Code.UNEXPECTED_FLAG, detail);
    }
}
