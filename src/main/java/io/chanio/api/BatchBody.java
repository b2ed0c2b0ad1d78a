package io.chanio.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.chanio.api.request.BodyReader;
import io.chanio.api.request.Fault;
import io.chanio.api.request.FaultCode;
import io.chanio.api.request.Members;
import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import io.chanio.control.Atomicity;
import io.chanio.control.BatchItem;
import io.chanio.css.SubchannelId;
import io.chanio.engine.IdempotencyKey;
import io.chanio.program.ProgramDraft;
import io.chanio.program.ProgramFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The body of a request for several jobs. */
record BatchBody(List<BatchItemReader.Item> items, Atomicity atomicity) {

    /** Jobs that one request may ask for. */
    static final int ITEMS_MAX = 1000;

    /** Far more than anybody reads: a small body can have a fault in each of its many CCWs. */
    private static final int FAULTS_TOLD_MAX = 1000;

    private static final String ITEMS = "items";
    private static final String ATOMIC = "atomic";

    BatchBody {
        items = List.copyOf(items);
    }

    /**
     * Reads a body and finds all that is wrong with any of its items.
     *
     * @param checks what is wrong with a program as such, on its subchannel
     * @throws Refusal when anything is wrong with what stands there; whether the programs fit is not looked at unless it is
     */
    static BatchBody read(byte @Nullable [] body, BiFunction<SubchannelId, ProgramDraft, List<ProgramFault>> checks) {
        List<Fault> faults = new ArrayList<>();
        Members members = Members.ofBody(BodyReader.object(body), faults);
        boolean atomic = members.truth(ATOMIC).orElse(true);
        List<BatchItemReader> items = items(members);
        members.refuseOthers();
        if (!faults.isEmpty() || items.stream().anyMatch(BatchItemReader::faulty)) {
            throw refusal(faults, items, checks);
        }
        return new BatchBody(
                items.stream().map(BatchItemReader::item).toList(),
                atomic ? Atomicity.ALL_OR_NONE : Atomicity.EACH_BY_ITSELF);
    }

    /** As they are asked for under this key. */
    List<BatchItem> under(Optional<IdempotencyKey> key) {
        return IntStream.range(0, items.size())
                .mapToObj(index -> items.get(index).under(key.map(whole -> whole.ofItem(index))))
                .toList();
    }

    private static List<BatchItemReader> items(Members members) {
        Optional<JsonNode> array = members.array(ITEMS);
        if (array.isEmpty()) {
            members.missing(ITEMS, "an array of what is to be run");
            return List.of();
        }
        int count = array.get().size();
        if (count < 1 || count > ITEMS_MAX) {
            members.note(
                    ITEMS,
                    FaultCode.OUT_OF_RANGE,
                    "'items' has %d elements; a batch is of 1 to %d jobs".formatted(count, ITEMS_MAX));
            return List.of();
        }
        List<BatchItemReader> items = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            JsonNode item = array.get().get(index);
            String place = "%s[%d]".formatted(ITEMS, index);
            if (item.isObject()) {
                items.add(new BatchItemReader(place, item));
            } else {
                members.note(
                        place,
                        FaultCode.WRONG_TYPE,
                        "'%s' must be an object, not %s".formatted(place, Members.described(item)));
            }
        }
        return items;
    }

    private static Refusal refusal(
            List<Fault> faults,
            List<BatchItemReader> items,
            BiFunction<SubchannelId, ProgramDraft, List<ProgramFault>> checks) {
        List<Fault> all = new ArrayList<>(faults);
        ProblemType type = ProblemType.INVALID_REQUEST;
        for (BatchItemReader item : items) {
            List<Fault> found = item.faults(checks);
            type = item.type(found) == ProblemType.INVALID_PROGRAM ? ProblemType.INVALID_PROGRAM : type;
            all.addAll(found);
        }
        return new Refusal(type, Fault.summary(all), all.subList(0, Math.min(all.size(), FAULTS_TOLD_MAX)));
    }
}
