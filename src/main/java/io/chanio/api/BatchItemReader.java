package io.chanio.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.chanio.api.request.BodyReader;
import io.chanio.api.request.Fault;
import io.chanio.api.request.FaultCode;
import io.chanio.api.request.Members;
import io.chanio.api.request.ProblemType;
import io.chanio.control.BatchItem;
import io.chanio.control.JobTerms;
import io.chanio.control.Wanted;
import io.chanio.css.SubchannelId;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.IdempotencyKey;
import io.chanio.program.ProgramDraft;
import io.chanio.program.ProgramFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads one item of a batch: the members of the call for one job, and where that would go. One item, one thread. */
final class BatchItemReader {

    private static final String SUBCHANNEL = "subchannel";
    private static final String OPERATION = "operation";
    private static final String PARAMETERS = "parameters";

    private final String place;
    private final JobReader reader;
    private final Optional<SubchannelId> subchannel;
    private final Optional<Wanted> wanted;
    private final Optional<Duration> timeout;
    private final Optional<String> label;

    /** @param place of the item in the body, as {@code items[3]} */
    BatchItemReader(String place, JsonNode item) {
        this.place = place;
        this.reader = new JobReader(item);
        this.subchannel = subchannel();
        this.wanted = wanted();
        this.timeout = reader.timeout();
        this.label = reader.label();
        reader.members().refuseOthers();
    }

    /** An item in which nothing is wrong. */
    record Item(SubchannelId subchannel, Wanted wanted, Optional<Duration> timeout, Optional<String> label) {

        BatchItem under(Optional<IdempotencyKey> key) {
            return new BatchItem(new JobTerms(subchannel, timeout, label, Keeping.PROMISED, key), wanted);
        }
    }

    boolean faulty() {
        return reader.faulty();
    }

    Item item() {
        return new Item(subchannel.orElseThrow(), wanted.orElseThrow(), timeout, label);
    }

    /** All that is wrong with it, each fault naming the item. */
    List<Fault> faults(BiFunction<SubchannelId, ProgramDraft, List<ProgramFault>> checks) {
        return reader
                .faults(draft -> subchannel.map(id -> checks.apply(id, draft)).orElse(List.of()))
                .stream()
                .map(fault -> fault.within(place))
                .toList();
    }

    ProblemType type(List<Fault> found) {
        return reader.type(found);
    }

    private Optional<SubchannelId> subchannel() {
        Members members = reader.members();
        Optional<String> text = members.text(SUBCHANNEL);
        if (text.isEmpty()) {
            members.missing(SUBCHANNEL, "the subchannel's number, as 0.0.0120");
        }
        try {
            return text.map(SubchannelId::parse);
        } catch (IllegalArgumentException e) {
            members.note(SUBCHANNEL, FaultCode.MALFORMED_VALUE, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Wanted> wanted() {
        Members members = reader.members();
        Optional<ProgramDraft> program = reader.program();
        Optional<String> operation = members.text(OPERATION);
        Optional<Map<String, Object>> parameters = members.node(PARAMETERS).map(BodyReader::parameters);
        boolean ofProgram = program.isPresent() || members.faulty(JobReader.PROGRAM);
        boolean ofOperation = operation.isPresent() || members.faulty(OPERATION);
        if (ofProgram && ofOperation) {
            members.note(
                    OPERATION, FaultCode.CONFLICTING_MEMBERS, "an item has a program or an operation, and not both");
        } else if (!ofProgram && !ofOperation) {
            members.missing(JobReader.PROGRAM, "an item has a program, or an operation's name as 'operation'");
        } else if (ofProgram && parameters.isPresent()) {
            members.note(PARAMETERS, FaultCode.CONFLICTING_MEMBERS, "a program has no parameters, an operation has");
        }
        return program.<Wanted>map(Wanted.Program::new)
                .or(() -> operation.map(name -> new Wanted.Operation(name, parameters.orElse(Map.of()))));
    }
}
