package io.chanio.os;

/**
 * A counter in the kernel that a descriptor stands for: readable while it is not zero.
 *
 * <p>Threads: {@link #signal()} from any thread; {@link #signal(long)} and {@link #take()} each from one thread at a time.
 * Who closes it sees to it that no other call is under way.
 *
 * @see "man 2 eventfd"
 */
public final class Eventfd implements AutoCloseable {

    /** Bytes of the counter, read and written whole. */
    static final int COUNTER_LENGTH = 8;

    /** The largest number that can be added at once. */
    static final long ADDEND_MAX = 0xFFFF_FFFF_FFFF_FFFEL;

    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final String OBJECT = "eventfd";

    private final Descriptor descriptor;
    private final Scratch one = new Scratch(COUNTER_LENGTH);
    private final Scratch addend = new Scratch(COUNTER_LENGTH);
    private final Scratch taken = new Scratch(COUNTER_LENGTH);

    private Eventfd(Descriptor descriptor) {
        this.descriptor = descriptor;
        one.bytes().putLong(0, 1);
    }

    /** A new one, its counter zero; a process that this one starts does not inherit it, and no call on it waits. */
    public static Eventfd open(LibC libc) {
        return new Eventfd(Descriptor.opened(libc, "eventfd", OBJECT, libc.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)));
    }

    /** The descriptor's number, for an epoll set or the kernel. */
    public int number() {
        return descriptor.number();
    }

    /** Adds one to the counter. */
    public void signal() {
        add(one);
    }

    /** Adds {@code count}, an unsigned number but -1, to the counter. */
    public void signal(long count) {
        if (Long.compareUnsigned(count, ADDEND_MAX) > 0) {
            throw new IllegalArgumentException(
                    "an eventfd can't be signalled " + Long.toUnsignedString(count) + " times");
        }
        addend.bytes().putLong(0, count);
        add(addend);
    }

    /** The counter, which then is zero again. */
    public long take() {
        int answer = descriptor.read(taken, COUNTER_LENGTH);
        if (answer == -ErrorNumber.EAGAIN.number()) {
            return 0;
        }
        if (answer < 0) {
            throw new NativeCallException("read", OBJECT, -answer);
        }
        return taken.bytes().getLong(0);
    }

    @Override
    public void close() {
        descriptor.close();
    }

    private void add(Scratch count) {
        int answer = descriptor.write(count, COUNTER_LENGTH);
        // EAGAIN: the counter is full. It is readable, so whoever waits for it learns of this signal too.
        if (answer < 0 && answer != -ErrorNumber.EAGAIN.number()) {
            throw new NativeCallException("write", OBJECT, -answer);
        }
    }
}
