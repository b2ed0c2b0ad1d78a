package io.chanio.port.sim.dasd;

import java.util.Map;

/**
 * The writes. Volumes are open for reading only: a write that passes the checks of any other ends in
 * {@link UnitCheck#WRITE_INHIBITED}. Locate records that announce writes are refused before, so the writes that need one
 * can only stand in a wrong place.
 *
 * @see "SA22-1025 3990/3390 reference, Write Commands"
 */
final class WriteCommands {

    private final Unit unit;

    WriteCommands(Unit unit) {
        this.unit = unit;
    }

    void register(Map<Integer, Handler> table) {
        table.put(Codes.WRITE_DATA, this::writeData);
        table.put(Codes.WRITE_KEY_DATA, this::writeKeyAndData);
        table.put(Codes.WRITE_COUNT_KEY_DATA, this::formatWrite);
        table.put(Codes.ERASE, this::formatWrite);
        table.put(Codes.WRITE_RECORD_ZERO, this::writeRecordZero);
        table.put(Codes.WRITE_HOME_ADDRESS, this::writeHomeAddress);
        table.put(Codes.WRITE_UPDATE_DATA, command -> UnitCheck.INVALID_SEQUENCE);
        table.put(Codes.WRITE_UPDATE_KEY_DATA, command -> UnitCheck.INVALID_SEQUENCE);
        table.put(Codes.WRITE_COUNT_KEY_DATA_NEXT_TRACK, command -> UnitCheck.INVALID_SEQUENCE);
        table.put(Codes.WRITE_SPECIAL_COUNT_KEY_DATA, command -> UnitCheck.INVALID_SEQUENCE);
    }

    private Outcome writeData(Command command) {
        Chain chain = unit.chain();
        return update(command, chain.idEqual || chain.keyEqual, unit.cursor().isAt(TrackCursor.Place.KEY));
    }

    private Outcome writeKeyAndData(Command command) {
        return update(command, unit.chain().idEqual, false);
    }

    private Outcome update(Command command, boolean found, boolean inRecord) {
        Chain chain = unit.chain();
        if (!found || chain.inDomain() || chain.mask().inhibitsWrites()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        if (unit.cursor().record().dataLength() == 0) {
            return Outcome.unitException(command.parameters().length());
        }
        boolean atRecord = inRecord || unit.cursor().isAt(TrackCursor.Place.COUNT);
        return atRecord ? UnitCheck.WRITE_INHIBITED : UnitCheck.INVALID_SEQUENCE;
    }

    private Outcome formatWrite(Command command) {
        Chain chain = unit.chain();
        boolean found = chain.idEqual || chain.keyEqual;
        boolean allowed = found && !chain.inDomain() && chain.mask().allowsFormatWrites();
        return allowed ? UnitCheck.WRITE_INHIBITED : UnitCheck.INVALID_SEQUENCE;
    }

    private Outcome writeRecordZero(Command command) {
        Chain chain = unit.chain();
        boolean allowed =
                chain.homeAddressEqual && !chain.inDomain() && chain.mask().allowsHomeAddressWrites();
        return allowed ? UnitCheck.WRITE_INHIBITED : UnitCheck.INVALID_SEQUENCE;
    }

    private Outcome writeHomeAddress(Command command) {
        Chain chain = unit.chain();
        if (!chain.positioned) {
            return UnitCheck.NOT_POSITIONED;
        }
        if (chain.inDomain()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        return chain.mask().allowsHomeAddressWrites() ? UnitCheck.WRITE_INHIBITED : UnitCheck.FILE_PROTECTED;
    }
}
