package io.chanio.port.sim.dasd;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The writes. Volumes are open for reading only: a write that passes the checks of any other ends in {@link
 * UnitCheck#FILE_PROTECTED}. That a protected volume answers so is our decision; no reference at hand shows one.
 *
 * @see "SA22-1025 3990/3390 reference, Write Commands"
 */
final class WriteCommands {

    private static final Set<Operation> UPDATES =
            EnumSet.of(Operation.WRITE_DATA, Operation.WRITE_ANY, Operation.WRITE_TRACK);
    private static final Set<Operation> FORMATS = EnumSet.of(Operation.FORMAT_WRITE);

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
        table.put(Codes.WRITE_UPDATE_DATA, command -> updateInDomain());
        table.put(Codes.WRITE_UPDATE_KEY_DATA, command -> updateInDomain());
        table.put(Codes.WRITE_COUNT_KEY_DATA_NEXT_TRACK, command -> formatInDomain());
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
        if (chain.inDomain()) {
            return updateInDomain();
        }
        if (!found || chain.mask().inhibitsWrites()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        if (unit.cursor().record().dataLength() == 0) {
            return Outcome.unitException(command.parameters().length());
        }
        boolean atRecord = inRecord || unit.cursor().isAt(TrackCursor.Place.COUNT);
        return protectedIf(atRecord);
    }

    private Outcome formatWrite(Command command) {
        Chain chain = unit.chain();
        if (chain.inDomain()) {
            return formatInDomain();
        }
        boolean found = chain.idEqual || chain.keyEqual;
        return protectedIf(found && chain.mask().allowsFormatWrites());
    }

    private Outcome updateInDomain() {
        return protectedIf(isAnnouncedAs(UPDATES) && !unit.chain().mask().inhibitsWrites());
    }

    private Outcome formatInDomain() {
        return protectedIf(isAnnouncedAs(FORMATS) && unit.chain().mask().allowsFormatWrites());
    }

    private boolean isAnnouncedAs(Set<Operation> operations) {
        Chain chain = unit.chain();
        return chain.inDomain() && operations.contains(chain.domain.operation());
    }

    /** What a write comes to that is {@code allowed} where it stands, but for the volume. */
    private static UnitCheck protectedIf(boolean allowed) {
        return allowed ? UnitCheck.FILE_PROTECTED : UnitCheck.INVALID_SEQUENCE;
    }

    private Outcome writeRecordZero(Command command) {
        Chain chain = unit.chain();
        return protectedIf(
                chain.homeAddressEqual && !chain.inDomain() && chain.mask().allowsHomeAddressWrites());
    }

    private Outcome writeHomeAddress(Command command) {
        Chain chain = unit.chain();
        if (!chain.positioned) {
            return UnitCheck.NOT_POSITIONED;
        }
        if (chain.inDomain()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        // The same for a mask that forbids it.
        return UnitCheck.FILE_PROTECTED;
    }
}
