package io.chanio.api.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One thing that is wrong with a request. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Fault", description = "One thing that is wrong with a request.")
public record Fault(
        @Schema(
                description = "Index of the CCW at fault; absent when it is not a CCW's.",
                implementation = Integer.class)
        Optional<Integer> ccw,

        @Schema(description = "The member or parameter at fault.", examples = "count")
        String member,

        @Schema(
                description = "A stable name of the kind of fault; new ones may come.",
                examples = {"UNKNOWN_MEMBER", "COUNT_OUT_OF_RANGE"})
        String code,

        @Schema(description = "What is wrong, with the offending value, and what would be right.")
        String detail) {

    public static Fault of(String member, FaultCode code, String detail) {
        return new Fault(Optional.empty(), member, code.name(), detail);
    }

    /** The same fault of what is only a part of the request, as {@code items[3]}. */
    public Fault within(String place) {
        return new Fault(ccw, place + "." + member, code, place + ": " + detail);
    }

    /** The request's faults, then those of the program as such, then those of its CCWs. */
    public static List<Fault> inOrder(List<Fault> ofRequest, List<Fault> ofProgram) {
        return Stream.concat(ofRequest.stream(), ofProgram.stream().sorted(Comparator.comparingInt(fault -> fault.ccw()
                        .orElse(-1))))
                .toList();
    }

    /** One sentence for people: the first fault, and how many more there are. */
    public static String summary(List<Fault> faults) {
        Fault first = faults.get(0);
        String where = first.ccw().map("CCW %d: "::formatted).orElse("");
        String more = faults.size() == 1 ? "" : "; and %d more, see faults".formatted(faults.size() - 1);
        return where + first.detail() + more;
    }
}
