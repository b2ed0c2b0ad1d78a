package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import org.jspecify.annotations.Nullable;

/**
 * The writes that leave the count field as it is: DATA, KEY AND DATA, and the UPDATE forms of a domain. What a program
 * brings too little of is filled with zeros; an end-of-file record stays one.
 *
 * @see "SA22-1025 3990/3390 reference, Write Data, Write Key and Data, Write Update Data, Write Update Key and Data"
 */
final class UpdateWrites {

    /** In the global attributes: lengths need not be those that the locate record announced. */
    private static final int CKD_CONVERSION = 0x20;

    private final Unit unit;
    private final TrackCursor cursor;

    /** How much of a record a command writes. */
    private enum Part {
        DATA,
        KEY_AND_DATA;

        int lengthOf(CkdRecord record) {
            return this == DATA ? record.dataLength() : record.keyLength() + record.dataLength();
        }
    }

    UpdateWrites(Unit unit) {
        this.unit = unit;
        this.cursor = unit.cursor();
    }

    Outcome data(Command command) {
        Chain chain = unit.chain();
        boolean found = chain.idEqual || chain.keyEqual;
        return located(command, Part.DATA, found);
    }

    Outcome keyAndData(Command command) {
        return located(command, Part.KEY_AND_DATA, unit.chain().idEqual);
    }

    Outcome updateData(Command command) {
        Operation operation = unit.chain().domain.operation();
        boolean announced = operation == Operation.WRITE_DATA || operation == Operation.WRITE_ANY;
        return next(command, Part.DATA, announced);
    }

    Outcome updateKeyAndData(Command command) {
        return next(command, Part.KEY_AND_DATA, unit.chain().domain.operation() == Operation.WRITE_DATA);
    }

    /** Writes the record that a search or a locate found. */
    private Outcome located(Command command, Part part, boolean found) {
        Chain chain = unit.chain();
        boolean allowed = chain.inDomain() ? isAnnounced(chain.domain) : found;
        if (!allowed || chain.mask().inhibitsWrites()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        CkdRecord record = cursor.record();
        if (chain.inDomain() && !fits(part, record)) {
            return UnitCheck.INVALID_TRACK_FORMAT;
        }
        if (record.dataLength() == 0) {
            return Outcome.unitException(command.parameters().length());
        }
        boolean inPlace =
                cursor.isAt(TrackCursor.Place.COUNT) || (part == Part.DATA && cursor.isAt(TrackCursor.Place.KEY));
        return inPlace ? write(command, part, record) : UnitCheck.INVALID_SEQUENCE;
    }

    private static boolean isAnnounced(Domain domain) {
        return domain.operation() == Operation.WRITE_TRACK
                || (domain.operation() == Operation.WRITE_DATA && domain.endsWithThisWrite());
    }

    /** Writes the next record, or the one that the locate record found. */
    private Outcome next(Command command, Part part, boolean announced) {
        Chain chain = unit.chain();
        if (!chain.inDomain() || !announced || chain.mask().inhibitsWrites()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        boolean atUserRecord =
                cursor.isAt(TrackCursor.Place.COUNT) && !cursor.record().isRecordZero();
        UnitCheck check = atUserRecord ? null : cursor.nextCount(command, chain);
        if (check != null) {
            return check;
        }
        CkdRecord record = cursor.record();
        if (!fits(part, record)) {
            return UnitCheck.INVALID_TRACK_FORMAT;
        }
        return record.dataLength() == 0
                ? Outcome.unitException(command.parameters().length())
                : write(command, part, record);
    }

    /** Whether the record has the length that was announced; R0 under WRITE TRACK is always one of eight bytes. */
    private boolean fits(Part part, CkdRecord record) {
        Chain chain = unit.chain();
        if ((chain.extent.attributes() & CKD_CONVERSION) != 0) {
            return true;
        }
        boolean recordZeroOfTrack =
                part == Part.DATA && chain.domain.operation() == Operation.WRITE_TRACK && record.isRecordZero();
        int announced = recordZeroOfTrack ? TrackFormat.RECORD_ZERO_DATA_LENGTH : chain.domain.transferLength();
        return part.lengthOf(record) == announced;
    }

    private Outcome write(Command command, Part part, CkdRecord record) {
        Octets sent = command.parameters();
        Octets key = record.key();
        int done = 0;
        if (part == Part.KEY_AND_DATA) {
            key = padded(sent, 0, key.length());
            done = key.length();
        }
        UnitCheck check = cursor.replace(new CkdRecord(
                record.cylinder(), record.head(), record.record(), key, padded(sent, done, record.dataLength())));
        done += record.dataLength();
        CkdRecord segment = record;
        while (check == null && segment.overflows(unit.image().cylinders())) {
            check = cursor.nextSegment(command, unit.chain());
            if (check == null) {
                segment = cursor.record();
                check = cursor.replace(segment.withData(padded(sent, done, segment.dataLength())));
                done += segment.dataLength();
            }
        }
        if (check == null) {
            check = eraseBehindRecordZero();
        }
        return check != null ? check : Outcome.accepted(done);
    }

    /** WRITE TRACK that announced nothing but R0 leaves nothing else on the track. */
    private @Nullable UnitCheck eraseBehindRecordZero() {
        Domain domain = unit.chain().domain;
        boolean alone = domain.operation() == Operation.WRITE_TRACK
                && domain.isLast()
                && cursor.record().isRecordZero();
        return alone ? cursor.erase() : null;
    }

    /** {@code length} of the bytes sent, from {@code from} on, with zeros for those that were not. */
    static Octets padded(Octets sent, int from, int length) {
        int begin = Math.min(from, sent.length());
        int end = Math.min(from + length, sent.length());
        return sent.slice(begin, end).concat(Octets.zeros(length - (end - begin)));
    }
}
