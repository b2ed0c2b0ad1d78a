package io.chanio.port.sim.dasd;

import io.chanio.port.sim.DeviceCommandTable;
import java.util.EnumSet;
import java.util.Set;

/** What must hold before a command is carried out; the checks that many commands share. */
@FunctionalInterface
interface Rule extends DeviceCommandTable.Rule<Command, Chain, UnitCheck> {

    /** Not among the commands that a locate record announced. */
    Rule OUTSIDE_DOMAIN = (chain, command) -> chain.inDomain() ? UnitCheck.INVALID_SEQUENCE : null;

    /** A seek, a locate or READ IPL came before in this chain. */
    Rule POSITIONED = (chain, command) -> chain.positioned ? null : UnitCheck.NOT_POSITIONED;

    /** The same, for a command that goes on from where the arm stands. */
    Rule SOUGHT = (chain, command) -> chain.positioned ? null : UnitCheck.INVALID_SEQUENCE;

    /** The first of its chain, but for SUSPEND MULTIPATH RECONNECTION. */
    Rule FIRST = (chain, command) -> chain.startsHere() ? null : UnitCheck.INVALID_SEQUENCE;

    /** Neither DEFINE EXTENT nor SET FILE MASK came before. */
    Rule UNBOUND = (chain, command) -> chain.extentDefined || chain.fileMaskSet ? UnitCheck.INVALID_SEQUENCE : null;

    /** In a domain, one that announced such commands. */
    static Rule announcedBy(Operation first, Operation... others) {
        Set<Operation> operations = EnumSet.of(first, others);
        return (chain, command) ->
                chain.inDomain() && !operations.contains(chain.domain.operation()) ? UnitCheck.INVALID_SEQUENCE : null;
    }

    /** Under operation READ, what stands before R1 is read only from an orientation before it. */
    static Rule orientedTo(Operation.Orientation first, Operation.Orientation... others) {
        Set<Operation.Orientation> orientations = EnumSet.of(first, others);
        return (chain, command) -> {
            Domain domain = chain.domain;
            boolean wrong = domain.isOpen()
                    && domain.operation() == Operation.READ
                    && !orientations.contains(domain.orientation());
            return wrong ? UnitCheck.INVALID_SEQUENCE : null;
        };
    }
}
