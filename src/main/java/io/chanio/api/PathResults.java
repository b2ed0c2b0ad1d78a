package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.api.request.Hex;
import io.chanio.css.DeviceClass;
import io.chanio.engine.Outcome;
import io.chanio.operation.PathGroup;
import io.chanio.operation.PathTests;
import io.chanio.operation.dasd.ReservationAnswer;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The results of operations on channel paths and reservations as clients see them. */
final class PathResults {

    private PathResults() {}

    /** Of {@code test-paths}. */
    @Schema(name = "PathTestsResult", description = "The result of test-paths.", requiredProperties = "paths")
    record TestsResult(
            @Schema(description = "The installed paths, from path 0 on.")
            List<TestResult> paths) {

        /** One path. */
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @Schema(
                name = "PathTest",
                description = "What SENSE ID gave over one path.",
                requiredProperties = {"path", "chpid", "detail"})
        record TestResult(
                @Schema(description = "A mask of one path; path 0 is 0x80.", examples = "0x80")
                String path,

                @Schema(description = "Channel-path identifier, two hexadecimal digits.")
                String chpid,

                @Schema(
                        description =
                                "COMPLETED where the device answered; absent where the path was not tested, because the device is reserved over another.")
                Optional<Outcome.Kind> outcome,

                String detail) {}

        static TestsResult of(PathTests tests) {
            return new TestsResult(tests.paths().stream()
                    .map(test -> new TestResult(
                            test.path().toString(), Hex.model(test.chpid()), test.outcome(), test.detail()))
                    .toList());
        }
    }

    /** Of {@code sense-path-group-id}. */
    @Schema(
            name = "PathGroupResult",
            description =
                    "The result of sense-path-group-id: how the control unit takes the path that the program took.",
            requiredProperties = {"state", "reservation", "mode", "id", "raw"})
    record GroupResult(
            PathGroup.State state,

            @Schema(description = "Seen from this path: HERE is this path, or its group.")
            PathGroup.Reservation reservation,

            PathGroup.Mode mode,

            @Schema(description = "Of the group, hexadecimal; zeros when there is none.")
            String id,

            @Schema(description = "Hexadecimal.") String raw) {

        static GroupResult of(PathGroup group) {
            return new GroupResult(
                    group.state(),
                    group.reservation(),
                    group.mode(),
                    group.id().toHex(),
                    group.raw().toHex());
        }
    }

    /** Of the operations that reserve and release. */
    @Schema(
            name = "ReservationResult",
            description = "The result of eckd-reserve, eckd-release and eckd-unconditional-reserve.",
            requiredProperties = {"path", "sense"})
    record ReservationResult(
            @Schema(description = "The path that the command took, as a mask; path 0 is 0x80.", examples = "0x80")
            String path,

            SenseDocument sense) {

        static ReservationResult of(ReservationAnswer answer, DeviceClass deviceClass) {
            return new ReservationResult(
                    answer.path().toString(), SenseDocument.of(answer.sense().bytes(), deviceClass));
        }
    }
}
