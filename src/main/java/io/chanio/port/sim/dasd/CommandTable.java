package io.chanio.port.sim.dasd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of a disk, a row each: its code, what carries it out, and the rules that must hold before, in their order.
 * A code without a row is refused.
 *
 * <p>Threads: one at a time, as its device.
 */
final class CommandTable {

    private static final int MULTITRACK = 0x80;

    private final Map<Integer, Row> rows = new HashMap<>();

    private record Row(Handler handler, List<Rule> rules) {}

    CommandTable on(int code, Handler handler, Rule... rules) {
        if (rows.put(code, new Row(handler, List.of(rules))) != null) {
            throw new IllegalArgumentException("command %02X stands in the table twice".formatted(code));
        }
        return this;
    }

    /** A row for the command and one for its multitrack form. */
    CommandTable onBoth(int code, Handler handler, Rule... rules) {
        return on(code, handler, rules).on(code | MULTITRACK, handler, rules);
    }

    Outcome run(Command command, Chain chain) {
        Row row = rows.get(command.code());
        if (row == null) {
            return UnitCheck.INVALID_COMMAND;
        }
        for (Rule rule : row.rules()) {
            UnitCheck check = rule.broken(chain, command);
            if (check != null) {
                return check;
            }
        }
        return row.handler().run(command);
    }
}
