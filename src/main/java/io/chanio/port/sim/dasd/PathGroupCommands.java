package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;

/**
 * SENSE PATH GROUP ID, SET PATH GROUP ID and RESET ALLEGIANCE: each path is in one group at most. A path in a group shows its
 * identifier, but no other state than one in none, as in the reference data.
 *
 * <p>Threads: one at a time, as its device.
 *
 * @see "SA22-1025 3990/3390 reference, Sense Path Group ID, Set Path Group ID, Reset Allegiance"
 * @see "linux drivers/s390/cio/device_pgid.c, pgid_analyze, and io_sch.h, SNID_STATE2_RESVD_ELSE"
 */
final class PathGroupCommands {

    private static final int PATH_GROUP_LENGTH = 12;
    private static final int RESERVED_ELSEWHERE = 0x20;
    private static final int RESERVED_HERE = 0x30;
    private static final int FUNCTION_MASK = 0x60;
    private static final int ESTABLISH = 0x00;
    private static final int DISBAND = 0x20;
    private static final int INVALID_FUNCTION = 0x60;
    private static final int FUNCTION_RESERVED = 0x1F;
    private static final int ALLEGIANCE_OFFSET_OF_GROUP = 5;

    private final Unit unit;

    PathGroupCommands(Unit unit) {
        this.unit = unit;
    }

    /** Reports whose reservation there is, and ends it when another path has it. It reserves nothing. */
    Outcome resetAllegiance(Command command) {
        Allegiance allegiance = unit.allegiance();
        Allegiance.Standing standing = allegiance.of(unit.path());
        int rest = SenseBytes.LENGTH - ALLEGIANCE_OFFSET_OF_GROUP - Allegiance.GROUP_LENGTH;
        Octets report = Octets.of(standing == Allegiance.Standing.NOT_RESERVED ? 0x80 : 0x90, 0x20, 0, 0, 0)
                .concat(allegiance.groupOfHolder(unit.path()))
                .concat(Octets.zeros(rest));
        if (standing == Allegiance.Standing.RESERVED_ELSEWHERE) {
            allegiance.release();
        }
        return Outcome.read(report);
    }

    Outcome senseId(Command command) {
        unit.chain().closed = true;
        int state =
                switch (unit.allegiance().of(unit.path())) {
                    case NOT_RESERVED -> 0;
                    case RESERVED_HERE -> RESERVED_HERE;
                    case RESERVED_ELSEWHERE -> RESERVED_ELSEWHERE;
                };
        return Outcome.read(Octets.of(state).concat(group()));
    }

    Outcome setId(Command command) {
        Octets parameters = command.parameters();
        if (parameters.length() < PATH_GROUP_LENGTH) {
            return UnitCheck.PARAMETERS_TOO_SHORT;
        }
        int function = parameters.at(0) & FUNCTION_MASK;
        Octets group = parameters.slice(1, PATH_GROUP_LENGTH);
        boolean otherGroup = !group().equals(Allegiance.NO_GROUP) && !group().equals(group);
        if (function == INVALID_FUNCTION
                || (parameters.at(0) & FUNCTION_RESERVED) != 0
                || group.equals(Allegiance.NO_GROUP)
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
            unit.allegiance().join(unit.path(), group);
        } else if (function == DISBAND && group().equals(group)) {
            unit.allegiance().disband(group, unit.path());
        } else {
            unit.allegiance().leave(unit.path());
        }
    }

    /** The group of the path that the chain goes over. */
    private Octets group() {
        return unit.allegiance().group(unit.path());
    }
}
