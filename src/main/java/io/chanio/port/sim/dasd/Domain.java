package io.chanio.port.sim.dasd;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The domain of a locate record: the commands that it announced, as far as they have not come yet.
 *
 * <p>Threads: one at a time, as its device.
 */
final class Domain {

    /** What READ IPL opens, so that the records after the first can be read without searching. */
    private static final int COMMANDS_OF_READ_IPL = 2;

    private static final int TRACKSET_FIRST = 0x8000;
    private static final int TRACKSET_MASK = 0xFFFF;

    private final Operation operation;
    private final Operation.Orientation orientation;
    private final boolean readCountSuffix;
    private int remaining;
    private int trackset;
    private final int transferLength;
    private @Nullable TrackAddress firstCounted;

    /**
     * @param remaining how many commands belong to it
     * @param transferLength how long the fields are that its commands write
     * @param trackset a bit for each track of READ TRACKSET from the first one on, 16 bits; 0 for other operations
     */
    Domain(
            Operation operation,
            Operation.Orientation orientation,
            boolean readCountSuffix,
            int remaining,
            int trackset,
            int transferLength) {
        this.operation = operation;
        this.orientation = orientation;
        this.readCountSuffix = readCountSuffix;
        this.remaining = remaining;
        this.trackset = trackset;
        this.transferLength = transferLength;
    }

    static Domain none() {
        return new Domain(Operation.ORIENT, Operation.Orientation.COUNT, false, 0, 0, 0);
    }

    static Domain ofReadIpl() {
        return new Domain(Operation.READ_DATA, Operation.Orientation.DATA, false, COMMANDS_OF_READ_IPL, 0, 0);
    }

    Operation operation() {
        return operation;
    }

    Operation.Orientation orientation() {
        return orientation;
    }

    boolean isOpen() {
        return remaining > 0;
    }

    int transferLength() {
        return transferLength;
    }

    /** The command that stands here is the last one that writes. */
    boolean endsWithThisWrite() {
        return remaining == (readCountSuffix ? 2 : 1);
    }

    /** Only the READ COUNT is left that ends a domain of writes. */
    boolean awaitsSuffix() {
        return isOpen() && readCountSuffix && remaining == 1 && operation.writes();
    }

    boolean isLast() {
        return remaining == 1;
    }

    /** Only READ TRACK may come while a trackset is not used up. */
    boolean tracksetPending() {
        return trackset != 0;
    }

    /** Counts a command; READ COUNT under READ ANY only counts when nothing is chained to it. */
    void count(Command command) {
        boolean counts =
                command.code() != Codes.READ_COUNT_MULTITRACK || command.last() || operation != Operation.READ_ANY;
        if (counts && remaining > 0) {
            remaining--;
        }
    }

    /** Takes the bit of a track that is read. */
    void passTrack() {
        trackset = (trackset << 1) & TRACKSET_MASK;
    }

    /** How many tracks further on the next one is that READ TRACK reads. */
    int tracksToNext() {
        int tracks = 1;
        while (trackset != 0 && (trackset & TRACKSET_FIRST) == 0) {
            tracks++;
            passTrack();
        }
        return tracks;
    }

    /** Remembers the track of the first READ COUNT, where a suffixed one comes back to. */
    void counted(TrackAddress track) {
        if (readCountSuffix && firstCounted == null) {
            firstCounted = track;
        }
    }

    /** Where a suffixed READ COUNT goes on after the end of a track; empty when that is the next track. */
    Optional<TrackAddress> returnTrack() {
        boolean returns = readCountSuffix
                && (remaining == 1 || operation == Operation.READ_ANY || operation == Operation.WRITE_ANY);
        return returns ? Optional.ofNullable(firstCounted) : Optional.empty();
    }
}
