package io.chanio.notify;

import io.chanio.control.Told;
import java.time.Duration;

/** The text of an event stream. */
final class Frames {

    /** How soon a client whose stream ended comes back. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private Frames() {}

    /** What every stream begins with, so that its client knows at once that it is heard. */
    static String opening() {
        return "retry: %d\n\n".formatted(RETRY.toMillis());
    }

    /** A comment, and the place where a client goes on that comes back: no event, by the rules of streams. */
    static String keepAlive(String id) {
        return ": still here\nid: %s\n\n".formatted(id);
    }

    /** @param data JSON, so without line ends */
    static String event(Told told, String id, String data) {
        return event(told.event().name(), id, data);
    }

    static String event(String name, String id, String data) {
        return "id: %s\nevent: %s\ndata: %s\n\n".formatted(id, name, data);
    }
}
