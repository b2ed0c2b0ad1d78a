package io.chanio.engine;

import io.chanio.css.PathMask;
import io.chanio.css.SubchannelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reservations that outlive a lane, with all that was asked of them. */
final class Remembered implements Reservations {

    private final Map<SubchannelId, PathMask> paths = new HashMap<>();
    final List<String> calls = new ArrayList<>();

    /** What the next put answers. */
    CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);

    /** Of the scripted port's subchannel. */
    Optional<PathMask> path() {
        return of(ScriptedPort.SUBCHANNEL);
    }

    @Override
    public Optional<PathMask> of(SubchannelId subchannel) {
        return Optional.ofNullable(paths.get(subchannel));
    }

    @Override
    public CompletionStage<Void> put(SubchannelId subchannel, PathMask path) {
        calls.add("put " + path);
        paths.put(subchannel, path);
        return stored;
    }

    @Override
    public void remove(SubchannelId subchannel) {
        calls.add("remove");
        paths.remove(subchannel);
    }
}
