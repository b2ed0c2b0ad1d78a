package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Pages of listings. */
final class Page {

    private static final String NEXT =
            "Where the next page begins: send it as `cursor`, with the same filters. " + "Absent on the last page.";

    private Page() {}

    /** A page of jobs. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "JobPage", description = "Jobs, newest first.", requiredProperties = "items")
    record OfJobs(
            List<JobDocument> items,
            @Schema(description = NEXT) Optional<String> next) {}

    /** A page of subchannels. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "SubchannelPage", description = "Subchannels by id.", requiredProperties = "items")
    record OfSubchannels(
            List<SubchannelDocument> items,
            @Schema(description = NEXT) Optional<String> next) {}
}
