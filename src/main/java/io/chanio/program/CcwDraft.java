package io.chanio.program;

import io.chanio.css.Octets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A CCW as a client wrote it: nothing resolved, members present or absent in any mixture.
 *
 * @param command {@code 0x} and two hexadecimal digits, or a mnemonic
 */
public record CcwDraft(
        String command, Optional<Octets> data, OptionalInt count, OptionalInt target, Set<CcwFlag> flags, boolean end) {

    public CcwDraft {
        flags = Set.copyOf(flags);
    }
}
