package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import io.chanio.css.PathMask;
import java.util.HashMap;
import java.util.Map;

/**
 * SENSE PATH GROUP ID, SET PATH GROUP ID and RESET ALLEGIANCE: each path is in one group at most. A path in a group shows its
 * identifier, but no other state than one in none, as in the reference data.
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
    private static final int DISBAND = 0x20;
    private static final int INVALID_FUNCTION = 0x60;
    private static final int FUNCTION_RESERVED = 0x1F;
    private static final Octets NO_GROUP = Octets.zeros(PATH_GROUP_ID_LENGTH);
    private static final int ALLEGIANCE_OFFSET_OF_GROUP = 5;

    private final Unit unit;
    private final Map<PathMask, Octets> groups = new HashMap<>();

    PathGroupCommands(Unit unit) {
        this.unit = unit;
    }

    /** Reports whose reservation it ends; here no path is kept out by another's, so it ends nothing. */
    Outcome resetAllegiance(Command command) {
        int rest = SenseBytes.LENGTH - ALLEGIANCE_OFFSET_OF_GROUP - PATH_GROUP_ID_LENGTH;
        return Outcome.read(Octets.of(unit.isReserved() ? 0x90 : 0x80, 0x20, 0, 0, 0)
                .concat(group())
                .concat(Octets.zeros(rest)));
    }

    Outcome senseId(Command command) {
        unit.chain().closed = true;
        return Outcome.read(Octets.of(unit.isReserved() ? RESERVED_STATE : 0).concat(group()));
    }

    Outcome setId(Command command) {
        Octets parameters = command.parameters();
        if (parameters.length() < PATH_GROUP_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        int function = parameters.at(0) & FUNCTION_MASK;
        Octets group = parameters.slice(1, PATH_GROUP_LENGTH);
        boolean otherGroup = !group().equals(NO_GROUP) && !group().equals(group);
        if (function == INVALID_FUNCTION
                || (parameters.at(0) & FUNCTION_RESERVED) != 0
                || group.equals(NO_GROUP)
                || otherGroup) {
            return UnitCheck.INVALID_PARAMETER;
        }
        set(function, group);
        unit.chain().closed = true;
        return Outcome.accepted(PATH_GROUP_LENGTH);
    }

    /** To disband a group takes all its paths out of it, to resign only the one that the command came over. */
    private void set(int function, Octets group) {
        if (function == ESTABLISH) {
            groups.put(unit.path(), group);
        } else if (function == DISBAND && group().equals(group)) {
            groups.values().removeIf(group::equals);
        } else {
            groups.remove(unit.path());
        }
    }

    /** The group of the path that the chain goes over. */
    private Octets group() {
        return groups.getOrDefault(unit.path(), NO_GROUP);
    }
}
