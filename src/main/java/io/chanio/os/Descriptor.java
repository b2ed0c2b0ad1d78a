package io.chanio.os;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.ffi.Runtime;

/**
 * An open file descriptor. Closing twice is harmless; using it after closing is an error here, not in the kernel.
 *
 * <p>Threads: the kernel's calls may be made from any thread. The descriptor is closed exactly once whoever closes it,
 * but who closes it sees to it that no other call is under way: the kernel may give the number away at once.
 *
 * <p>The calls that a driver answers with an error number ({@code pread}, {@code pwrite}, {@code ioctl}) return it
 * negated and allocate nothing; nobody retries in here.
 */
public final class Descriptor implements AutoCloseable {

    private static final int O_CLOEXEC = 0x80000;

    private final LibC libc;
    private final Runtime runtime;
    private final int number;
    private final String object;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over {@code number}; {@code object} is what exceptions call it. */
    Descriptor(LibC libc, int number, String object) {
        this.libc = libc;
        this.runtime = Runtime.getRuntime(libc);
        this.number = number;
        this.object = object;
    }

    /** Opens an existing file; a process that this one starts does not inherit it. */
    public static Descriptor open(LibC libc, Path path, Access access) {
        String name = path.toString();
        return opened(libc, "open", name, libc.open(name, access.flag() | O_CLOEXEC));
    }

    /** What {@code call} returned, as a descriptor. Directly after that call: the errno is still its own. */
    static Descriptor opened(LibC libc, String call, String object, int number) {
        if (number < 0) {
            throw new NativeCallException(call, object, Runtime.getRuntime(libc).getLastError());
        }
        return new Descriptor(libc, number, object);
    }

    public int number() {
        requireOpen("number");
        return number;
    }

    /**
     * Reads at {@code offset} of the file into what remains of a direct buffer, whose position stays as it is.
     *
     * @return the count of bytes, or the negated errno
     */
    public int pread(ByteBuffer target, long offset) {
        return pread(target, target.remaining(), offset);
    }

    /** The same for the next {@code length} bytes of the buffer. */
    public int pread(ByteBuffer target, int length, long offset) {
        requireOpen("pread");
        requireRemaining(target, length);
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        try {
            return answer(libc.pread(number, addressOfRemaining(target), length, offset));
        } finally {
            Reference.reachabilityFence(target);
        }
    }

    /**
     * Writes what remains of a direct buffer, whose position stays as it is, at {@code offset} of the file.
     *
     * @return the count of bytes, or the negated errno
     */
    public int pwrite(ByteBuffer source, long offset) {
        return pwrite(source, source.remaining(), offset);
    }

    /** The same for the next {@code length} bytes of the buffer. */
    public int pwrite(ByteBuffer source, int length, long offset) {
        requireOpen("pwrite");
        requireRemaining(source, length);
        try {
            return answer(libc.pwrite(number, addressOfRemaining(source), length, offset));
        } finally {
            Reference.reachabilityFence(source);
        }
    }

    /** An ioctl whose argument is a number. Returns its result, or the negated errno. */
    public int ioctl(long request, long argument) {
        requireOpen("ioctl");
        return answer(libc.ioctl(number, request, argument));
    }

    /** An ioctl whose argument is a structure: what remains of a direct buffer. Returns its result, or the negated errno. */
    public int ioctl(long request, ByteBuffer structure) {
        requireOpen("ioctl");
        try {
            return answer(libc.ioctl(number, request, addressOfRemaining(structure)));
        } finally {
            Reference.reachabilityFence(structure);
        }
    }

    /**
     * An ioctl whose result is another descriptor, which then belongs to the caller.
     *
     * @param call what exceptions call the ioctl
     * @param opened what exceptions call the new descriptor
     * @throws NativeCallException when there is none
     */
    public Descriptor openByIoctl(long request, ByteBuffer structure, String call, String opened) {
        int answer = ioctl(request, structure);
        if (answer < 0) {
            throw new NativeCallException(call, opened, -answer);
        }
        return new Descriptor(libc, answer, opened);
    }

    /** Reads {@code length} bytes to the start of {@code target}: the count, or the negated errno. */
    int read(Scratch target, int length) {
        requireOpen("read");
        try {
            return answer(libc.read(number, target.address(), length));
        } finally {
            Reference.reachabilityFence(target);
        }
    }

    /** Writes the first {@code length} bytes of {@code source}: the count, or the negated errno. */
    int write(Scratch source, int length) {
        requireOpen("write");
        try {
            return answer(libc.write(number, source.address(), length));
        } finally {
            Reference.reachabilityFence(source);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true) && libc.close(number) != 0) {
            throw new NativeCallException("close", object, runtime.getLastError());
        }
    }

    @Override
    public String toString() {
        return object;
    }

    private int answer(long result) {
        // errno is this call's only until the next native call of the thread: nothing native may come between.
        return result < 0 ? -runtime.getLastError() : Math.toIntExact(result);
    }

    private long addressOfRemaining(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("the buffer for " + object + " is not a direct one");
        }
        return Scratch.addressOf(buffer) + buffer.position();
    }

    private void requireRemaining(ByteBuffer buffer, int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException(
                    "%d bytes for %s of a buffer of %d".formatted(length, object, buffer.remaining()));
        }
    }

    private void requireOpen(String call) {
        if (closed.get()) {
            throw new IllegalStateException(call + " on the closed descriptor of " + object);
        }
    }
}
