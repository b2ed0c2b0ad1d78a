package io.chanio.notify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The way to one receiver. Belongs to the event loop of whoever sends. */
interface Post {

    /** What came of one attempt. */
    sealed interface Reply {

        /** @param retryAfter the header of that name */
        record Answered(int status, Optional<String> retryAfter) implements Reply {}

        /** There was no answer. */
        record Failed(String reason) implements Reply {}
    }

    /**
     * Sends once.
     *
     * @param then is told once, on the same event loop
     */
    void send(String body, List<Map.Entry<String, String>> headers, Consumer<Reply> then);

    void close();
}
