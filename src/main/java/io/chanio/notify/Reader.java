package io.chanio.notify;

import io.chanio.control.EventCursor;
import io.chanio.control.EventCursor.Found;
import io.chanio.control.Told;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client that follows events. What it has not taken yet waits in the ring that all readers share, and not here: a reader
 * that is overtaken there, or whose connection takes nothing for a whole interval, is cut off, and may come back with the id
 * that it had last.
 *
 * <p>Threads: {@link #wake} and {@link #call} from any; everything else on the client's event loop, which {@code loop} reaches.
 */
final class Reader {

    /** Events that are written before others of the same event loop have their turn. */
    static final int AT_ONCE_MAX = 100;

    private final EventCursor cursor;
    private final EventForm form;
    private final Connection connection;
    private final Executor loop;
    private final AtomicBoolean woken = new AtomicBoolean();
    private boolean stuck;
    private boolean over;

    Reader(EventCursor cursor, EventForm form, Connection connection, Executor loop) {
        this.cursor = cursor;
        this.form = form;
        this.connection = connection;
        this.loop = loop;
    }

    /** There may be something to read. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(this::proceed);
        }
    }

    /** Does something on the client's event loop. */
    void call(Runnable task) {
        loop.execute(task);
    }

    /** Writes what there is, as far as the connection takes it. */
    void proceed() {
        woken.set(false);
        for (int written = 0; !over && !connection.full(); written++) {
            if (written == AT_ONCE_MAX) {
                wake();
                return;
            }
            switch (cursor.next()) {
                case Found.News(Told told) -> write(told);
                case Found.Nothing() -> {
                    return;
                }
                case Found.Overtaken() -> cut();
            }
        }
    }

    /** Keeps the connection open; called once in an interval. */
    void keepAlive() {
        if (over) {
            return;
        }
        if (!connection.full()) {
            stuck = false;
            connection.write(Frames.keepAlive(cursor.id()));
            wake();
        } else if (stuck) {
            cut();
        } else {
            stuck = true;
        }
    }

    /** Writes what there is and ends the stream: chanio stops. */
    void finish() {
        proceed();
        if (!over) {
            over = true;
            connection.end();
        }
    }

    /** The client is gone. */
    void gone() {
        over = true;
    }

    private void write(Told told) {
        stuck = false;
        connection.write(Frames.event(told, cursor.id(), form.json(told)));
    }

    private void cut() {
        over = true;
        connection.cut();
    }
}
