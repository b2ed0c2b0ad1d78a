package io.chanio.port;

import io.chanio.css.SubchannelId;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * One opened subchannel, cut where the kernel cuts it. Nothing here interprets: bytes go in and out, and every answer is
 * a byte count or a negated {@link Errno}, as of pread and pwrite. Buffers are direct ones; their position stays as it
 * is.
 *
 * <p>Threads: one owner, which makes all calls; {@link #reset} and {@link #close} may take long and may be given to
 * another thread once the owner has let go.
 *
 * @see "linux include/uapi/linux/vfio_ccw.h"
 */
public interface SubchannelPort extends AutoCloseable {

    SubchannelId subchannel();

    /** What this kernel offers for the subchannel; fixed while it is open. */
    Set<Feature> features();

    /** Writes the whole I/O region ({@link IoRegion#LENGTH} bytes from the position on): START SUBCHANNEL. */
    int writeIo(ByteBuffer region);

    /** Reads the whole I/O region into {@code region}, from its position on: the newest IRB stands in it. */
    int readIo(ByteBuffer region);

    /** Writes the async command region: HALT or CLEAR SUBCHANNEL. EINVAL without {@link Feature#HALT_CLEAR}. */
    int writeAsync(ByteBuffer region);

    /** Stores the SCHIB, 52 bytes. EINVAL without {@link Feature#SCHIB}. */
    int readSchib(ByteBuffer schib);

    /** Takes one pending channel report, 8 bytes; a CRW of zero when there is none. EINVAL without {@link Feature#CRW}. */
    int readCrw(ByteBuffer region);

    /** The eventfd of {@code irq}, or -1 where the kernel does not know it. It belongs to the port. */
    int descriptor(Irq irq);

    /**
     * The memory that programs lie in; mapped at the first call, and tried again while it could not be.
     *
     * @throws ArenaRefusedException when it can't be mapped
     */
    Arena arena();

    /** Resets the subchannel. May take minutes on the real driver: never on a thread that others wait for. */
    int reset();

    /** Closes the descriptor, then releases the arena. Closing again does nothing. */
    @Override
    void close();
}
