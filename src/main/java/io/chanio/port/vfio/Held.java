package io.chanio.port.vfio;

import java.util.ArrayList;
import java.util.List;

/** What an opening holds so far: given back in reverse order when the opening ends early. Owned by the opening thread. */
final class Held implements AutoCloseable {

    private final List<Runnable> releases = new ArrayList<>();

    /** From now on {@code release} is due when this is closed. */
    void release(Runnable release) {
        releases.addFirst(release);
    }

    /** The opening is complete: somebody else gives back what it holds. */
    void keep() {
        releases.clear();
    }

    @Override
    public void close() {
        Release.inOrder(releases);
    }
}
