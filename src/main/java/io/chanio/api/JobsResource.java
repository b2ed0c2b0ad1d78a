package io.chanio.api;

import io.chanio.control.JobTerms;
import io.chanio.control.Jobs;
import io.chanio.control.Subchannels;
import io.chanio.control.Submitted;
import io.chanio.css.SubchannelId;
import io.chanio.engine.CcwData;
import io.chanio.engine.History.Awaited;
import io.chanio.engine.History.Keeping;
import io.chanio.engine.JobFilter;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRecord;
import io.chanio.engine.JobState;
import io.chanio.engine.LaneView;
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
import org.jspecify.annotations.Nullable;

/** Runs channel programs as jobs and tells what became of them. Parses, delegates, translates; decides nothing. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

    private final Jobs jobs;
    private final Subchannels subchannels;

    JobsResource(Jobs jobs, Subchannels subchannels) {
        this.jobs = jobs;
        this.subchannels = subchannels;
    }

    @POST
    @Path("/subchannels/{id}/jobs")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> submitJob(
            @PathParam("id") String id, byte @Nullable [] body, @Context HttpHeaders headers, @Context UriInfo uri) {
        NotYet.refuseIdempotencyKey(headers);
        SubchannelId subchannel = Parameters.subchannel(id);
        LaneView lane = subchannels.find(subchannel).orElseThrow(() -> Answers.noSubchannel(subchannel));
        JobBody job = JobBody.read(body, draft -> jobs.faultsOf(draft, lane));
        Preference preference = Preference.of(headers.getRequestHeader("Prefer"));
        JobTerms terms = new JobTerms(subchannel, job.timeout(), job.label(), keeping(preference));
        return answer(jobs, jobs.submit(terms, job.program()), preference, uri);
    }

    @GET
    @Path("/jobs")
    public Page.OfJobs listJobs(
            @QueryParam("subchannel") @Nullable String subchannel,
            @QueryParam("state") @Nullable String state,
            @QueryParam("label") @Nullable String label,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        JobFilter filter = new JobFilter(
                Parameters.optional("subchannel", subchannel, SubchannelId::parse),
                Parameters.oneOf("state", state, JobState.class),
                Optional.ofNullable(label));
        List<Optional<?>> filters = List.of(filter.subchannel(), filter.state(), filter.label());
        Optional<JobId> before = Cursors.read(Optional.ofNullable(cursor), filters, JobId::parse);
        int most = Parameters.limit(limit);
        List<JobRecord> found = jobs.list(filter, before, most + 1);
        List<JobRecord> page = found.subList(0, Math.min(most, found.size()));
        return new Page.OfJobs(
                page.stream().map(JobDocument::brief).toList(),
                found.size() > most
                        ? Optional.of(Cursors.of(page.getLast().job().id(), filters))
                        : Optional.empty());
    }

    @GET
    @Path("/jobs/{job}")
    public CompletionStage<Response> findJob(@PathParam("job") String job, @Context HttpHeaders headers) {
        JobId id = Parameters.job(job);
        JobRecord record = jobs.find(id).orElseThrow(() -> Answers.unknownJob(id));
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
        return Hop.back(jobs.await(id, awaited, wait.get()), found -> {
            JobRecord now = found.orElseThrow(() -> Answers.unknownJob(id));
            return known.match(Answers.etag(now)) ? Answers.notModified(now) : Answers.ok(now, wait.get());
        });
    }

    @GET
    @Path("/jobs/{job}/data/{ccw}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] downloadData(@PathParam("job") String job, @PathParam("ccw") String ccw) {
        JobId id = Parameters.job(job);
        JobRecord record = jobs.find(id).orElseThrow(() -> Answers.unknownJob(id));
        CcwData data = record.job().program().stream()
                .flatMap(result -> result.data().stream())
                .filter(each -> String.valueOf(each.ccw()).equals(ccw))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ProblemType.UNKNOWN_DATA,
                        "job %s (%s) has no data of CCW %s"
                                .formatted(id, record.job().state(), Members.shown(ccw))));
        if (!record.dataKept()) {
            throw new Refusal(ProblemType.RESULT_EXPIRED, "the data of job %s were given up for space".formatted(id));
        }
        return data.bytes().toArray();
    }

    @POST
    @Path("/jobs/{job}/cancel")
    public CompletionStage<Response> cancelJob(@PathParam("job") String job, @Context UriInfo uri) {
        String instance = uri.getRequestUri().getRawPath();
        return Hop.back(jobs.cancel(Parameters.job(job)), outcome -> Answers.cancelled(outcome, instance));
    }

    static Keeping keeping(Preference preference) {
        return preference.waitAtMost().isPresent() ? Keeping.WHILE_ROOM : Keeping.PROMISED;
    }

    /** The answer to a submission: at once, or when the job ended, or when the time for that ran out. */
    static CompletionStage<Response> answer(Jobs jobs, Submitted submitted, Preference preference, UriInfo uri) {
        if (!(submitted instanceof Submitted.Accepted(JobRecord record))) {
            return CompletableFuture.completedFuture(
                    Answers.refused(submitted, uri.getRequestUri().getRawPath()));
        }
        if (preference.waitAtMost().isEmpty()) {
            return CompletableFuture.completedFuture(Answers.accepted(record));
        }
        Duration wait = preference.waitAtMost().get();
        return Hop.back(jobs.await(record.job().id(), new Awaited.End(), wait), found -> {
            JobRecord now = found.orElse(record);
            return now.job().state().ended() ? Answers.ok(now, wait) : Answers.accepted(jobs.promised(now));
        });
    }
}
