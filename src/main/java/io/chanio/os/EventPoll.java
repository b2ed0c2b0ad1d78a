package io.chanio.os;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.ffi.Runtime;

/**
 * A set of eventfds that one thread waits for, each known by a token of the owner's choice. The set consumes the counters
 * and allocates nothing while it waits.
 *
 * <p>Threads: one owner, which makes all calls; only {@link #wake()} is for every thread, at any time, even after {@link
 * #close()}.
 *
 * <p>Watched descriptors are level-triggered: what one {@link #await} has no room for, the next one finds. The set's own
 * wake-up is edge-triggered, so that nobody has to read it: each wake-up is one system call to give and none to take.
 *
 * @see "man 7 epoll"
 */
public final class EventPoll implements AutoCloseable {

    /** Descriptors that one {@link #await} reports at most, the set's own wake-up among them. */
    static final int READY_MAX = 64;

    private static final String OBJECT = "epoll set";
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final int EPOLLET = 1 << 31;
    private static final int NO_TOKEN = 0;

    private final LibC libc;
    private final Runtime runtime;
    private final EpollEventLayout layout;
    private final Descriptor epoll;
    private final Eventfd wakeUp;
    private final int wakeUpNumber;

    private final Scratch change;
    private final Scratch events;
    private final Scratch counter = new Scratch(Eventfd.COUNTER_LENGTH);
    private final int[] tokens = new int[READY_MAX];
    private final long[] counts = new long[READY_MAX];
    private int ready;

    private final AtomicBoolean wakePending = new AtomicBoolean();
    private final Object wakeUpUse = new Object();
    private boolean wakeUpClosed;

    private EventPoll(LibC libc, EpollEventLayout layout, Descriptor epoll, Eventfd wakeUp) {
        this.libc = libc;
        this.runtime = Runtime.getRuntime(libc);
        this.layout = layout;
        this.epoll = epoll;
        this.wakeUp = wakeUp;
        this.wakeUpNumber = wakeUp.number();
        this.change = new Scratch(layout.length());
        this.events = new Scratch(layout.length() * READY_MAX);
    }

    /** An empty set. The thread that opens it need not be the one that owns it later. */
    public static EventPoll open(LibC libc) {
        EpollEventLayout layout = EpollEventLayout.of(System.getProperty("os.arch"));
        Descriptor epoll = Descriptor.opened(libc, "epoll_create1", OBJECT, libc.epoll_create1(EPOLL_CLOEXEC));
        try {
            EventPoll poll = new EventPoll(libc, layout, epoll, Eventfd.open(libc));
            poll.watchWakeUp();
            return poll;
        } catch (RuntimeException e) {
            epoll.close();
            throw e;
        }
    }

    /**
     * Adds an eventfd, which belongs to the caller and must not make its readers wait.
     *
     * @throws NativeCallException EEXIST when it is watched already
     */
    public void watch(int descriptor, int token) {
        add(descriptor, token, EPOLLIN);
    }

    /**
     * Takes an eventfd out, before it is closed. Tokens that the last {@link #await} reported stay reported.
     *
     * @throws NativeCallException ENOENT when it is not watched
     */
    public void unwatch(int descriptor) {
        change(EPOLL_CTL_DEL, descriptor);
    }

