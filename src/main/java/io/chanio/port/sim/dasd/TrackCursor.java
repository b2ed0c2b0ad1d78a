package io.chanio.port.sim.dasd;

import io.chanio.port.sim.DeviceData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the device stands: a track, a record on it, and a place within the record. The track survives the chain, as the
 * access arm does.
 *
 * <p>Threads: one at a time, as its device.
 */
final class TrackCursor {

    /** More often no command passes an index, twice the tracks of the widest cylinder. */
    private static final int INDEX_PASSES_MAX = 60;

    private final CkdImage image;
    private TrackAddress address = new TrackAddress(0, 0);
    private @Nullable Track track;
    /** The record before {@link #next}, once it was asked for. */
    private @Nullable CkdRecord record;

    private Place place = Place.INDEX;
    private int next;
    private int firstOfRest;

    /** The last thing that passed under the head. */
    enum Place {
        INDEX,
        COUNT,
        KEY,
        DATA,
        END_OF_TRACK
    }

    TrackCursor(CkdImage image) {
        this.image = image;
    }

    TrackAddress address() {
        return address;
    }

    boolean isAt(Place asked) {
        return place == asked;
    }

    /** The record whose count field passed last. */
    CkdRecord record() {
        if (next == 0) {
            throw new IllegalStateException("no count field has passed on " + address);
        }
        CkdRecord current = record;
        if (current == null) {
            current = track().records().get(next - 1);
            record = current;
        }
        return current;
    }

    /** The track under the heads, once a seek or a record has been asked for. */
    Track track() {
        Track current = track;
        if (current == null) {
            throw new IllegalStateException("no track has been sought");
        }
        return current;
    }

    /** Goes to the index of a track that the volume contains. */
    @Nullable
    UnitCheck seek(TrackAddress target) {
        return switch (image.read(target)) {
            case CkdImage.Reading.Intact(Track found) -> {
                track = found;
                address = target;
                next = 0;
                record = null;
                place = Place.INDEX;
                yield null;
            }
            case CkdImage.Reading.Unreadable(UnitCheck check) -> check;
        };
    }

    @Nullable
    UnitCheck seekIndex() {
        return seek(address);
    }

    /** Between two chains the disk turns on: the record that was under the heads has passed. */
    void loseRecord() {
        if (place == Place.COUNT || place == Place.KEY) {
            place = Place.DATA;
        }
    }

    /** The key field of the record has passed. */
    void passKey() {
        place = Place.KEY;
    }

    /** The data field of the record has passed. */
    void passData() {
        place = Place.DATA;
    }

    /** Goes {@code tracks} further, as multitrack commands and READ TRACK do. */
    @Nullable
    UnitCheck advance(Chain chain, int tracks) {
        if (!chain.inDomain()) {
            if (!chain.mask().allowsSeekHead()) {
                return UnitCheck.FILE_PROTECTED;
            }
            if (address.head() + tracks >= image.geometry().heads()) {
                return UnitCheck.END_OF_CYLINDER;
            }
        }
        TrackAddress target = address.plus(tracks, image.geometry().heads());
        return chain.extent.contains(target) ? seek(target) : UnitCheck.FILE_PROTECTED;
    }

    /**
     * Goes on to the next count field that {@code command} looks at, over the index where it must. READ MULTIPLE
     * COUNT KEY AND DATA stops at the end of the track instead: {@link Place#END_OF_TRACK}.
     */
    @Nullable
    UnitCheck nextCount(Command command, Chain chain) {
        UnitCheck check = leaveTrackWhereItMust(chain);
        return check != null ? check : countFrom(command, chain);
    }

    /** Lets the rest of the track pass, from the next count field to the index. */
    @Nullable
    UnitCheck passRest(Chain chain) {
        UnitCheck check = leaveTrackWhereItMust(chain);
        if (check != null) {
            return check;
        }
        firstOfRest = next;
        next = track().records().size();
        record = null;
        if (track().ending() == Track.Ending.DAMAGED) {
            place = Place.DATA;
            return UnitCheck.EQUIPMENT_CHECK;
        }
        place = Place.END_OF_TRACK;
        return null;
    }

    /** What {@link #passRest} let pass, with the end mark. */
    DeviceData rest() {
        return track().imageFrom(firstOfRest);
    }

    private @Nullable UnitCheck leaveTrackWhereItMust(Chain chain) {
        if (track == null) {
            return seekIndex();
        }
        return place == Place.END_OF_TRACK ? advance(chain, 1) : null;
    }

    private @Nullable UnitCheck countFrom(Command command, Chain chain) {
        for (int passes = 0; passes < INDEX_PASSES_MAX; passes++) {
            if (passCount(command)) {
                return null;
            }
            if (track().ending() == Track.Ending.DAMAGED) {
                return UnitCheck.EQUIPMENT_CHECK;
            }
            place = Place.END_OF_TRACK;
            if (stopsAtIndex(command)) {
                return null;
            }
            UnitCheck check = passIndex(command, chain);
            if (check != null) {
                return check;
            }
        }
        return UnitCheck.NO_RECORD_FOUND;
    }

