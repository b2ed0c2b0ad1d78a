package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * READ IPL, READ MULTIPLE COUNT KEY AND DATA, and READ TRACK: reads that know by themselves where to begin or to end.
 *
 * @see "SA22-1025 3990/3390 reference, Read IPL, Read Multiple Count, Key, and Data, Read Track"
 */
final class TrackReadCommands {

    private static final TrackAddress IPL_TRACK = new TrackAddress(0, 0);

    private final Unit unit;

    TrackReadCommands(Unit unit) {
        this.unit = unit;
    }

    Outcome ipl(Command command) {
        Chain chain = unit.chain();
        chain.extentDefined = true;
        chain.fileMaskSet = true;
        if (unit.controlUnit().knowsDomains()) {
            chain.domain = Domain.ofReadIpl();
        }
        UnitCheck check = unit.cursor().seek(IPL_TRACK);
        if (check == null) {
            check = unit.cursor().nextCount(command, chain);
        }
        if (check != null) {
            return check;
        }
        unit.cursor().passData();
        chain.iplRead = true;
        chain.positioned = true;
        CkdRecord record = unit.cursor().record();
        return Outcome.readOf(record, record.data());
    }

    Outcome multiple(Command command) {
        return readToEnd(command);
    }

    Outcome track(Command command) {
        UnitCheck check = readTrackCheck();
        Domain domain = unit.chain().domain;
        if (check == null && unit.chain().follows(Codes.READ_TRACK)) {
            check = unit.cursor().advance(unit.chain(), domain.tracksToNext());
        }
        if (check != null) {
            return check;
        }
        domain.passTrack();
        check = unit.cursor().passRest(unit.chain());
        return check != null ? check : Outcome.read(unit.cursor().rest());
    }

    private @Nullable UnitCheck readTrackCheck() {
        Chain chain = unit.chain();
        Operation operation = chain.domain.operation();
        boolean announced =
                chain.inDomain() && (operation == Operation.READ_TRACKS || operation == Operation.READ_TRACKSET);
        boolean inPlace = chain.follows(Codes.READ_TRACK) || chain.followsLocate();
        return announced && inPlace ? null : UnitCheck.INVALID_SEQUENCE;
    }

    private Outcome readToEnd(Command command) {
        ByteArrayOutputStream records =
                new ByteArrayOutputStream(unit.geometry().imageTrackLength());
        TrackCursor cursor = unit.cursor();
        do {
            UnitCheck check = cursor.nextCount(command, unit.chain());
            if (check != null) {
                return check;
            }
            if (!cursor.isAt(TrackCursor.Place.END_OF_TRACK)) {
                records.writeBytes(ReadCommands.whole(cursor.record()).toArray());
                cursor.passData();
            }
        } while (!cursor.isAt(TrackCursor.Place.END_OF_TRACK));
        return Outcome.read(Octets.of(records.toByteArray()));
    }
}
