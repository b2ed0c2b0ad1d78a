package io.chanio.control;

import io.chanio.engine.ControlFunction;
import io.chanio.program.ProgramDraft;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a client wants done on a subchannel, before anything of it was checked. */
public sealed interface Wanted {

    record Program(ProgramDraft draft) implements Wanted {}

    /** @param parameters as they came: whole numbers are Integer, Long or BigInteger */
    record Operation(String name, Map<String, Object> parameters) implements Wanted {

        public Operation {
            // Faults are told in the client's order.
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    record Function(ControlFunction function) implements Wanted {}
}
