package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;

/**
 * What a control unit answers without moving the arm: NO-OPERATION, the senses, the log, reserve and release.
 *
 * @see "SA22-1025 3990/3390 reference, Sense and Control Commands"
 */
final class ControlCommands {

    /** The first of its chain, or after one of the commands that tell what the device is. */
    static final Rule STARTS_OR_FOLLOWS_DATA = (chain, command) -> chain.startsHere()
                    || chain.follows(Codes.READ_DEVICE_CHARACTERISTICS)
                    || chain.follows(Codes.READ_CONFIGURATION_DATA)
            ? null
            : UnitCheck.INVALID_SEQUENCE;

    private static final int LOG_LENGTH = 32;

    private final Unit unit;

    ControlCommands(Unit unit) {
        this.unit = unit;
    }

    Outcome noOperation(Command command) {
        Chain chain = unit.chain();
        return chain.inDomain() && !chain.follows(Codes.READ_IPL) ? UnitCheck.INVALID_SEQUENCE : Outcome.done();
    }

    Outcome sense(Command command) {
        return Outcome.read(unit.takeSense());
    }

    Outcome subsystemStatus(EckdIdentity identity) {
        unit.chain().closed = unit.controlUnit() != DasdControlUnit.IBM_2107;
        return Outcome.read(identity.subsystemStatus());
    }

    Outcome readLog(Command command) {
        return Outcome.read(Octets.zeros(LOG_LENGTH));
    }

    Outcome reserve(Command command) {
        unit.allegiance().reserveFor(unit.path());
        return sense(command);
    }

    Outcome release(Command command) {
        unit.allegiance().release();
        return sense(command);
    }
}
