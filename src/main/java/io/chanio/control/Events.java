package io.chanio.control;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last events, in the order in which they were told: a ring, in which the newest takes the place of the oldest.
 *
 * <p>Threads: {@link #tell} from any, the lanes' workers above all: it takes no lock and waits for nobody, whoever reads. Each
 * {@link EventCursor} belongs to one reader.
 */
public final class Events {

    /** Events that a reader who comes back finds. */
    public static final int KEPT = 10_000;

    private static final char BETWEEN = '-';
    private static final int RADIX = Character.MAX_RADIX;

    private final InstantSource clock;
    private final String life;
    private final int kept;
    private final AtomicReferenceArray<@Nullable Told> ring;
    private final AtomicLong newest = new AtomicLong();
    private volatile Runnable bell = () -> {};

    /** The events of a life of the process that begins now. */
    public Events(InstantSource clock) {
        this(clock, KEPT);
    }

    Events(InstantSource clock, int kept) {
        this.clock = clock;
        this.life = Long.toString(clock.instant().toEpochMilli(), RADIX);
        this.kept = kept;
        this.ring = new AtomicReferenceArray<>(kept);
    }

    /** What is read at a place. */
    sealed interface Place {

        record Taken(Told told) implements Place {}

        /** Nothing was told there yet. */
        record Ahead() implements Place {}

        /** What was told there is gone. */
        record Gone() implements Place {}
    }

    /** How a reader begins. */
    public sealed interface Opening {

        EventCursor cursor();

        /** It misses nothing that it asked for. */
        record Whole(EventCursor cursor) implements Opening {}

        /** What followed the event that it had last is not known any more; the cursor is at the oldest that is. */
        record Gap(EventCursor cursor, Loss loss) implements Opening {}
    }

    /** Why what a reader missed can't be told. */
    public enum Loss {
        /** More was told since than is kept. */
        TOO_OLD,
        /** chanio was started anew since, or the id never was one. */
        UNKNOWN_ID
    }

    /** Calls {@code another} too whenever something was told, by the thread that told it. */
    public synchronized void onTold(Runnable another) {
        Runnable before = bell;
        bell = () -> {
            before.run();
            another.run();
        };
    }

    public void tell(Event event) {
        Told told = new Told(newest.incrementAndGet(), clock.instant(), event);
        // One whose thread was held up for a whole round must not take the place of a newer one.
        ring.accumulateAndGet(slot(told.number()), told, Events::newer);
        bell.run();
    }

    /** The events from now on, or those behind the one whose id a reader had last. */
    public Opening open(EventFilter filter, Optional<String> lastId) {
        long next = newest.get() + 1;
        if (lastId.isEmpty()) {
            return new Opening.Whole(new EventCursor(this, filter, next));
        }
        Optional<Long> last = numberOf(lastId.get()).filter(number -> number < next);
        long oldest = Math.max(1, next - kept);
        if (last.isPresent() && last.get() + 1 >= oldest) {
            return new Opening.Whole(new EventCursor(this, filter, last.get() + 1));
        }
        return new Opening.Gap(
                new EventCursor(this, filter, oldest), last.isPresent() ? Loss.TOO_OLD : Loss.UNKNOWN_ID);
    }

    /** The id of the event of this number: another life of the process has others. */
    public String idOf(long number) {
        return life + BETWEEN + number;
    }

    Place at(long number) {
        Told told = ring.get(slot(number));
        if (told == null || told.number() < number) {
            return new Place.Ahead();
        }
        return told.number() == number ? new Place.Taken(told) : new Place.Gone();
    }

    private Optional<Long> numberOf(String id) {
        if (!id.startsWith(life + BETWEEN)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseUnsignedLong(id.substring(life.length() + 1)))
                    .filter(number -> number >= 0 && id.equals(idOf(number)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private int slot(long number) {
        return (int) (number % kept);
    }

    private static @Nullable Told newer(@Nullable Told present, @Nullable Told told) {
        return present != null && told != null && present.number() > told.number() ? present : told;
    }
}
