package io.chanio.api;

import io.chanio.api.request.BodyReader;
import io.chanio.api.request.Fault;
import io.chanio.api.request.Refusal;
import io.chanio.program.ProgramDraft;
import io.chanio.program.ProgramFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to run a channel program.
 *
 * @param timeout empty when the client named none
 */
record JobBody(ProgramDraft program, Optional<Duration> timeout, Optional<String> label) {

    /**
     * Reads a body and finds all that is wrong with it.
     *
     * @param checks what is wrong with the program as such
     * @throws Refusal when anything is
     */
    static JobBody read(byte @Nullable [] body, Function<ProgramDraft, List<ProgramFault>> checks) {
        JobReader reader = new JobReader(BodyReader.object(body));
        Optional<ProgramDraft> program = reader.program();
        if (program.isEmpty()) {
            reader.members().missing(JobReader.PROGRAM, "an object with the program's CCWs");
        }
        Optional<Duration> timeout = reader.timeout();
        Optional<String> label = reader.label();
        reader.members().refuseOthers();
        if (reader.faulty()) {
            List<Fault> faults = reader.faults(checks);
            throw new Refusal(reader.type(faults), Fault.summary(faults), faults);
        }
        return new JobBody(program.orElseThrow(), timeout, label);
    }
}
