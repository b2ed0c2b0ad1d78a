package io.chanio.engine;

import io.chanio.css.SubchannelId;
import java.util.Optional;

/** Which jobs of the record are asked for; what is empty does not restrict. */
public record JobFilter(Optional<SubchannelId> subchannel, Optional<JobState> state, Optional<String> label) {

    public boolean accepts(Job job) {
        return subchannel.map(job.request().subchannel()::equals).orElse(true)
                && state.map(job.state()::equals).orElse(true)
                && label.map(wanted -> job.request().label().equals(label)).orElse(true);
    }
}
