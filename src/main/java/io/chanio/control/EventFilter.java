package io.chanio.control;

import io.chanio.css.SubchannelId;
import io.chanio.engine.JobId;
import java.util.Optional;

/** Which events are asked for; what is empty does not restrict. */
public record EventFilter(Optional<SubchannelId> subchannel, Optional<JobId> job) {

    public static final EventFilter ALL = new EventFilter(Optional.empty(), Optional.empty());

    /**
     * @param job a job's id as people write it
     * @throws IllegalArgumentException when it is none
     */
    public static EventFilter parse(Optional<SubchannelId> subchannel, Optional<String> job) {
        return new EventFilter(subchannel, job.map(JobId::parse));
    }

    boolean accepts(Event event) {
        return subchannel.map(event.subchannel()::equals).orElse(true) && (job.isEmpty() || job.equals(event.ofJob()));
    }
}
