package io.chanio.port.sim.dasd;

import io.chanio.port.sim.DeviceCommandTable;

/**
 * The commands of a disk. Its rules look at the chain, and many of its commands have a multitrack form beside them.
 *
 * <p>Threads: one at a time, as its device.
 */
final class CommandTable {

    private static final int MULTITRACK = 0x80;

    private final DeviceCommandTable<Command, Chain, Outcome> rows =
            new DeviceCommandTable<>(Command::code, command -> UnitCheck.INVALID_COMMAND);

    CommandTable on(int code, Handler handler, Rule... rules) {
        rows.on(code, handler, rules);
        return this;
    }

    /** A row for the command and one for its multitrack form. */
    CommandTable onBoth(int code, Handler handler, Rule... rules) {
        return on(code, handler, rules).on(code | MULTITRACK, handler, rules);
    }

    Outcome run(Command command, Chain chain) {
        return rows.run(command, chain);
    }
}
