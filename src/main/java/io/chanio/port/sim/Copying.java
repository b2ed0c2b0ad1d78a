package io.chanio.port.sim;

import io.chanio.port.Errno;
import java.util.List;

/** What became of copying a channel program out of the user's storage. */
sealed interface Copying {

    /** @param chains the one that the ORB names first, then the targets of TICs, at most 16 in all */
    record Copied(List<CopiedChain> chains) implements Copying {}

    record Refused(Errno errno) implements Copying {}
}
