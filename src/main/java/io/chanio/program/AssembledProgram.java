package io.chanio.program;

import io.chanio.css.Ccw;
import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A program as it lies in memory.
 *
 * @param address of its first CCW, for the ORB
 * @param ccwCount how many CCWs it has
 * @param reads the buffers of its read-class CCWs, by CCW
 */
public record AssembledProgram(int address, int ccwCount, List<ReadBuffer> reads) {

    /** From which end of its buffer a CCW stores. */
    public enum Fill {
        FROM_FIRST_BYTE,
        FROM_LAST_BYTE
    }

    /**
     * Where a read-class CCW stores.
     *
     * @param ccw index in the program
     * @param offset of the buffer's first byte in the arena
     * @param length the CCW's count
     */
    public record ReadBuffer(int ccw, int offset, int length, Fill fill) {

        /** A copy of the bytes that are there after {@code transferred} of them came. */
        public Octets stored(ByteBuffer memory, int transferred) {
            return switch (fill) {
                case FROM_FIRST_BYTE -> Octets.of(memory, offset, transferred);
                case FROM_LAST_BYTE -> Octets.of(memory, offset + length - transferred, transferred);
            };
        }
    }

    public AssembledProgram {
        reads = List.copyOf(reads);
    }

    /**
     * The last CCW that the channel used.
     *
     * @param scswAddress the SCSW's CCW address: that of the last CCW used and 8 more
     * @return empty when that is no CCW of this program
     */
    public OptionalInt stoppedAtCcw(int scswAddress) {
        long distance = Integer.toUnsignedLong(scswAddress) - address;
        if (distance % Ccw.LENGTH != 0 || distance < Ccw.LENGTH || distance > (long) ccwCount * Ccw.LENGTH) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) (distance / Ccw.LENGTH) - 1);
    }

    /** The buffer of a CCW; empty when that CCW stores nothing. */
    public Optional<ReadBuffer> read(int ccw) {
        return reads.stream().filter(buffer -> buffer.ccw() == ccw).findFirst();
    }
}
