package io.chanio.notify;

import io.chanio.control.EventCursor;
import io.chanio.control.EventCursor.Found;
import io.chanio.control.Events;
import io.chanio.control.Told;
import io.chanio.notify.Tally.Result;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Brings events to one webhook's receiver: in order, one at a time, each until it is taken. What waits stands in the ring that
 * all readers share; a courier that is overtaken there says so by an event of its own and goes on with what there is.
 *
 * <p>Threads: {@link #wake} and {@link #close} from any; everything else on the event loop that {@code desk} reaches.
 */
final class Courier {

    /** Events that are passed over before others of the same event loop have their turn. */
    static final int LOOKS_AT_ONCE = 100;

    /** Why events are missing: more was told since than is kept. */
    static final String TOO_OLD = "TOO_OLD";

    /** What happened before this process is not known. */
    static final String RESTARTED = "RESTARTED";

    private static final Logger LOGGER = System.getLogger(Courier.class.getName());

    private final WebhookTerms terms;
    private final Events events;
    private final Letters letters;
    private final Post post;
    private final Desk desk;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private EventCursor cursor;
    private State state = State.IDLE;
    private @Nullable Letter inHand;
    private Instant since = Instant.EPOCH;
    private int attempts;
    private boolean closing;
    private boolean troubled;

    /**
     * What couriers share.
     *
     * @param loop runs everything of all couriers
     */
    record Desk(Executor loop, Later later, InstantSource clock, Pauses pauses, Tally tally) {}

    private enum State {
        IDLE,
        SENDING,
        PAUSING,
        OVER
    }

    /** Begins with the first event of this process. */
    Courier(WebhookTerms terms, Events events, Letters letters, Post post, Desk desk) {
        this.terms = terms;
        this.events = events;
        this.letters = letters;
        this.post = post;
        this.desk = desk;
        this.cursor = events.open(terms.filter(), Optional.of(events.idOf(0))).cursor();
    }

    /** Tells the receiver that what it had before may not be all. */
    void begin() {
        desk.loop()
                .execute(() ->
                        take(letters.ofGap(cursor.id(), RESTARTED, desk.clock().instant())));
    }

    /** There may be something to bring. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            desk.loop().execute(this::proceed);
        }
    }

    /** Brings what was told so far, each at the first attempt, and ends; completes then. */
    CompletableFuture<Void> close() {
        desk.loop().execute(() -> {
            closing = true;
            if (state == State.PAUSING) {
                end();
            } else {
                proceed();
            }
        });
        return over;
    }

    private void proceed() {
        woken.set(false);
        if (state != State.IDLE) {
            return;
        }
        for (int looked = 0; looked < LOOKS_AT_ONCE; looked++) {
            switch (cursor.next()) {
                case Found.News(Told told) -> {
                    if (terms.types().isEmpty()
                            || terms.types().contains(told.event().name())) {
                        take(letters.of(told, cursor.id()));
                        return;
                    }
                }
                case Found.Overtaken() -> {
                    cursor = events.open(terms.filter(), Optional.of(cursor.id()))
                            .cursor();
                    take(letters.ofGap(cursor.id(), TOO_OLD, desk.clock().instant()));
                    return;
                }
                case Found.Nothing() -> {
                    if (closing) {
                        end();
                    }
                    return;
                }
            }
        }
        wake();
    }

    private void take(Letter letter) {
        inHand = letter;
        since = desk.clock().instant();
        attempts = 0;
        attempt(letter);
    }

    private void attempt(Letter letter) {
        state = State.SENDING;
        attempts++;
        long second = desk.clock().instant().getEpochSecond();
        post.send(
                letter.body(),
                List.of(
                        Map.entry("content-type", Letters.MEDIA_TYPE),
                        Map.entry("webhook-id", letter.id()),
                        Map.entry("webhook-timestamp", String.valueOf(second)),
                        Map.entry("webhook-signature", terms.secret().signatureOf(letter.id(), second, letter.body()))),
                this::replied);
    }

    private void replied(Post.Reply reply) {
        if (state != State.SENDING) {
            return;
        }
        switch (Delivery.of(reply, desk.clock().instant())) {
            case Delivery.Taken() -> {
                done(Result.DELIVERED);
                untroubled();
                next();
            }
            case Delivery.Refused(String reason) -> {
                warn("will never take event {1}, which is left out: {2}", reason);
                done(Result.REFUSED);
                next();
            }
            case Delivery.Gone() -> {
                warn("wants no more events: {2}", "it answers 410");
                done(Result.GONE);
                end();
            }
            case Delivery.Failed failed -> failed(failed);
        }
    }

    private void failed(Delivery.Failed failed) {
        Letter letter = inHand;
        if (letter == null || closing) {
            count(Result.FAILED);
            end();
        } else if (!desk.clock().instant().isBefore(since.plus(terms.giveUpAfter()))) {
            warn("did not take event {1}, which is left out: {2}", failed.reason());
            done(Result.GIVEN_UP);
            next();
        } else {
            count(Result.FAILED);
            troubled("does not take event {1}, which is sent again until it does: {2}", failed.reason());
            state = State.PAUSING;
            desk.later().run(desk.pauses().after(attempts, failed.notBefore()), () -> again(letter));
        }
    }

    private void again(Letter letter) {
        if (state == State.PAUSING) {
            attempt(letter);
        }
    }

    private void next() {
        state = State.IDLE;
        // Not from here: others of the same event loop have their turn.
        wake();
    }

    private void end() {
        state = State.OVER;
        post.close();
        over.complete(null);
    }

    private void done(Result result) {
        count(result);
        inHand = null;
    }

    private void count(Result result) {
        desk.tally().count(terms.name(), result);
    }

    /** Said once, until an event is taken again. */
    private void troubled(String what, String reason) {
        if (!troubled) {
            troubled = true;
            warn(what, reason);
        }
    }

    private void warn(String what, String reason) {
        Letter letter = inHand;
        LOGGER.log(Level.WARNING, "webhook {0} " + what, terms.name(), letter == null ? "" : letter.id(), reason);
    }

    private void untroubled() {
        if (troubled) {
            troubled = false;
            LOGGER.log(Level.INFO, "webhook {0} takes events again", terms.name());
        }
    }
}