    /** Takes the next count field of this track; false when there is none. */
    private boolean passCount(Command command) {
        boolean withRecordZero = seesRecordZero(command);
        while (next < track().records().size()) {
            boolean zero = track().isRecordZero(next++);
            record = null;
            place = Place.COUNT;
            if (withRecordZero || !zero) {
                return true;
            }
        }
        return false;
    }

    private static boolean stopsAtIndex(Command command) {
        return command.code() == Codes.READ_MULTIPLE_COUNT_KEY_DATA;
    }

    private static boolean seesRecordZero(Command command) {
        return command.code() == Codes.WRITE_COUNT_KEY_DATA_NEXT_TRACK
                || command.singleTrackCode() == Codes.READ_RECORD_ZERO
                || Codes.SEARCH_ID.contains(command.singleTrackCode())
                || Codes.LOCATES.contains(command.code());
    }

    private @Nullable UnitCheck passIndex(Command command, Chain chain) {
        Optional<TrackAddress> back = command.multitrack() ? chain.domain.returnTrack() : Optional.empty();
        if (back.isPresent()) {
            return seek(back.get());
        }
        if (endsAtIndex(command, chain)) {
            return UnitCheck.NO_RECORD_FOUND;
        }
        UnitCheck check = command.multitrack() ? advance(chain, 1) : seekIndex();
        if (check == null && !(command.multitrack() && command.isSearchIdOrKey())) {
            chain.indexPassed = true;
        }
        return check;
    }

    /** A locate searches one track only; others stop at the second index, unless they go from track to track. */
    private static boolean endsAtIndex(Command command, Chain chain) {
        boolean keySearch = Codes.SEARCH_KEY.contains(command.singleTrackCode());
        boolean roams = !chain.inDomain() && command.multitrack() && (command.isRead() || keySearch);
        return Codes.LOCATES.contains(command.code())
                || command.code() == Codes.WRITE_COUNT_KEY_DATA_NEXT_TRACK
                || (chain.indexPassed && !roams);
    }

    /** Goes on to the next part of a record that overflows: the first record of the next track. */
    @Nullable
    UnitCheck nextSegment(Command command, Chain chain) {
        UnitCheck check = advance(chain, 1);
        if (check == UnitCheck.END_OF_CYLINDER) {
            return command.isRead()
                    ? UnitCheck.OVERFLOW_READ_BEYOND_CYLINDER
                    : UnitCheck.OVERFLOW_WRITE_BEYOND_CYLINDER;
        }
        if (check == UnitCheck.FILE_PROTECTED) {
            return command.isRead() ? UnitCheck.OVERFLOW_READ_PROTECTED : UnitCheck.OVERFLOW_WRITE_PROTECTED;
        }
        return check != null ? check : nextCount(command, chain);
    }

    /** Whether the track has room for {@code added} here, with nothing behind it. */
    boolean fits(CkdRecord added) {
        int used = track().records().subList(0, next).stream()
                .mapToInt(CkdRecord::length)
                .sum();
        int end = TrackFormat.FIRST_RECORD_OFFSET + used + added.length() + TrackFormat.END_MARK_LENGTH;
        return end < image.geometry().imageTrackLength();
    }

    /** Puts {@code changed} in the place of the record whose count field passed last, and stands behind its data. */
    @Nullable
    UnitCheck replace(CkdRecord changed) {
        List<CkdRecord> records = new ArrayList<>(track().records());
        records.set(next - 1, changed);
        return write(records, track().ending(), next);
    }

    /** Writes {@code made} behind what has passed, as the last record of the track, and stands behind its data. */
    @Nullable
    UnitCheck format(CkdRecord made) {
        List<CkdRecord> records = new ArrayList<>(track().records().subList(0, next));
        records.add(made);
        return write(records, Track.Ending.MARKED, next + 1);
    }

    /** Leaves nothing on the track but what has passed. */
    @Nullable
    UnitCheck erase() {
        List<CkdRecord> records = track().records().subList(0, next);
        return write(records, Track.Ending.MARKED, next);
    }

    private @Nullable UnitCheck write(List<CkdRecord> records, Track.Ending ending, int passed) {
        Track changed = new Track(address, records, ending);
        return switch (image.write(changed)) {
            case CkdImage.Writing.Written() -> {
                track = changed;
                record = null;
                next = passed;
                place = Place.DATA;
                yield null;
            }
            case CkdImage.Writing.Protected() -> UnitCheck.WRITE_INHIBITED;
            case CkdImage.Writing.Failed(UnitCheck check) -> check;
        };
    }
}
