package io.chanio.engine;

import io.chanio.css.CommandType;
import io.chanio.css.DeviceClass;
import io.chanio.css.Octets;
import io.chanio.engine.CcwData.Transferred;
import io.chanio.program.AssembledProgram;
import io.chanio.program.AssembledProgram.ReadBuffer;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Command;
import io.chanio.program.CommandTable;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What each read-class CCW of one run brought, as far as the place where the program stopped tells.
 *
 * @see "SA22-7832 Principles of Operation, ch. 16, Count"
 */
final class TransferredData {

    private static final OptionalInt NO_RESIDUAL = OptionalInt.empty();
    private static final int NOWHERE = -1;

    private final ChannelProgram program;
    private final ByteBuffer memory;
    private final int stop;
    private final OptionalInt residual;
    private final boolean straight;

    private TransferredData(
            ChannelProgram program,
            DeviceClass deviceClass,
            ByteBuffer memory,
            OptionalInt stop,
            OptionalInt residual) {
        this.program = program;
        this.memory = memory;
        this.stop = stop.orElse(NOWHERE);
        this.residual = residual;
        this.straight = stop.isPresent() && isStraight(deviceClass);
    }

    /** Copies what is known to have been stored. */
    static List<CcwData> copy(
            ChannelProgram program,
            AssembledProgram assembled,
            DeviceClass deviceClass,
            ByteBuffer memory,
            OptionalInt stop,
            OptionalInt residual) {
        if (assembled.reads().isEmpty()) {
            return List.of();
        }
        TransferredData data = new TransferredData(program, deviceClass, memory, stop, residual);
        List<CcwData> copies = new ArrayList<>(assembled.reads().size());
        for (ReadBuffer buffer : assembled.reads()) {
            copies.add(data.of(buffer));
        }
        return copies;
    }

    private CcwData of(ReadBuffer buffer) {
        int ccw = buffer.ccw();
        if (flags(ccw, CcwFlag.SKIP)) {
            return none(buffer, ccw == stop ? residual : NO_RESIDUAL);
        }
        if (ccw == stop) {
            return residual.isPresent() ? stopping(buffer, residual.getAsInt()) : unknown(buffer);
        }
        if (!straight) {
            return unknown(buffer);
        }
        if (ccw > stop) {
            return none(buffer, NO_RESIDUAL);
        }
        return filled(ccw) ? all(buffer, NO_RESIDUAL) : unknown(buffer);
    }

    private CcwData stopping(ReadBuffer buffer, int left) {
        if (left > buffer.length()) {
            return unknown(buffer);
        }
        if (left == 0) {
            return all(buffer, residual);
        }
        int came = buffer.length() - left;
        return came == 0
                ? none(buffer, residual)
                : new CcwData(
                        buffer.ccw(), buffer.length(), Transferred.PARTIAL, residual, buffer.stored(memory, came));
    }

    private CcwData all(ReadBuffer buffer, OptionalInt left) {
        return new CcwData(
                buffer.ccw(), buffer.length(), Transferred.ALL, left, buffer.stored(memory, buffer.length()));
    }

    private CcwData unknown(ReadBuffer buffer) {
        return new CcwData(
                buffer.ccw(),
                buffer.length(),
                Transferred.UNKNOWN,
                NO_RESIDUAL,
                buffer.stored(memory, buffer.length()));
    }

    private static CcwData none(ReadBuffer buffer, OptionalInt left) {
        return new CcwData(buffer.ccw(), buffer.length(), Transferred.NONE, left, Octets.EMPTY);
    }

    /**
     * True when a CCW that the channel has left behind was filled. In data chaining the channel leaves a CCW only when its
     * count is used up, or at the end of the block; that end passes without an incorrect length only where the CCW in use
     * suppresses it.
     */
    private boolean filled(int ccw) {
        int from = ccw;
        while (from > 0 && flags(from - 1, CcwFlag.CD)) {
            from--;
        }
        int to = ccw;
        while (flags(to, CcwFlag.CD) && to < stop) {
            to++;
        }
        if (to == stop) {
            // The block was still in use when the program stopped.
            return true;
        }
        for (int member = from; member <= ccw; member++) {
            if (flags(member, CcwFlag.SLI)) {
                return false;
            }
        }
        return true;
    }

    /** True when the channel can have come to the stop by one way only: from CCW to CCW, each once. */
    private boolean isStraight(DeviceClass deviceClass) {
        CommandTable known = CommandTable.of(deviceClass);
        for (int ccw = 0; ccw < program.ccws().size(); ccw++) {
            ProgramCcw each = program.ccws().get(ccw);
            boolean bends =
                    switch (each.operand()) {
                        case Operand.Target(int target) -> ccw < stop || target <= stop;
                        case Operand.Data ignored -> ccw < stop && mayModifyStatus(each, known);
                        case Operand.Count ignored -> ccw < stop && mayModifyStatus(each, known);
                        case Operand.None() -> ccw < stop && mayModifyStatus(each, known);
                    };
            if (bends) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayModifyStatus(ProgramCcw ccw, CommandTable known) {
        return ccw.type() == CommandType.WRITE
                && known.coded(ccw.command()).map(Command::statusModifier).orElse(true);
    }

    private boolean flags(int ccw, CcwFlag flag) {
        return program.ccws().get(ccw).flags().contains(flag);
    }
}
