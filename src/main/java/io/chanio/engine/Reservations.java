package io.chanio.engine;

import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is remembered of reserved devices, beyond the life of this process. Called from any thread. Must not block. */
public interface Reservations {

    /** A record that dies with the process: an earlier one left nothing, and a later one will find nothing. */
    Reservations FORGOTTEN = new Reservations() {
        @Override
        public Optional<PathMask> of(SubchannelId subchannel) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Void> put(SubchannelId subchannel, PathMask path) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void remove(SubchannelId subchannel) {}
    };

    /** The path to which the subchannel's device is reserved, or was when chanio knew last. */
    Optional<PathMask> of(SubchannelId subchannel);

    /** The device is reserved to this one path, or about to be: completes once a restart would know that. */
    CompletionStage<Void> put(SubchannelId subchannel, PathMask path);

    /** The device is reserved no longer. */
    void remove(SubchannelId subchannel);
}
