package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;

/**
 * SENSE PATH GROUP ID, SET PATH GROUP ID and RESET ALLEGIANCE, for the one path that there is.
 *
 * <p>Threads: one at a time, as its device.
 *
 * @see "SA22-1025 3990/3390 reference, Sense Path Group ID, Set Path Group ID, Reset Allegiance"
 */
final class PathGroupCommands {

    private static final int PATH_GROUP_LENGTH = 12;
    private static final int PATH_GROUP_ID_LENGTH = 11;
    private static final int RESERVED_STATE = 0x30;
    private static final int FUNCTION_MASK = 0x60;
    private static final int ESTABLISH = 0x00;
    private static final int INVALID_FUNCTION = 0x60;
    private static final int FUNCTION_RESERVED = 0x1F;
    private static final Octets NO_GROUP = Octets.zeros(PATH_GROUP_ID_LENGTH);
    private static final int ALLEGIANCE_OFFSET_OF_GROUP = 5;

    private final Unit unit;
    private Octets pathGroup = NO_GROUP;

    PathGroupCommands(Unit unit) {
        this.unit = unit;
    }

    /** Reports whose reservation it ends; here there is only one path, so it ends nothing. */
    Outcome resetAllegiance(Command command) {
        int rest = SenseBytes.LENGTH - ALLEGIANCE_OFFSET_OF_GROUP - PATH_GROUP_ID_LENGTH;
        return Outcome.read(Octets.of(unit.isReserved() ? 0x90 : 0x80, 0x20, 0, 0, 0)
                .concat(pathGroup)
                .concat(Octets.zeros(rest)));
    }

    Outcome senseId(Command command) {
        unit.chain().closed = true;
        return Outcome.read(Octets.of(unit.isReserved() ? RESERVED_STATE : 0).concat(pathGroup));
    }

    Outcome setId(Command command) {
        Octets parameters = command.parameters();
        if (parameters.length() < PATH_GROUP_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        int function = parameters.at(0) & FUNCTION_MASK;
        Octets group = parameters.slice(1, PATH_GROUP_LENGTH);
        boolean otherGroup = !pathGroup.equals(NO_GROUP) && !pathGroup.equals(group);
        if (function == INVALID_FUNCTION
                || (parameters.at(0) & FUNCTION_RESERVED) != 0
                || group.equals(NO_GROUP)
                || otherGroup) {
            return UnitCheck.INVALID_PARAMETER;
        }
        pathGroup = function == ESTABLISH ? group : NO_GROUP;
        unit.chain().closed = true;
        return Outcome.accepted(PATH_GROUP_LENGTH);
    }
}
