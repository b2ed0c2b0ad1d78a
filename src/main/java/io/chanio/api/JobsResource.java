package io.chanio.api;

import io.chanio.api.request.Members;
import io.chanio.api.request.Parameters;
import io.chanio.api.request.ProblemType;
import io.chanio.api.request.Refusal;
import io.chanio.control.AllJobs;
import io.chanio.control.AllJobs.Listed;
import io.chanio.control.JobTerms;
import io.chanio.control.Jobs;
import io.chanio.control.Subchannels;
import io.chanio.css.SubchannelId;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.IdempotencyKey;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.LaneView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Runs channel programs as jobs and tells what became of them. Parses, delegates, translates; decides nothing. */
@Path("/api/v1")
@Tag(name = "Jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

    private final Jobs jobs;
    private final AllJobs all;
    private final Subchannels subchannels;

    /** @param all also those of other nodes: this one's own alone can be submitted here */
    JobsResource(Jobs jobs, AllJobs all, Subchannels subchannels) {
        this.jobs = jobs;
        this.all = all;
        this.subchannels = subchannels;
    }

    @POST
    @Path("/subchannels/{id}/jobs")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Run a channel program", description = "Checks the program and queues it on the subchannel.")
    @Parameter(
            name = "Prefer",
            in = ParameterIn.HEADER,
            description = "wait=N waits up to N seconds (60 at most) for the job's end; respond-async is the default.",
            schema = @Schema(type = SchemaType.STRING, examples = "wait=10"))
    @Parameter(
            name = Idempotency.HEADER,
            in = ParameterIn.HEADER,
            description = Idempotency.DESCRIPTION,
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = Idempotency.KEY_MAX))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestSchemas.JobRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The finished job; a job that failed on the device too.",
            headers = {
                @Header(name = "Preference-Applied", schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Idempotency.REPLAYED,
                        description = Idempotency.REPLAYED_DESCRIPTION,
                        schema = @Schema(type = SchemaType.BOOLEAN)),
                @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location says where the job is found.",
            headers = {
                @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Idempotency.REPLAYED,
                        description = Idempotency.REPLAYED_DESCRIPTION,
                        schema = @Schema(type = SchemaType.BOOLEAN)),
                @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    public CompletionStage<Response> submitJob(
            @Parameter(description = "The subchannel's number, as 0.0.0120.") @PathParam("id") String id,
            byte @Nullable [] body,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        SubchannelId subchannel = Parameters.subchannel(id);
        // Where there is none any more, the job of an earlier request with the same key is there still.
        Optional<LaneView> lane = subchannels.find(subchannel);
        JobBody job = JobBody.read(
                body, draft -> lane.map(its -> jobs.faultsOf(draft, its)).orElse(List.of()));
        Preference preference = Preference.of(headers.getRequestHeader("Prefer"));
        Optional<IdempotencyKey> key = Idempotency.of(headers, uri, body);
        JobTerms terms =
                new JobTerms(subchannel, job.timeout(), job.label(), SubmissionAnswer.keeping(preference, key), key);
        return new SubmissionAnswer(jobs, preference, uri).to(jobs.submit(terms, job.program()));
    }

    @GET
    @Path("/jobs")
    @Blocking
    @Operation(
            summary = "List jobs",
            description =
                    "Newest first, without data, IRB and result. Where several chanio nodes share the record of jobs, those of "
                            + "all: this node's as they stand, the others' as they were last recorded, so that one that "
                            + "runs may still be QUEUED and one that need not survive a restart may be missing. While "
                            + "they can't be read: 503 ledger-unavailable.")
    @APIResponse(
            responseCode = "200",
            description = "A page of jobs.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Page.OfJobs.class)))
    @APIResponse(
            responseCode = "503",
            description = "ledger-unavailable.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    public CompletionStage<Page.OfJobs> listJobs(
            @Parameter(description = "Jobs of this subchannel only.") @QueryParam("subchannel") @Nullable
                    String subchannel,
            @Parameter(description = "Jobs in this state only.", schema = @Schema(implementation = JobState.class))
                    @QueryParam("state")
                    @Nullable
                    String state,
            @Parameter(description = "Jobs with this label only.") @QueryParam("label") @Nullable String label,
            @Parameter(
                            description = "Items of a page; more than 1000 is served as 1000.",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "100"))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "`next` of the page before; with the same filters.")
                    @QueryParam("cursor")
                    @Nullable
                    String cursor) {
        JobFilter filter = new JobFilter(
                Parameters.optional("subchannel", subchannel, SubchannelId::parse),
                Parameters.oneOf("state", state, JobState.class),
                Optional.ofNullable(label));
        List<Optional<?>> filters = List.of(filter.subchannel(), filter.state(), filter.label());
        Optional<JobId> before = Cursors.read(Optional.ofNullable(cursor), filters, JobId::parse);
        int most = Parameters.limit(limit);
        return Hop.back(all.list(filter, before, most + 1), listed -> page(listed, most, filters));
    }

    /** @param listed one more than {@code most}, where there are so many */
    private static Page.OfJobs page(Listed listed, int most, List<Optional<?>> filters) {
        List<JobRecord> found =
                switch (listed) {
                    case Listed.Found(List<JobRecord> jobs) -> jobs;
                    case Listed.Unavailable(String detail) -> throw Answers.othersUnavailable(detail);
                };
        List<JobRecord> page = found.subList(0, Math.min(most, found.size()));
        return new Page.OfJobs(
                page.stream().map(JobDocument::brief).toList(),
                found.size() > most
                        ? Optional.of(Cursors.of(page.getLast().job().id(), filters))
                        : Optional.empty());
    }

    @GET
    @Path("/jobs/{job}")
    @Operation(
            summary = "Find a job",
            description =
                    "At once; with Prefer: wait=N when it ended, or, with If-None-Match, when it changed. A job of "
                            + "another node that shares the record is answered as it was last recorded, and waited for "
                            + "by looking again twice a second.")
    @Parameter(
            name = "Prefer",
            in = ParameterIn.HEADER,
            description = "wait=N waits up to N seconds (60 at most) for the job's end; respond-async is the default.",
            schema = @Schema(type = SchemaType.STRING, examples = "wait=10"))
    @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "The ETag of an earlier answer: 304 while the job is as it was then.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The job as it stands.",
            headers = {
                @Header(name = "Preference-Applied", schema = @Schema(type = SchemaType.STRING)),
                @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed since If-None-Match.")
    public CompletionStage<Response> findJob(
            @Parameter(description = "The job's id.") @PathParam("job") String job, @Context HttpHeaders headers) {
        JobId id = job(job);
        return Hop.back(all.find(id), Answers::found).thenCompose(record -> standing(record, headers));
    }

    private CompletionStage<Response> standing(JobRecord record, HttpHeaders headers) {
        EntityTags known = EntityTags.of(headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH));
        Optional<Duration> wait =
                Preference.of(headers.getRequestHeader("Prefer")).waitAtMost();
        if (wait.isEmpty()) {
            return CompletableFuture.completedFuture(
                    known.match(Answers.etag(record)) ? Answers.notModified(record) : Answers.ok(record));
        }
        Awaited awaited = known.match(Answers.etag(record))
                ? new Awaited.Change(record.version())
                : known.isEmpty() ? new Awaited.End() : new Awaited.Change(EntityTags.NO_VERSION);
        return Hop.back(all.await(record.job().id(), awaited, wait.get()), sought -> {
            JobRecord now = Answers.found(sought);
            return known.match(Answers.etag(now)) ? Answers.notModified(now) : Answers.ok(now, wait.get());
        });
    }

    @GET
    @Path("/jobs/{job}/data/{ccw}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Download what a CCW read")
    @APIResponse(
            responseCode = "200",
            description = "The bytes.",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public CompletionStage<byte[]> downloadData(
            @Parameter(description = "The job's id.") @PathParam("job") String job,
            @Parameter(description = "Index of the CCW.", schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
                    @PathParam("ccw")
                    String ccw) {
        return Hop.back(all.find(job(job)), sought -> Answers.dataOf(Answers.found(sought), ccw));
    }

    @POST
    @Path("/jobs/{job}/cancel")
    @Operation(
            summary = "Cancel a job",
            description =
                    "A job that still waits never touches the device. A job of another node can be cancelled there only.")
    @APIResponse(
            responseCode = "200",
            description = "The job is cancelled.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = JobDocument.class)))
    @APIResponse(
            responseCode = "409",
            description = "job-ended; job-of-another-node.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    public CompletionStage<Response> cancelJob(
            @Parameter(description = "The job's id.") @PathParam("job") String job, @Context UriInfo uri) {
        String instance = uri.getRequestUri().getRawPath();
        return Hop.back(all.cancel(job(job)), outcome -> Answers.cancelled(outcome, instance));
    }

    private static JobId job(String text) {
        try {
            return JobId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    ProblemType.UNKNOWN_JOB, "there is no job '%s', nor could there be".formatted(Members.shown(text)));
        }
    }
}
