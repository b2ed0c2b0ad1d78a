package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.api.request.Problem;
import io.chanio.control.Submitted;
import io.chanio.engine.JobRecord;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of the items of a batch, as clients see it. */
@Schema(name = "Batch", description = "What became of each item of a batch, in the order of the request.")
record BatchDocument(List<ItemDocument> items) {

    /** @param path of the request */
    static BatchDocument of(List<Submitted> items, String path) {
        return new BatchDocument(
                items.stream().map(item -> ItemDocument.of(item, path)).toList());
    }

    /** What became of an item. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "BatchItem", description = "What became of an item: a job, or a problem.")
    record ItemDocument(
            @Schema(description = "As it stands; present when the item was accepted.")
            Optional<JobDocument> job,

            @Schema(description = "True when the job is that of an earlier request with this Idempotency-Key.")
            Optional<Boolean> replayed,

            @Schema(ref = "#/components/schemas/Problem") Optional<Problem> problem) {

        static ItemDocument of(Submitted item, String path) {
            return switch (item) {
                case Submitted.Accepted(JobRecord job) ->
                    new ItemDocument(Optional.of(JobDocument.whole(job)), Optional.empty(), Optional.empty());
                case Submitted.Replayed(JobRecord job) ->
                    new ItemDocument(Optional.of(JobDocument.whole(job)), Optional.of(true), Optional.empty());
                case Submitted refused ->
                    new ItemDocument(
                            Optional.empty(), Optional.empty(), Optional.of(RefusedSubmission.problem(refused, path)));
            };
        }
    }
}
