package io.chanio.port.sim;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;

/**
 * A control unit with its device, as the channel sees it: commands in, status and bytes out. It knows nothing of CCWs,
 * addresses or interruptions.
 *
 * <p>Threads: one at a time, under the lock of its subchannel.
 */
public interface Device extends AutoCloseable {

    /**
     * A new channel program begins: what lives as long as a chain (extent, locate record domain, file mask) is forgotten.
     *
     * @param path the one that it goes over
     */
    void startChain(PathMask path);

    /** Carries out one command. Refusals are unit checks in the answer, with sense data kept for {@link #takeSense}. */
    DeviceAnswer execute(DeviceCommand command);

    /**
     * The sense data that is owed after a unit check, in the device's full length, and forgets it; zeros (with the
     * device's constant bytes, if any) when none is owed. The SENSE command and concurrent sense both end here.
     */
    Octets takeSense();

    /**
     * Takes a path over which a command found the device busy, now that the device is free: the control unit owes it a
     * device end. An empty mask for none.
     */
    default PathMask takeFreed() {
        return PathMask.NONE;
    }

    /** Another system reserves the device: commands over its paths here find it busy. */
    default void reserveElsewhere() {
        throw new IllegalArgumentException("this device can't be reserved");
    }

    /** Another system gives the device back; nothing when it did not have it. */
    default void releaseElsewhere() {}

    @Override
    default void close() {}
}
