package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one field or record: HOME ADDRESS, RECORD ZERO, COUNT, DATA, KEY AND DATA, COUNT KEY AND DATA. A record that
 * overflows is read on from track to track.
 *
 * @see "SA22-1025 3990/3390 reference, Read Commands; GA26-1592 3830-2 reference, Record Overflow"
 */
final class ReadCommands {

    private final Unit unit;
    private final TrackCursor cursor;

    ReadCommands(Unit unit) {
        this.unit = unit;
        this.cursor = unit.cursor();
    }

    Outcome homeAddress(Command command) {
        UnitCheck check = seekIndex(command);
        return check != null ? check : Outcome.read(cursor.track().homeAddress());
    }

    Outcome recordZero(Command command) {
        UnitCheck check = seekIndex(command);
        if (check == null) {
            check = cursor.nextCount(command, unit.chain());
        }
        if (check != null) {
            return check;
        }
        CkdRecord record = cursor.record();
        cursor.passData();
        return Outcome.readOf(record, whole(presented(record)));
    }

    Outcome count(Command command) {
        UnitCheck check = cursor.nextCount(command, unit.chain());
        if (check != null) {
            return check;
        }
        unit.chain().domain.counted(cursor.address());
        return Outcome.read(presented(cursor.record()).count());
    }

    Outcome data(Command command) {
        boolean atRecord = cursor.isAt(TrackCursor.Place.COUNT) || cursor.isAt(TrackCursor.Place.KEY);
        UnitCheck check = atRecord ? null : cursor.nextCount(command, unit.chain());
        return check != null ? check : read(command, Octets.EMPTY);
    }

    Outcome keyAndData(Command command) {
        UnitCheck check = cursor.isAt(TrackCursor.Place.COUNT) ? null : cursor.nextCount(command, unit.chain());
        return check != null ? check : read(command, cursor.record().key());
    }

    Outcome countKeyAndData(Command command) {
        UnitCheck check = cursor.nextCount(command, unit.chain());
        if (check != null) {
            return check;
        }
        CkdRecord record = presented(cursor.record());
        return read(command, record.count().concat(record.key()));
    }

    /** Reads {@code before} and the data of the current record, to the end of its last segment. */
    private Outcome read(Command command, Octets before) {
        CkdRecord segment = cursor.record();
        cursor.passData();
        Octets read = before.concat(segment.data());
        while (segment.overflows(unit.image().cylinders())) {
            UnitCheck check = cursor.nextSegment(command, unit.chain());
            if (check != null) {
                return new Outcome.Failed(check, read);
            }
            segment = cursor.record();
            cursor.passData();
            read = read.concat(segment.data());
        }
        return Outcome.readOf(segment, read);
    }

    private CkdRecord presented(CkdRecord record) {
        return record.presented(unit.image().cylinders());
    }

    static Octets whole(CkdRecord record) {
        return record.count().concat(record.key()).concat(record.data());
    }

    private @Nullable UnitCheck seekIndex(Command command) {
        Chain chain = unit.chain();
        UnitCheck check = command.multitrack() && !chain.inDomain() ? cursor.advance(chain, 1) : null;
        return check != null ? check : cursor.seekIndex();
    }
}
