package io.chanio.engine;

import io.chanio.css.SubchannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Jobs that are offered together. Each lane's places are taken at once and before any job is put anywhere, so that there is
 * nothing to take back from a lane; waits for nobody, so that no two offers can hold each other up.
 *
 * <p>All are told to the record before any is put: by the time one is recorded as started, all are recorded as accepted.
 *
 * <p>Threads: one offer, one thread.
 */
final class JointOffer {

    private record Places(LaneDoor door, int count) {}

    private final Map<SubchannelId, Lane> lanes;
    private final Ledger ledger;
    private final Map<SubchannelId, Places> held = new TreeMap<>();
    private final Map<SubchannelId, Submission> refusals = new TreeMap<>();

    JointOffer(Map<SubchannelId, Lane> lanes, Ledger ledger) {
        this.lanes = lanes;
        this.ledger = ledger;
    }

    JointSubmission of(List<JobRequest> requests) {
        try {
            counted(requests).forEach(this::hold);
            return refusals.isEmpty() ? put(requests) : new JointSubmission.Refused(refusals);
        } finally {
            held.values().forEach(places -> places.door().giveBack(places.count()));
        }
    }

    /** By subchannel: of two offers that want the same, the one that comes first to the first lane comes first to all. */
    private static Map<SubchannelId, Integer> counted(List<JobRequest> requests) {
        Map<SubchannelId, Integer> counts = new TreeMap<>();
        for (JobRequest request : requests) {
            if (request.work().function().isPresent()) {
                throw new IllegalArgumentException("a control function waits for no other job: " + request);
            }
            counts.merge(request.subchannel(), 1, Integer::sum);
        }
        return counts;
    }

    private void hold(SubchannelId subchannel, int count) {
        Lane lane = lanes.get(subchannel);
        if (lane == null) {
            refusals.put(subchannel, new Submission.NoSubchannel(subchannel));
            return;
        }
        Optional<Submission> refusal = lane.door().hold(count);
        refusal.ifPresentOrElse(
                why -> refusals.put(subchannel, why), () -> held.put(subchannel, new Places(lane.door(), count)));
    }

    private JointSubmission put(List<JobRequest> requests) {
        List<JobTask> tasks = new ArrayList<>(requests.size());
        for (JobRequest request : requests) {
            tasks.add(places(request.subchannel()).door().task(request));
        }
        List<Job> jobs = tasks.stream().map(JobTask::picture).toList();
        ledger.accepted(jobs);
        for (int i = 0; i < tasks.size(); i++) {
            put(jobs.get(i).request().subchannel(), tasks.get(i));
        }
        return new JointSubmission.Queued(jobs);
    }

    private void put(SubchannelId subchannel, JobTask task) {
        Places places = places(subchannel);
        held.put(subchannel, new Places(places.door(), places.count() - 1));
        places.door().put(task);
    }

    private Places places(SubchannelId subchannel) {
        Places places = held.get(subchannel);
        if (places == null) {
            throw new IllegalStateException("no place is held for subchannel " + subchannel);
        }
        return places;
    }
}
