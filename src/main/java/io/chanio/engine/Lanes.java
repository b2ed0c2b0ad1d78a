package io.chanio.engine;

import io.chanio.css.SubchannelId;
import io.chanio.port.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The engine's face: every subchannel's lane, callable from any thread. What only the lane's owner can do is answered by a
 * stage that completes on the owner's thread, whoever continues there must hop away first; or that fails with
 * {@link CallRefused} where the owner will not see the call.
 */
public interface Lanes {

    /** How late at most a rescan sees that the kernel took a subchannel without a word. */
    Duration REMOVAL_SEEN_WITHIN = Engine.RESCAN_INTERVAL.multipliedBy(Post.ABSENCES);

    Backend backend();

    /** All lanes, by subchannel. */
    List<LaneView> list();

    Optional<LaneView> find(SubchannelId subchannel);

    /**
     * Offers a job to its subchannel's lane. Its picture as QUEUED reaches the {@link Ledger} before this returns Queued.
     */
    Submission offer(JobRequest request);

    /**
     * Offers jobs to their subchannels' lanes, all or none, those of one subchannel in the order given. Their pictures as
     * QUEUED reach the {@link Ledger} together, before any lane may start one.
     *
     * @throws IllegalArgumentException for a control function, which waits for no other job
     */
    JointSubmission offerTogether(List<JobRequest> requests);

    /** Cancels a job of this subchannel. Empty when the lane does not know the job. */
    CompletionStage<Optional<Cancellation>> cancel(SubchannelId subchannel, JobId job);

    /**
     * Leaves the quarantine, if the subchannel is in one: its descriptor is closed, which ends what may still run on it, and
     * then opened anew. Completes with the lane as it stands when the closing has begun; empty when there is no such lane.
     */
    CompletionStage<Optional<LaneView>> releaseQuarantine(SubchannelId subchannel);

    /** Stores the subchannel: reads the SCHIB now, between the lane's other work. */
    CompletionStage<SchibReading> storeSubchannel(SubchannelId subchannel);
}
