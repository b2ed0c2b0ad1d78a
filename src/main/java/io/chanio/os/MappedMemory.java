package io.chanio.os;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Anonymous memory mapped from the kernel: whole pages, zero at first, at an address that never changes.
 *
 * <p><b>After {@link #close()} the buffer of {@link #memory()} must not be touched any more</b>, nor any buffer made of
 * it: its pages are gone, and an access ends the process or hits memory of others. Whoever hands the buffer out closes
 * only when all who got it have let go.
 *
 * <p>Threads: unmapped exactly once, whoever closes it; the bytes are as unsynchronised as any memory.
 *
 * @see "man 2 mmap"
 */
public final class MappedMemory implements AutoCloseable {

    private static final int PROT_READ_WRITE = 0x3;
    // Shared, not private: pages that a device transfers to must not be copied aside when the process forks.
    private static final int MAP_SHARED_ANONYMOUS = 0x21;
    private static final int NO_DESCRIPTOR = -1;
    private static final long MAP_FAILED = -1;

    private final LibC libc;
    private final Runtime runtime;
    private final long address;
    private final ByteBuffer memory;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MappedMemory(LibC libc, long address, int length) {
        this.libc = libc;
        this.runtime = Runtime.getRuntime(libc);
        this.address = address;
        this.memory =
                MemoryIO.getInstance().newDirectByteBuffer(address, length).order(ByteOrder.BIG_ENDIAN);
    }

    /** Maps {@code length} bytes, all zero. */
    public static MappedMemory map(LibC libc, int length) {
        if (length <= 0) {
            throw new IllegalArgumentException("can't map " + length + " bytes");
        }
        return new MappedMemory(libc, mapped(libc, length), length);
    }

    /** The address of a new mapping. Apart from {@link #map}, because only a 64-bit length is refused everywhere. */
    static long mapped(LibC libc, long length) {
        Pointer start = libc.mmap(null, length, PROT_READ_WRITE, MAP_SHARED_ANONYMOUS, NO_DESCRIPTOR, 0);
        if (start.address() == MAP_FAILED) {
            throw new NativeCallException(
                    "mmap", length + " bytes", Runtime.getRuntime(libc).getLastError());
        }
        return start.address();
    }

    /** Where the first byte lies in this process. */
    public long address() {
        requireMapped();
        return address;
    }

    /** The bytes: always the same direct buffer, big-endian. Not to be used after {@link #close()}. */
    public ByteBuffer memory() {
        requireMapped();
        return memory;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true) && libc.munmap(address, memory.capacity()) != 0) {
            throw new NativeCallException("munmap", memory.capacity() + " bytes", runtime.getLastError());
        }
    }

    private void requireMapped() {
        if (closed.get()) {
            throw new IllegalStateException("the memory is unmapped");
        }
    }
}
