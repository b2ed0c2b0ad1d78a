package io.chanio.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.chanio.api.request.Fault;
import io.chanio.api.request.FaultCode;
import io.chanio.api.request.Members;
import io.chanio.api.request.ProblemType;
import io.chanio.control.JobTerms;
import io.chanio.program.ProgramDraft;
import io.chanio.program.ProgramFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads the members that ask for a job, and gathers all that is wrong with them. One job, one thread. */
final class JobReader {

    static final String PROGRAM = "program";
    static final String TIMEOUT = "timeoutMillis";
    static final String LABEL = "label";

    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> programFaults = new ArrayList<>();
    private final ProgramReader reader = new ProgramReader(programFaults);
    private final Members members;
    private Optional<ProgramDraft> program = Optional.empty();

    JobReader(JsonNode object) {
        this.members = Members.ofBody(object, faults);
    }

    /** For members that not every way to make a job has. */
    Members members() {
        return members;
    }

    Optional<ProgramDraft> program() {
        program = members.object(PROGRAM, programFaults).map(reader::read);
        return program;
    }

    Optional<Duration> timeout() {
        OptionalInt millis = members.number(TIMEOUT, 1, (int) JobTerms.TIMEOUT_MAX.toMillis());
        return millis.isPresent() ? Optional.of(Duration.ofMillis(millis.getAsInt())) : Optional.empty();
    }

    Optional<String> label() {
        return members.text(LABEL).filter(label -> {
            Optional<String> fault = JobTerms.faultOfLabel(label);
            fault.ifPresent(words -> members.note(LABEL, FaultCode.OUT_OF_RANGE, words));
            return fault.isEmpty();
        });
    }

    boolean faulty() {
        return !faults.isEmpty() || !programFaults.isEmpty();
    }

    /**
     * All that is wrong.
     *
     * @param checks what is wrong with the program as such
     */
    List<Fault> faults(Function<ProgramDraft, List<ProgramFault>> checks) {
        List<Fault> ofProgram = new ArrayList<>(programFaults);
        program.ifPresent(draft -> reader.unexplained(checks.apply(draft)).stream()
                .map(FaultsFound::of)
                .forEach(ofProgram::add));
        return Fault.inOrder(faults, ofProgram);
    }

    /** What all that is wrong is to the client. */
    ProblemType type(List<Fault> found) {
        return found.size() == faults.size() ? ProblemType.INVALID_REQUEST : ProblemType.INVALID_PROGRAM;
    }
}
