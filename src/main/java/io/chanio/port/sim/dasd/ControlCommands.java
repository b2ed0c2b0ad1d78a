package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a control unit answers without moving the arm: NO-OPERATION, the senses, reserve and release, path groups, device
 * and configuration data.
 *
 * @see "SA22-1025 3990/3390 reference, Sense and Control Commands"
 */
final class ControlCommands {

    private static final int LOG_LENGTH = 32;
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
    private final EckdIdentity identity;
    private final Supplier<Octets> sense;
    private boolean reserved;
    private Octets pathGroup = NO_GROUP;

    /** @param sense takes the sense data that is owed */
    ControlCommands(Unit unit, EckdIdentity identity, Supplier<Octets> sense) {
        this.unit = unit;
        this.identity = identity;
        this.sense = sense;
    }

    void register(Map<Integer, Handler> table) {
        table.put(Codes.NO_OPERATION, this::noOperation);
        table.put(Codes.SENSE, command -> outsideDomain(sense));
        table.put(Codes.SENSE_ID, command -> outsideDomain(identity::senseId));
        table.put(Codes.READ_DEVICE_CHARACTERISTICS, command -> outsideDomain(identity::characteristics));
        table.put(Codes.READ_CONFIGURATION_DATA, command -> outsideDomain(identity::configurationData));
        table.put(Codes.SENSE_SUBSYSTEM_STATUS, this::senseSubsystemStatus);
        table.put(Codes.READ_AND_RESET_BUFFERED_LOG, this::readLog);
        table.put(Codes.SUSPEND_MULTIPATH_RECONNECTION, command -> outsideDomain(() -> Octets.EMPTY));
        table.put(Codes.RESERVE, this::reserve);
        table.put(Codes.UNCONDITIONAL_RESERVE, this::reserve);
        table.put(Codes.RELEASE, this::release);
        table.put(Codes.RESET_ALLEGIANCE, this::resetAllegiance);
        table.put(Codes.SENSE_PATH_GROUP_ID, this::sensePathGroupId);
        table.put(Codes.SET_PATH_GROUP_ID, this::setPathGroupId);
    }

    private Outcome noOperation(Command command) {
        Chain chain = unit.chain();
        return chain.inDomain() && !chain.follows(Codes.READ_IPL) ? UnitCheck.INVALID_SEQUENCE : Outcome.done();
    }

    private Outcome outsideDomain(Supplier<Octets> data) {
        return unit.chain().inDomain() ? UnitCheck.INVALID_SEQUENCE : Outcome.read(data.get());
    }

    private Outcome senseSubsystemStatus(Command command) {
        Chain chain = unit.chain();
        if (chain.inDomain() || !startsOrFollowsData(chain)) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        chain.closed = unit.controlUnit() != DasdControlUnit.IBM_2107;
        return Outcome.read(identity.subsystemStatus());
    }

    private Outcome readLog(Command command) {
        Chain chain = unit.chain();
        boolean allowed = !chain.inDomain() && startsOrFollowsData(chain);
        return allowed ? Outcome.read(Octets.zeros(LOG_LENGTH)) : UnitCheck.INVALID_SEQUENCE;
    }

    private static boolean startsOrFollowsData(Chain chain) {
        return chain.startsHere()
                || chain.follows(Codes.READ_DEVICE_CHARACTERISTICS)
                || chain.follows(Codes.READ_CONFIGURATION_DATA);
    }

    private Outcome reserve(Command command) {
        if (!unit.chain().startsHere()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        reserved = true;
        return Outcome.read(sense.get());
    }

    private Outcome release(Command command) {
        Chain chain = unit.chain();
        if (chain.inDomain() || chain.extentDefined || chain.fileMaskSet) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        reserved = false;
        return Outcome.read(sense.get());
    }

    /** Reports whose reservation it ends; here there is only one path, so it ends nothing. */
    private Outcome resetAllegiance(Command command) {
        if (!unit.chain().startsHere()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        int rest = SenseBytes.LENGTH - ALLEGIANCE_OFFSET_OF_GROUP - PATH_GROUP_ID_LENGTH;
        return Outcome.read(Octets.of(reserved ? 0x90 : 0x80, 0x20, 0, 0, 0)
                .concat(pathGroup)
                .concat(Octets.zeros(rest)));
    }

    private Outcome sensePathGroupId(Command command) {
        if (!unit.chain().startsHere()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
        unit.chain().closed = true;
        return Outcome.read(Octets.of(reserved ? RESERVED_STATE : 0).concat(pathGroup));
    }

    private Outcome setPathGroupId(Command command) {
        if (!unit.chain().startsHere()) {
            return UnitCheck.INVALID_SEQUENCE;
        }
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