    /**
     * Waits until a watched counter is not zero, a thread calls {@link #wake()}, or {@code timeoutMillis} have passed; it
     * may also return earlier, when a signal of the operating system comes in between. All counters that it reports are
     * zero again when it returns.
     *
     * @return how many descriptors were ready, see {@link #token} and {@link #count}; a wake-up is none of them
     */
    public int await(int timeoutMillis) {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("a wait needs a bound, not " + timeoutMillis + " ms");
        }
        int reported = waitForEvents(timeoutMillis);
        ready = 0;
        for (int i = 0; i < reported; i++) {
            take(events.bytes().getLong(i * layout.length() + layout.dataOffset()));
        }
        return ready;
    }

    /** The token of the {@code index}-th descriptor that the last {@link #await} reported. */
    public int token(int index) {
        return tokens[checkedReady(index)];
    }

    /** What its counter was, never zero. */
    public long count(int index) {
        return counts[checkedReady(index)];
    }

    /**
     * Lets the {@link #await} that is under way, or else the next one, return. What this thread wrote before is visible to
     * the owner after that. Many wake-ups before the owner takes them cost one system call.
     */
    public void wake() {
        // No wake-up is lost. Both sides change the flag by a read-modify-write, so all changes have one order, each
        // before the later ones. The owner is told of an edge, lowers the flag, then looks at its work. Raised before
        // the owner lowers it: the owner sees this thread's work when it looks. Raised after: this thread found it
        // lowered and writes, which is a new edge that the next await reports. Found raised already: whoever raised
        // it has written or will write, and the owner lowers it only after that.
        if (!wakePending.getAndSet(true)) {
            writeWakeUp();
        }
    }

    @Override
    public void close() {
        try {
            closeWakeUp();
        } finally {
            epoll.close();
        }
    }

    private void closeWakeUp() {
        synchronized (wakeUpUse) {
            wakeUpClosed = true;
            wakeUp.close();
        }
    }

    private void writeWakeUp() {
        // The lock is for close alone: a late wake-up must not write to whatever got the descriptor's number next.
        synchronized (wakeUpUse) {
            if (!wakeUpClosed) {
                wakeUp.signal();
            }
        }
    }

    private void watchWakeUp() {
        try {
            add(wakeUpNumber, NO_TOKEN, EPOLLIN | EPOLLET);
        } catch (RuntimeException e) {
            wakeUp.close();
            throw e;
        }
    }

    private int waitForEvents(int timeoutMillis) {
        int reported = libc.epoll_wait(epoll.number(), events.address(), READY_MAX, timeoutMillis);
        if (reported >= 0) {
            return reported;
        }
        int errno = runtime.getLastError();
        if (errno == ErrorNumber.EINTR.number()) {
            return 0;
        }
        throw new NativeCallException("epoll_wait", OBJECT, errno);
    }

    /** Lowers the flag of a wake-up; empties the counter behind any other event. */
    private void take(long data) {
        int descriptor = (int) data;
        if (descriptor == wakeUpNumber) {
            // Before the owner looks at its work: see wake().
            wakePending.getAndSet(false);
            return;
        }
        long count = takeCounter(descriptor);
        if (count > 0) {
            tokens[ready] = (int) (data >>> Integer.SIZE);
            counts[ready] = count;
            ready++;
        }
    }

    private long takeCounter(int descriptor) {
        long length = libc.read(descriptor, counter.address(), Eventfd.COUNTER_LENGTH);
        if (length == Eventfd.COUNTER_LENGTH) {
            return counter.bytes().getLong(0);
        }
        int errno = runtime.getLastError();
        if (length < 0 && errno == ErrorNumber.EAGAIN.number()) {
            // Another reader was faster; there is nothing to report.
            return 0;
        }
        throw new NativeCallException("read", "watched descriptor " + descriptor, errno);
    }

    private void add(int descriptor, int token, int conditions) {
        ByteBuffer fields = change.bytes();
        fields.putInt(EpollEventLayout.EVENTS_OFFSET, conditions);
        fields.putLong(layout.dataOffset(), (long) token << Integer.SIZE | Integer.toUnsignedLong(descriptor));
        change(EPOLL_CTL_ADD, descriptor);
    }

    private void change(int operation, int descriptor) {
        if (libc.epoll_ctl(epoll.number(), operation, descriptor, change.address()) != 0) {
            throw new NativeCallException("epoll_ctl", "descriptor " + descriptor, runtime.getLastError());
        }
    }

    private int checkedReady(int index) {
        if (index < 0 || index >= ready) {
            throw new IndexOutOfBoundsException("descriptor " + index + " of " + ready + " ready ones");
        }
        return index;
    }
}
