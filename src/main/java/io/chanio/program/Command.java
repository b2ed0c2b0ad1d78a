package io.chanio.program;

import io.chanio.css.CommandType;

/**
 * A command that devices of a class know.
 *
 * @param mnemonic its name in programs, as {@code READ_DATA}
 * @param code 0 to 255
 * @param rule how the two answers about it are found
 * @param statusModifier it can present status modifier: the channel then skips the next CCW
 */
public record Command(String mnemonic, int code, CommandRule rule, boolean statusModifier) {

    /** A command that never presents status modifier. */
    static Command of(String mnemonic, int code, CommandRule rule) {
        return new Command(mnemonic, code, rule, false);
    }

    static Command search(String mnemonic, int code) {
        return new Command(mnemonic, code, CommandRule.READS, true);
    }

    public CommandType direction() {
        return CommandType.of(code);
    }
}
