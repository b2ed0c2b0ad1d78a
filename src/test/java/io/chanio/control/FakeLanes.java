package io.chanio.control;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.css.SubchannelId;
import io.chanio.engine.Cancellation;
import io.chanio.engine.Job;
import io.chanio.engine.JobId;
import io.chanio.engine.JobRequest;
import io.chanio.engine.JobState;
import io.chanio.engine.JointSubmission;
import io.chanio.engine.LaneView;
import io.chanio.engine.Lanes;
import io.chanio.engine.Ledger;
import io.chanio.engine.Outcome;
import io.chanio.engine.SchibReading;
import io.chanio.engine.Submission;
import io.chanio.port.Backend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Lanes with no engine behind them: they answer as a test says. */
final class FakeLanes implements Lanes {

    static final Instant ACCEPTED_AT = Instant.parse("2026-11-22T10:00:00Z");
    static final DeviceIdentity A_3390 = new DeviceIdentity(0x3990, 0xE9, 0x3390, 0x0A, List.of());
    static final DeviceIdentity A_TAPE = new DeviceIdentity(0x3480, 0, 0x3480, 0, List.of());

    final List<LaneView> lanes = new ArrayList<>();
    final List<JobRequest> offered = new ArrayList<>();
    final CompletableFuture<Optional<Cancellation>> cancellation = new CompletableFuture<>();
    final CompletableFuture<SchibReading> schib = new CompletableFuture<>();
    Function<JobRequest, Submission> answer;
    Function<List<JobRequest>, JointSubmission> jointAnswer;

    private final Ledger ledger;

    FakeLanes(Ledger ledger) {
        this.ledger = ledger;
        this.answer = this::queue;
        this.jointAnswer = this::queueTogether;
    }

    static LaneView lane(int number, LaneView.State state, Optional<DeviceIdentity> identity) {
        return new LaneView(
                new SubchannelId(0, number),
                Optional.of(new DeviceNumber(0, 0x1000 + number)),
                state,
                Optional.of("because of " + state),
                Optional.empty(),
                Set.of(),
                Set.of(),
                identity,
                Optional.empty(),
                Optional.empty(),
                0,
                1,
                Optional.empty());
    }

    /** The job as it stands in this state. */
    static Job job(JobRequest request, JobState state) {
        return new Job(
                request,
                Backend.SIMULATED,
                state,
                ACCEPTED_AT,
                Optional.empty(),
                state.ended() ? Optional.of(ACCEPTED_AT) : Optional.empty(),
                0,
                Optional.empty(),
                state.ended() ? Optional.of(Outcome.of(Outcome.Kind.COMPLETED, "ended")) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Submission queue(JobRequest request) {
        Job job = job(request, JobState.QUEUED);
        ledger.changed(job);
        return new Submission.Queued(job);
    }

    @Override
    public Backend backend() {
        return Backend.SIMULATED;
    }

    @Override
    public List<LaneView> list() {
        return List.copyOf(lanes);
    }

    @Override
    public Optional<LaneView> find(SubchannelId subchannel) {
        return lanes.stream()
                .filter(lane -> lane.subchannel().equals(subchannel))
                .findFirst();
    }

    @Override
    public Submission offer(JobRequest request) {
        offered.add(request);
        return answer.apply(request);
    }

    @Override
    public JointSubmission offerTogether(List<JobRequest> requests) {
        offered.addAll(requests);
        return jointAnswer.apply(requests);
    }

    private JointSubmission queueTogether(List<JobRequest> requests) {
        List<Job> jobs =
                requests.stream().map(request -> job(request, JobState.QUEUED)).toList();
        ledger.accepted(jobs);
        return new JointSubmission.Queued(jobs);
    }

    @Override
    public CompletionStage<Optional<Cancellation>> cancel(SubchannelId subchannel, JobId job) {
        return cancellation;
    }

    @Override
    public CompletionStage<Optional<LaneView>> releaseQuarantine(SubchannelId subchannel) {
        return CompletableFuture.completedFuture(find(subchannel));
    }

    @Override
    public CompletionStage<SchibReading> storeSubchannel(SubchannelId subchannel) {
        return schib;
    }
}
