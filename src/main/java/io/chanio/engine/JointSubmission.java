package io.chanio.engine;

import io.chanio.css.SubchannelId;
import java.util.List;
import java.util.Map;

/** What became of offering jobs together: all of them were taken, or none. */
public sealed interface JointSubmission {

    /** Each waits in its queue; {@code jobs} are their first pictures, in the order in which they were offered. */
    record Queued(List<Job> jobs) implements JointSubmission {

        public Queued {
            jobs = List.copyOf(jobs);
        }
    }

    /** @param refusals what each lane answered that did not take those that were for it */
    record Refused(Map<SubchannelId, Submission> refusals) implements JointSubmission {

        public Refused {
            refusals = Map.copyOf(refusals);
        }
    }
}
