package io.chanio.port.sim.dasd;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the device stands: a track, a record on it, and a place within the record. The track survives the chain, as the
 * access arm does.
 *
 * <p>Threads: one at a time, as its device.
 */
final class TrackCursor {

    /** More often no command passes an index: a cylinder has 15 tracks. */
    private static final int INDEX_PASSES_MAX = 2 * CkdGeometry.HEADS;

    private final CkdImage image;
    private TrackAddress address = new TrackAddress(0, 0);
    private @Nullable Track track;
    private @Nullable CkdRecord record;
    private Place place = Place.INDEX;
    private int next;

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
        CkdRecord current = record;
        if (current == null) {
            throw new IllegalStateException("no count field has passed on " + address);
        }
        return current;
    }

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
            if (address.head() + tracks >= CkdGeometry.HEADS) {
                return UnitCheck.END_OF_CYLINDER;
            }
        }
        TrackAddress target = address.plus(tracks, CkdGeometry.HEADS);
        return chain.extent.contains(target) ? seek(target) : UnitCheck.FILE_PROTECTED;
    }

    /**
     * Goes on to the next count field that {@code command} looks at, over the index where it must. READ TRACK and READ
     * MULTIPLE COUNT KEY AND DATA stop at the end of the track instead: {@link Place#END_OF_TRACK}.
     */
    @Nullable
    UnitCheck nextCount(Command command, Chain chain) {
        if (place == Place.END_OF_TRACK) {
            UnitCheck check = advance(chain, 1);
            if (check != null) {
                return check;
            }
        }
        for (int passes = 0; passes < INDEX_PASSES_MAX; passes++) {
            if (passCount(command)) {
                return null;
            }
            if (track().ending() == Track.Ending.DAMAGED) {
                return UnitCheck.EQUIPMENT_CHECK;
            }
            place = Place.END_OF_TRACK;
            if (command.code() == Codes.READ_TRACK || command.code() == Codes.READ_MULTIPLE_COUNT_KEY_DATA) {
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
            CkdRecord passed = track().records().get(next++);
            record = passed;
            place = Place.COUNT;
            if (withRecordZero || !passed.isRecordZero()) {
                return true;
            }
        }
        return false;
    }

    private static boolean seesRecordZero(Command command) {
        return command.code() == Codes.READ_TRACK
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
        return Codes.LOCATES.contains(command.code()) || (chain.indexPassed && !roams);
    }
}
