package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.Map;

/**
 * SEEK, SEEK CYLINDER, SEEK HEAD, SET FILE MASK, READ SECTOR and SET SECTOR.
 *
 * @see "SA22-1025 3990/3390 reference, Control Commands"
 */
final class PositioningCommands {

    private static final int SEEK_LENGTH = 6;
    private static final int BIN_OFFSET = 0;
    private static final int ADDRESS_OFFSET = 2;
    private static final int SECTOR_LENGTH = 1;

    private final Unit unit;

    PositioningCommands(Unit unit) {
        this.unit = unit;
    }

    void register(Map<Integer, Handler> table) {
        table.put(Codes.SEEK, this::seek);
        table.put(Codes.SEEK_CYLINDER, this::seek);
        table.put(Codes.SEEK_HEAD, this::seek);
        table.put(Codes.SET_FILE_MASK, this::setFileMask);
        table.put(Codes.READ_SECTOR, this::readSector);
        table.put(Codes.SET_SECTOR, this::setSector);
    }

    private Outcome seek(Command command) {
        Chain chain = unit.chain();
        boolean headOnly = command.code() == Codes.SEEK_HEAD;
        if (chain.inDomain() || (headOnly && !chain.positioned)) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        if (!allowed(command.code(), chain.mask())) {
            return UnitCheck.FILE_PROTECTED;
        }
        if (command.parameters().length() < SEEK_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        TrackAddress named = TrackAddress.at(command.parameters(), ADDRESS_OFFSET);
        TrackAddress target =
                headOnly ? new TrackAddress(unit.cursor().address().cylinder(), named.head()) : named;
        if (command.parameters().halfwordAt(BIN_OFFSET) != 0 || !unit.image().contains(target)) {
            return UnitCheck.INVALID_PARAMETER;
        }
        if (!chain.extent.contains(target)) {
            return UnitCheck.FILE_PROTECTED;
        }
        UnitCheck check = unit.cursor().seek(target);
        if (check != null) {
            return check;
        }
        chain.positioned = true;
        return Outcome.accepted(SEEK_LENGTH);
    }

    private static boolean allowed(int code, FileMask mask) {
        return switch (code) {
            case Codes.SEEK -> mask.allowsSeek();
            case Codes.SEEK_CYLINDER -> mask.allowsSeekCylinder();
            default -> mask.allowsSeekHead();
        };
    }

    private Outcome setFileMask(Command command) {
        Chain chain = unit.chain();
        if (chain.extentDefined || chain.fileMaskSet || chain.inDomain()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        if (command.parameters().isEmpty()) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        FileMask mask = new FileMask(command.parameters().at(0));
        if (!mask.isValidOn(unit.controlUnit())) {
            return UnitCheck.INVALID_PARAMETER;
        }
        chain.extent = chain.extent.withMask(mask);
        chain.fileMaskSet = true;
        return Outcome.accepted(1);
    }

    private Outcome readSector(Command command) {
        return unit.chain().inDomain() ? UnitCheck.INVALID_SEQUENCE : Outcome.read(Octets.zeros(SECTOR_LENGTH));
    }

    private Outcome setSector(Command command) {
        Chain chain = unit.chain();
        if (chain.inDomain()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        if (!chain.positioned) {
            return UnitCheck.NOT_POSITIONED;
        }
        return command.parameters().isEmpty() ? UnitCheck.PARAMETERS_TOO_SHORT : Outcome.accepted(SECTOR_LENGTH);
    }
}
