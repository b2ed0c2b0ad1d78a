package io.chanio.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.chanio.api.request.BodyReader;
import io.chanio.api.request.Fault;
import io.chanio.api.request.FaultCode;
import io.chanio.api.request.Members;
import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import io.chanio.control.JobTerms;
import io.chanio.program.ProgramDraft;
import io.chanio.program.ProgramFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to run a channel program.
 *
 * @param timeout empty when the client named none
 */
record JobBody(ProgramDraft program, Optional<Duration> timeout, Optional<String> label) {

    private static final String PROGRAM = "program";

    /**
     * Reads a body and finds all that is wrong with it.
     *
     * @param checks what is wrong with the program as such
     * @throws Refusal when anything is
     */
    static JobBody read(byte @Nullable [] body, Function<ProgramDraft, List<ProgramFault>> checks) {
        JsonNode object = BodyReader.object(body);
        List<Fault> faults = new ArrayList<>();
        List<Fault> programFaults = new ArrayList<>();
        Members members = Members.ofBody(object, faults);
        ProgramReader reader = new ProgramReader(programFaults);
        Optional<ProgramDraft> program = members.object(PROGRAM, programFaults).map(reader::read);
        if (program.isEmpty()) {
            members.missing(PROGRAM, "an object with the program's CCWs");
        }
        Optional<Duration> timeout = Terms.timeout(members);
        Optional<String> label = Terms.label(members);
        members.refuseOthers();
        program.ifPresent(draft -> {
            if (!faults.isEmpty() || !programFaults.isEmpty()) {
                reader.unexplained(checks.apply(draft)).stream()
                        .map(FaultsFound::of)
                        .forEach(programFaults::add);
            }
        });
        refuse(faults, programFaults);
        return new JobBody(program.orElseThrow(), timeout, label);
    }

    private static void refuse(List<Fault> faults, List<Fault> programFaults) {
        if (faults.isEmpty() && programFaults.isEmpty()) {
            return;
        }
        ProblemType type = programFaults.isEmpty() ? ProblemType.INVALID_REQUEST : ProblemType.INVALID_PROGRAM;
        throw refusal(type, Fault.inOrder(faults, programFaults));
    }

    static Refusal refusal(ProblemType type, List<Fault> faults) {
        return new Refusal(type, Fault.summary(faults), faults);
    }

    /** The members that every way to make a job shares. */
    static final class Terms {

        static final String TIMEOUT = "timeoutMillis";
        static final String LABEL = "label";

        private Terms() {}

        static Optional<Duration> timeout(Members members) {
            OptionalInt millis = members.number(TIMEOUT, 1, (int) JobTerms.TIMEOUT_MAX.toMillis());
            return millis.isPresent() ? Optional.of(Duration.ofMillis(millis.getAsInt())) : Optional.empty();
        }

        static Optional<String> label(Members members) {
            return members.text(LABEL).filter(label -> {
                Optional<String> fault = JobTerms.faultOfLabel(label);
                fault.ifPresent(words -> members.note(LABEL, FaultCode.OUT_OF_RANGE, words));
                return fault.isEmpty();
            });
        }
    }
}
