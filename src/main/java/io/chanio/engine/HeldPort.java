package io.chanio.engine;

import io.chanio.port.Errno;
import io.chanio.port.Feature;
import io.chanio.port.Irq;
import io.chanio.port.SubchannelPort;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The opened port of a lane, until it is closed on another thread: that may take minutes on the real driver.
 *
 * <p>Threads: {@link #release} belongs to the lane's owner, as all calls of the port before it; {@link #parting} and {@link
 * #closed} are for every thread.
 */
final class HeldPort {

    /** Why a port was let go. */
    enum Parting {
        /** The kernel took the device back. */
        REMOVED,
        /** The driver is in no state to do anything, until a new bind. */
        DRIVER_GONE,
        /** An operator ends the quarantine: it is to be opened anew. */
        RELEASED,
        /** chanio stops. */
        STOPPED;

        /** Of a subchannel that was closed for this reason. */
        static Parting of(Outcome why) {
            if (why.equals(Ladder.RELEASED)) {
                return RELEASED;
            }
            return why.kind() == Outcome.Kind.DEVICE_REMOVED ? REMOVED : DRIVER_GONE;
        }
    }

    private static final System.Logger LOGGER = System.getLogger(HeldPort.class.getName());

    private final SubchannelPort port;
    private final Set<Feature> features;
    private final Executor closer;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile @Nullable Parting parting;

    /** What takes long comes one after the other: nobody closes what is being reset. */
    private final Object serial = new Object();

    HeldPort(SubchannelPort port, Executor closer) {
        this.port = port;
        this.features = Set.copyOf(port.features());
        this.closer = closer;
    }

    SubchannelFunctions functions() {
        return new SubchannelFunctions(port);
    }

    Set<Feature> features() {
        return features;
    }

    /** The descriptor of {@code irq}, or -1. */
    int descriptor(Irq irq) {
        return port.descriptor(irq);
    }

    /** Resets the subchannel on another thread, which hands the kernel's answer to {@code done}. */
    void reset(IntConsumer done) {
        closer.execute(() -> done.accept(reset()));
    }

    private int reset() {
        synchronized (serial) {
            try {
                return parting == null ? port.reset() : Errno.ENODEV.asAnswer();
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.ERROR, "subchannel " + port.subchannel() + ": resetting it failed", e);
                return Errno.EIO.asAnswer();
            }
        }
    }

    /** Closes the port, for the first reason that is given. */
    void release(Parting why) {
        if (parting == null) {
            parting = why;
            closer.execute(this::close);
        }
    }

    /** Why it was let go; empty while it is held. */
    Optional<Parting> parting() {
        return Optional.ofNullable(parting);
    }

    /** Is done when the kernel has the descriptor back. */
    Future<Void> closed() {
        return closed;
    }

    private void close() {
        try {
            synchronized (serial) {
                port.close();
            }
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "subchannel " + port.subchannel() + ": closing it failed", e);
        } finally {
            closed.complete(null);
        }
    }
}
