package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import org.jspecify.annotations.Nullable;

/**
 * The writes that make records: COUNT KEY AND DATA with its NEXT TRACK and SPECIAL forms, ERASE, RECORD ZERO and HOME
 * ADDRESS. Whatever stood behind a new record on its track is gone.
 *
 * @see "SA22-1025 3990/3390 reference, Format Write Commands; GA26-1592 3830-2 reference, Write Special Count, Key, and Data"
 */
final class FormatWrites {

    private static final int HEAD_OFFSET = 2;
    private static final int RECORD_OFFSET = 4;
    private static final int KEY_LENGTH_OFFSET = 5;
    private static final int DATA_LENGTH_OFFSET = 6;

    private final Unit unit;
    private final TrackCursor cursor;

    FormatWrites(Unit unit) {
        this.unit = unit;
        this.cursor = unit.cursor();
    }

    Outcome countKeyAndData(Command command) {
        UnitCheck check = sequenceCheck(unit.chain().domain.operation() == Operation.FORMAT_WRITE);
        return check != null ? check : write(recordOf(command.parameters()));
    }

    /** The record goes on with the first one of the next track. */
    Outcome overflowing(Command command) {
        UnitCheck check = sequenceCheck(false);
        return check != null ? check : write(recordOf(command.parameters()).overflowing());
    }

    Outcome nextTrack(Command command) {
        Chain chain = unit.chain();
        boolean follows =
                chain.follows(Codes.WRITE_COUNT_KEY_DATA) || chain.follows(Codes.WRITE_COUNT_KEY_DATA_NEXT_TRACK);
        if (!chain.inDomain()
                || chain.domain.operation() != Operation.FORMAT_WRITE
                || !follows
                || !chain.mask().allowsFormatWrites()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        UnitCheck check = cursor.advance(chain, 1);
        if (check == null) {
            check = cursor.nextCount(command, chain);
        }
        return check != null ? check : write(recordOf(command.parameters()));
    }

    Outcome erase(Command command) {
        UnitCheck check = sequenceCheck(false);
        if (check != null) {
            return check;
        }
        CkdRecord named = recordOf(command.parameters());
        check = cursor.fits(named) ? cursor.erase() : UnitCheck.INVALID_TRACK_FORMAT;
        return check != null ? check : Outcome.accepted(named.length());
    }

    Outcome recordZero(Command command) {
        Chain chain = unit.chain();
        boolean allowed = chain.inDomain()
                ? isFormatBeforeRecordZero(chain.domain)
                : chain.homeAddressEqual || chain.homeAddressWritten;
        if (!allowed || !chain.mask().allowsHomeAddressWrites()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        return write(recordOf(command.parameters()));
    }

    private static boolean isFormatBeforeRecordZero(Domain domain) {
        return domain.operation() == Operation.FORMAT_WRITE
                && (domain.orientation() == Operation.Orientation.HOME
                        || domain.orientation() == Operation.Orientation.INDEX);
    }

    /** Every track of an image has the home address that it must have: nothing is written. */
    Outcome homeAddress(Command command) {
        Chain chain = unit.chain();
        if (!chain.mask().allowsHomeAddressWrites()) {
            return UnitCheck.FILE_PROTECTED;
        }
        UnitCheck check = cursor.seekIndex();
        if (check != null) {
            return check;
        }
        chain.homeAddressWritten = true;
        return Outcome.accepted(unit.geometry().homeAddressLength());
    }

    /** In a domain, one that announced such writes, as WRITE TRACK always does; elsewhere after what found the place. */
    private @Nullable UnitCheck sequenceCheck(boolean announced) {
        Chain chain = unit.chain();
        boolean allowed = chain.inDomain()
                ? announced || chain.domain.operation() == Operation.WRITE_TRACK
                : chain.idEqual || chain.keyEqual || chain.recordFormatted;
        return allowed && chain.mask().allowsFormatWrites() ? null : UnitCheck.INVALID_SEQUENCE;
    }

    private Outcome write(CkdRecord record) {
        if (!cursor.fits(record)) {
            return UnitCheck.INVALID_TRACK_FORMAT;
        }
        UnitCheck check = cursor.format(record);
        if (check != null) {
            return check;
        }
        unit.chain().recordFormatted = !unit.chain().inDomain();
        return Outcome.accepted(record.length());
    }

    /** The record that a count field and what follows it describe; what is missing is zeros. */
    private static CkdRecord recordOf(Octets sent) {
        Octets count = UpdateWrites.padded(sent, 0, CkdRecord.COUNT_LENGTH);
        int keyLength = count.at(KEY_LENGTH_OFFSET);
        return new CkdRecord(
                count.halfwordAt(0),
                count.halfwordAt(HEAD_OFFSET),
                count.at(RECORD_OFFSET),
                UpdateWrites.padded(sent, CkdRecord.COUNT_LENGTH, keyLength),
                UpdateWrites.padded(sent, CkdRecord.COUNT_LENGTH + keyLength, count.halfwordAt(DATA_LENGTH_OFFSET)));
    }
}
