package io.chanio.port.vfio;

import io.chanio.css.SubchannelId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How much of a subchannel's state is chanio's doing, and is to be undone.
 *
 * <p>The mediated device's UUID says it, so that a chanio that comes after one that died knows what to give back.
 */
enum Taking {
    /** It was bound to {@code vfio_ccw} when it was found: only the mediated device was made. */
    MEDIATED_DEVICE("mediated device"),
    /** It was also taken from {@code io_subchannel}. */
    BINDING("binding"),
    /** Its device was also set offline. */
    BINDING_AND_ONLINE("binding, online");

    private final String word;

    Taking(String word) {
        this.word = word;
    }

    /** The same for a subchannel at all times. */
    UUID uuid(SubchannelId subchannel) {
        String name = "chanio vfio-ccw %s (%s)".formatted(subchannel, word);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    /** What was done to the subchannel by the chanio that made one of these mediated devices; empty if none did. */
    static Optional<Taking> of(SubchannelId subchannel, List<UUID> mediatedDevices) {
        return Arrays.stream(values())
                .filter(each -> mediatedDevices.contains(each.uuid(subchannel)))
                .findFirst();
    }
}
