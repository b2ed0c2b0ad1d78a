package io.chanio.port;

import java.util.List;

/** The subchannels of one backend. Callable from any thread. */
public interface Inventory {

    Backend backend();

    /** What there is now, by subchannel. */
    List<Listing> list();

    /**
     * Opens a subchannel that the inventory lists as openable.
     *
     * @return the opened port, or why it can't be opened
     */
    Opening open(Listing listing);
}
