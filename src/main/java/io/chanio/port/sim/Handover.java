package io.chanio.port.sim;

import io.chanio.css.Erw;
import io.chanio.css.Esw;
import io.chanio.css.Irb;
import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import io.chanio.css.Scsw;
import io.chanio.port.sim.Interruptions.Signal;

/**
 * A subchannel's way to whoever has it open: status becomes IRBs, with the path that was used last.
 *
 * <p>Threads: under the lock of its subchannel.
 */
final class Handover {

    private Interruptions driver = Interruptions.NOWHERE;
    private PathMask lastPathUsed = PathMask.ofPath(0);
    private boolean unread;

    /** From now on status goes to {@code to}. */
    void attach(Interruptions to) {
        driver = to;
    }

    /** Nobody has it open any more. */
    void detach() {
        driver = Interruptions.NOWHERE;
        unread = false;
    }

    boolean attached() {
        return driver != Interruptions.NOWHERE;
    }

    /** Whoever has it open has read the status that was handed over last. */
    void read() {
        unread = false;
    }

    /** True when somebody has it open, and has read all status before. */
    boolean idle() {
        return attached() && !unread;
    }

    /** For all that is no status. */
    Interruptions driver() {
        return driver;
    }

    PathMask lastPathUsed() {
        return lastPathUsed;
    }

    /** The leftmost of {@code usable} is used. */
    void usePathOf(PathMask usable) {
        lastPathUsed = usable.leftmost();
    }

    void tell(Scsw status) {
        tell(status, Octets.EMPTY, Signal.SENT);
    }

    void tell(Ending.Told told) {
        tell(told.scsw(), told.sense(), told.signal());
    }

    /** @param sense concurrent sense data; empty for none */
    void tell(Scsw status, Octets sense, Signal signal) {
        unread = true;
        driver.interrupted(
                sense.isEmpty()
                        ? Irb.of(status, Esw.ofFormat1(lastPathUsed, new Erw(0)))
                        : Irb.withConcurrentSense(status, lastPathUsed, sense.first(Irb.ECW_LENGTH)),
                signal);
    }
}
