package io.chanio.program;

import io.chanio.css.Ccw;
import io.chanio.css.CommandType;
import io.chanio.css.Octets;
import io.chanio.program.AssembledProgram.Fill;
import io.chanio.program.AssembledProgram.ReadBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program lies in an arena.
 *
 * <pre>
 * +0     CCWs, 8 bytes each, then zeros   (the driver copies 2 KiB from every segment's start)
 * +4096  one buffer for each CCW but TICs, 8-byte aligned, none shared; that of a READ BACKWARD inside one page,
 *        and behind its last byte as many bytes again, for the driver pins those
 * </pre>
 *
 * @see "linux drivers/s390/cio/vfio_ccw_cp.c: ccwchain_handle_ccw(), ccw_fetch_direct()"
 */
public final class Assembly {

    private static final int PAGE = 4096;

    /** 255 CCWs, and 2 KiB from the last of them. */
    private static final int CCW_AREA = PAGE;

    private static final byte[] ZEROS = new byte[PAGE];

    private static final int ALIGNMENT = 8;
    private static final int IMMEDIATE_COUNT = 1;
    private static final int NO_BUFFER = 0;
    private static final long FORMAT_0_END = 1L << 24;
    private static final long FORMAT_1_END = 1L << 31;

    private final ChannelProgram program;
    private final DataChains chains;
    private final int[] offsets;
    private final int needed;

    private Assembly(ChannelProgram program) {
        this.program = program;
        this.chains = new DataChains(program.ccws());
        this.offsets = new int[program.ccws().size()];
        this.needed = layOut();
    }

    /** @param program one that passed {@link ProgramChecks} */
    public static Assembly of(ChannelProgram program) {
        return new Assembly(program);
    }

    /** Bytes of an arena that the program takes. */
    public int neededBytes() {
        return needed;
    }

    /**
     * Zeroes the part of the arena that the program takes, and writes it there.
     *
     * @param memory the arena's bytes, from 0 to its capacity
     * @param address of the arena's first byte as the channel sees it; a multiple of 4,096
     */
    public Placement assemble(ByteBuffer memory, int address) {
        if (address < 0 || address % PAGE != 0) {
            throw new IllegalArgumentException("arena address %08x is not a 31-bit page address".formatted(address));
        }
        int available = (int) Math.max(0, Math.min(memory.capacity(), addressable() - address));
        if (needed > available) {
            return new Placement.TooLarge(needed, available);
        }
        zero(memory);
        List<ReadBuffer> reads = new ArrayList<>();
        for (int index = 0; index < offsets.length; index++) {
            write(index, memory, address);
            if (storesData(index)) {
                reads.add(new ReadBuffer(index, offsets[index], count(index), fill(index)));
            }
        }
        return new Placement.Placed(new AssembledProgram(address, offsets.length, reads));
    }

    private void zero(ByteBuffer memory) {
        for (int offset = 0; offset < needed; offset += ZEROS.length) {
            memory.put(offset, ZEROS, 0, Math.min(ZEROS.length, needed - offset));
        }
    }

    private long addressable() {
        return switch (program.orb().format()) {
            case FORMAT_0 -> FORMAT_0_END;
            case FORMAT_1 -> FORMAT_1_END;
        };
    }

    private int layOut() {
        int next = CCW_AREA;
        int end = CCW_AREA;
        for (int index = 0; index < offsets.length; index++) {
            if (isTic(index)) {
                continue;
            }
            int count = count(index);
            boolean backward = fill(index) == Fill.FROM_LAST_BYTE;
            if (backward && next / PAGE != (next + count - 1) / PAGE) {
                next = roundUp(next, PAGE);
            }
            offsets[index] = next;
            int pinnedEnd = backward ? next + 2 * count - 1 : next + count;
            end = Math.max(end, pinnedEnd);
            next = roundUp(next + count, ALIGNMENT);
        }
        return roundUp(end, ALIGNMENT);
    }

    private void write(int index, ByteBuffer memory, int address) {
        ProgramCcw ccw = program.ccws().get(index);
        if (ccw.operand() instanceof Operand.Data(Octets bytes)) {
            bytes.copyTo(memory, offsets[index]);
        }
        Ccw word = isTic(index)
                ? new Ccw(ccw.command(), 0, 0, address + target(ccw) * Ccw.LENGTH)
                // A continuation gets the code that it continues: the channel ignores it, the driver looks at it.
                : new Ccw(chains.command(index), flags(index), count(index), address + addressedByte(index));
        word.encode(program.orb().format(), memory, index * Ccw.LENGTH);
    }

    private int flags(int index) {
        ProgramCcw ccw = program.ccws().get(index);
        int flags = 0;
        for (CcwFlag flag : ccw.flags()) {
            flags |= flag.bit();
        }
        boolean chainsNothing = ccw.end() || index == offsets.length - 1;
        return chainsNothing || ccw.flags().contains(CcwFlag.CD) ? flags : flags | Ccw.CHAIN_COMMAND;
    }

    private int addressedByte(int index) {
        return switch (fill(index)) {
            case FROM_FIRST_BYTE -> offsets[index];
            case FROM_LAST_BYTE -> offsets[index] + count(index) - 1;
        };
    }

    private int count(int index) {
        return switch (program.ccws().get(index).operand()) {
            case Operand.Data(Octets bytes) -> bytes.length();
            case Operand.Count(int bytes) -> bytes;
            case Operand.None() -> IMMEDIATE_COUNT;
            case Operand.Target ignored -> NO_BUFFER;
        };
    }

    private Fill fill(int index) {
        return !isTic(index) && chains.type(index) == CommandType.READ_BACKWARD
                ? Fill.FROM_LAST_BYTE
                : Fill.FROM_FIRST_BYTE;
    }

    private boolean storesData(int index) {
        return !isTic(index) && chains.type(index).storesData();
    }

    private boolean isTic(int index) {
        return program.ccws().get(index).operand() instanceof Operand.Target;
    }

    private static int target(ProgramCcw tic) {
        return tic.operand() instanceof Operand.Target(int target) ? target : 0;
    }

    private static int roundUp(int offset, int multiple) {
        return (offset + multiple - 1) / multiple * multiple;
    }
}
