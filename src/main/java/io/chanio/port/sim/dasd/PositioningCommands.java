package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import org.jspecify.annotations.Nullable;

/**
 * SEEK, SEEK CYLINDER, SEEK HEAD, RECALIBRATE, SET FILE MASK, READ SECTOR and SET SECTOR.
 *
 * @see "SA22-1025 3990/3390 reference, Control Commands"
 */
final class PositioningCommands {

    private static final int SEEK_LENGTH = 6;
    private static final int BIN_OFFSET = 0;
    private static final int ADDRESS_OFFSET = 2;
    private static final int SECTOR_LENGTH = 1;
    private static final TrackAddress FIRST_TRACK = new TrackAddress(0, 0);

    private final Unit unit;

    PositioningCommands(Unit unit) {
        this.unit = unit;
    }

    Outcome seek(Command command) {
        Chain chain = unit.chain();
        if (!allowed(command.code(), chain.mask())) {
            return UnitCheck.FILE_PROTECTED;
        }
        if (command.parameters().length() < SEEK_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        TrackAddress named = unit.addressAt(command.parameters(), ADDRESS_OFFSET);
        boolean headOnly = command.code() == Codes.SEEK_HEAD;
        TrackAddress target =
                headOnly ? new TrackAddress(unit.cursor().address().cylinder(), named.head()) : named;
        if (command.parameters().halfwordAt(BIN_OFFSET) != 0 || !unit.image().contains(target)) {
            return UnitCheck.INVALID_PARAMETER;
        }
        UnitCheck check = goTo(target);
        return check != null ? check : Outcome.accepted(SEEK_LENGTH);
    }

    private static boolean allowed(int code, FileMask mask) {
        return switch (code) {
            case Codes.SEEK -> mask.allowsSeek();
            case Codes.SEEK_CYLINDER -> mask.allowsSeekCylinder();
            default -> mask.allowsSeekHead();
        };
    }

    private @Nullable UnitCheck goTo(TrackAddress target) {
        Chain chain = unit.chain();
        if (!chain.extent.contains(target)) {
            return UnitCheck.FILE_PROTECTED;
        }
        UnitCheck check = unit.cursor().seek(target);
        chain.positioned |= check == null;
        return check;
    }

    Outcome recalibrate(Command command) {
        FileMask mask = unit.chain().mask();
        if (!mask.allowsSeek() || mask.isDiagnosticOnly()) {
            return UnitCheck.FILE_PROTECTED;
        }
        UnitCheck check = goTo(FIRST_TRACK);
        return check != null ? check : Outcome.done();
    }

    Outcome setFileMask(Command command) {
        Chain chain = unit.chain();
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

    Outcome readSector(Command command) {
        return Outcome.read(Octets.zeros(SECTOR_LENGTH));
    }

    Outcome setSector(Command command) {
        return command.parameters().isEmpty() ? UnitCheck.PARAMETERS_TOO_SHORT : Outcome.accepted(SECTOR_LENGTH);
    }
}
