package io.chanio.control;

import io.chanio.control.Events.Place;

/** Where one reader of {@link Events} stands. Belongs to that reader's thread. */
public final class EventCursor {

    private final Events events;
    private final EventFilter filter;
    private long next;

    EventCursor(Events events, EventFilter filter, long next) {
        this.events = events;
        this.filter = filter;
        this.next = next;
    }

    /** What a reader finds when it looks. */
    public sealed interface Found {

        record News(Told told) implements Found {}

        record Nothing() implements Found {}

        /** It was so slow that what it has not read is gone. */
        record Overtaken() implements Found {}
    }

    /** The next event that the filter accepts, within as many as are kept; goes on behind it. */
    public Found next() {
        for (int looked = 0; looked < Events.KEPT; looked++) {
            switch (events.at(next)) {
                case Place.Taken(Told told) -> {
                    next++;
                    if (filter.accepts(told.event())) {
                        return new Found.News(told);
                    }
                }
                case Place.Ahead() -> {
                    return new Found.Nothing();
                }
                case Place.Gone() -> {
                    return new Found.Overtaken();
                }
            }
        }
        return new Found.Nothing();
    }

    /** The id behind which a reader that comes back goes on. */
    public String id() {
        return events.idOf(next - 1);
    }
}
