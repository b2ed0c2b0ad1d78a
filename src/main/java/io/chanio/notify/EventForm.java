package io.chanio.notify;

import io.chanio.control.Told;

/** How events are written as JSON, on one line. Threads: any. */
@FunctionalInterface
public interface EventForm {

    String json(Told told);
}
