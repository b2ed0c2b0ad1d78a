package io.chanio.notify;

import io.chanio.control.EventFilter;
import io.chanio.control.Events;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All clients that follow events.
 *
 * <p>Threads: any. Whoever tells an event, a lane's worker above all, does no more than set a flag and, where it was not set,
 * queue one task, however many clients there are.
 */
public final class EventStreams {

    /** Clients that may follow events at the same time. */
    public static final int READERS_MAX = 64;

    /** How often {@link #keepAlive} is to be called. */
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private static final String GAP = "gap";

    private final Events events;
    private final EventForm form;
    private final Executor caller;
    private final Semaphore seats = new Semaphore(READERS_MAX);
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean rung = new AtomicBoolean();
    private volatile boolean closed;

    /** @param caller wakes the readers; must not run what it takes on the thread that gives it */
    public EventStreams(Events events, EventForm form, Executor caller) {
        this.events = events;
        this.form = form;
        this.caller = caller;
        events.onTold(this::ring);
    }

    /** Whether a client may follow events. */
    sealed interface Admission {

        /** Whoever is admitted sits until {@link Seat#leave}. */
        record Admitted(Seat seat) implements Admission {}

        record Full() implements Admission {}

        record Closed() implements Admission {}
    }

    /** A client's place among the readers. */
    final class Seat {

        private final Reader reader;
        private final AtomicBoolean left = new AtomicBoolean();

        private Seat(Reader reader) {
            this.reader = reader;
        }

        Reader reader() {
            return reader;
        }

        /** The client is gone, or its stream ended. Leaving again does nothing. */
        void leave() {
            if (left.compareAndSet(false, true)) {
                reader.gone();
                readers.remove(reader);
                seats.release();
            }
        }
    }

    /**
     * Begins a stream.
     *
     * @param lastId of the last event that the client had
     * @param connection of which nothing was written yet
     * @param loop the client's event loop, on which this is called
     */
    Admission admit(EventFilter filter, Optional<String> lastId, Connection connection, Executor loop) {
        if (closed) {
            return new Admission.Closed();
        }
        if (!seats.tryAcquire()) {
            return new Admission.Full();
        }
        Events.Opening opening = events.open(filter, lastId);
        connection.write(Frames.opening());
        switch (opening) {
            case Events.Opening.Whole ignored -> {}
            case Events.Opening.Gap gap -> connection.write(textOf(gap));
        }
        Reader reader = new Reader(opening.cursor(), form, connection, loop);
        readers.add(reader);
        // What was told before it was among them.
        reader.wake();
        if (closed) {
            loop.execute(reader::finish);
        }
        return new Admission.Admitted(new Seat(reader));
    }

    /** Keeps idle connections open, and cuts off those that take nothing. */
    public void keepAlive() {
        readers.forEach(reader -> reader.call(reader::keepAlive));
    }

    /** Ends all streams behind what was told so far; there will be no others. */
    public void close() {
        closed = true;
        readers.forEach(reader -> reader.call(reader::finish));
    }

    /** Clients that follow events now. */
    public int size() {
        return readers.size();
    }

    private void ring() {
        if (!readers.isEmpty() && !closed && rung.compareAndSet(false, true)) {
            caller.execute(this::wakeAll);
        }
    }

    private void wakeAll() {
        rung.set(false);
        readers.forEach(Reader::wake);
    }

    private static String textOf(Events.Opening.Gap gap) {
        return Frames.event(GAP, gap.cursor().id(), "{\"reason\":\"%s\"}".formatted(gap.loss()));
    }
}
